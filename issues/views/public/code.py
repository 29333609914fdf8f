"""The pages behind an enterprise's code: what it has raised, and how its cases stand."""

from functools import wraps

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from enterprises.models import EnterpriseCode
from enterprises.selectors import code_by_token
from issues.access import EnterpriseActor
from issues.selectors.follow import cases_followed, rounds_of, stands
from issues.views.public.page import public_page, told_of, wrong
from organizations.selectors import visit_office

SHOWN = 50


def opened(view):
    """Hand the view the code in force; a revoked one, or none, gets a page that says what to do."""

    @wraps(view)
    def wrapper(request, token: str, **kwargs):
        code = code_by_token(token)
        if code is None:
            return wrong(request)
        if code.revoked_at:
            context = {"office": visit_office()}
            return render(request, "public/revoked.html", context, status=410)
        return view(request, code, **kwargs)

    return public_page(wrapper)


@opened
@require_http_methods(["GET", "HEAD"])
def enterprise(request, code: EnterpriseCode):
    """The enterprise's own page: its issues and demands, the newest first."""
    cases = cases_followed(actor=EnterpriseActor.by_code(code))[:SHOWN]
    context = {
        "enterprise": code.enterprise,
        "cases": [(case, stands(case)) for case in cases],
        "office": visit_office(),
    }
    return render(request, "public/enterprise.html", context)


@opened
@require_http_methods(["GET", "HEAD"])
def case(request, code: EnterpriseCode, number: str):
    found = cases_followed(actor=EnterpriseActor.by_code(code)).filter(number=number).first()
    if found is None:
        return wrong(request)
    return render(request, "public/case.html", told_of(found, rounds_of(found)))
