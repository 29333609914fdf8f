"""The pages behind an enterprise's code: what it has raised, and how its cases stand."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.errors import DomainError, NotSo, NotYou
from core.limits import Limit, address_of
from core.public import refused, wrong
from enterprises.models import EnterpriseCode
from enterprises.public import opened_by_code
from issues.access import EnterpriseActor
from issues.forms.base import refuse
from issues.forms.raised import RaiseForm
from issues.selectors.follow import cases_followed, rounds_of, stands
from issues.selectors.raised import raised_by_code
from issues.views.public.page import told_of
from organizations.selectors import visit_office

SHOWN = 50
MOST_BYTES = 32 * 1024 * 1024
"""Of one demand with its photos."""

TRIES = Limit("raise-try", most=30, seconds=600)
BY_CODE = Limit("raise-code", most=5, seconds=3600)
BY_ADDRESS = Limit("raise-address", most=20, seconds=3600)
"""Several enterprises may stand behind one address, so it may do more than one code."""


class TooLarge(NotSo):
    status = 413


@opened_by_code
@require_http_methods(["GET", "HEAD"])
def enterprise(request, code: EnterpriseCode):
    """The enterprise's own page: its issues and demands, the newest first."""
    cases = cases_followed(actor=EnterpriseActor.by_code(code))[:SHOWN]
    context = {
        "code": code,
        "enterprise": code.enterprise,
        "cases": [(case, stands(case)) for case in cases],
        "demands": raised_by_code(enterprise=code.enterprise)[:SHOWN],
        "was_sent": "sent" in request.GET,
        "office": visit_office(),
    }
    return render(request, "public/enterprise.html", context)


@opened_by_code
@require_http_methods(["GET", "HEAD", "POST"])
def demand(request, code: EnterpriseCode):
    """The enterprise raises a demand; what it typed comes back with every refusal."""
    if request.method != "POST":
        return _asked(request, code, RaiseForm())
    TRIES.count(address_of(request))
    if request.user.is_authenticated:
        return refused(request, NotYou(_("You are logged in. Only the enterprise itself raises.")))
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return refused(request, TooLarge(_("These photos are too large together. Send fewer.")))
    return _raised(request, code, RaiseForm(request.POST, request.FILES))


def _raised(request, code: EnterpriseCode, form: RaiseForm):
    if not form.is_valid():
        return _asked(request, code, form, status=422)
    try:
        for limit, key in ((BY_CODE, code.digest), (BY_ADDRESS, address_of(request))):
            limit.count(key)
        form.perform(code)
    except DomainError as refusal:
        refuse(form, refusal)
        return _asked(request, code, form, status=refusal.status)
    return redirect(request.path.removesuffix("demand/") + "?sent=1")


def _asked(request, code: EnterpriseCode, form: RaiseForm, status: int = 200):
    context = {"form": form, "enterprise": code.enterprise, "office": visit_office()}
    return render(request, "public/demand.html", context, status=status)


@opened_by_code
@require_http_methods(["GET", "HEAD"])
def case(request, code: EnterpriseCode, number: str):
    found = cases_followed(actor=EnterpriseActor.by_code(code)).filter(number=number).first()
    if found is None:
        return wrong(request)
    return render(request, "public/case.html", told_of(found, rounds_of(found)))
