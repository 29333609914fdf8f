"""The page on which an inspection is done, on a phone: a script fills it and sends it."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from core.access import require
from core.errors import DomainError
from enterprises.models import Enterprise
from inspections.forms.doing import InspectionPage
from inspections.models import Inspection
from inspections.selectors.checklists import as_told, versions_in_use
from inspections.selectors.plans import plans_as_told
from inspections.services.inspections import inspection_record
from inspections.workflow import INSPECT
from visits.models import Visit
from visits.selectors.guard import guard_for

REFUSED = 422


@require_http_methods(["GET", "POST"])
def inspection_do(request):
    """``?shell``: to be kept on a phone, so it names no enterprise; ``?planned`` begins from a plan."""
    require(request.user, INSPECT)
    if request.method == "POST":
        return _sent(request)
    is_shell = "shell" in request.GET
    enterprise = None if is_shell else _asked_enterprise(request)
    context = {
        "page": InspectionPage(user=request.user, enterprise=enterprise),
        "versions": (versions := list(versions_in_use())),
        "told": as_told(versions),
        "plans": None if is_shell else plans_as_told(user=request.user),
        "is_shell": is_shell,
    }
    return render(request, "inspections/do.html", context)


def _asked_enterprise(request) -> Enterprise | None:
    asked = request.GET.get("enterprise", "")
    if not asked.isdecimal():
        return None
    return get_object_or_404(Enterprise.objects.allowing(request.user, INSPECT), pk=asked)


def _sent(request) -> HttpResponse:
    at = timezone.now()
    page = InspectionPage(user=request.user, data=request.POST, files=request.FILES)
    refusal = None
    if page.is_valid():
        try:
            inspection = inspection_record(actor=request.user, at=at, **page.facts())
        except DomainError as said:
            refusal = said
        else:
            return _saved(request, inspection, again=inspection.visit.created_at < at)
    return JsonResponse({"errors": page.errors(refusal)}, status=REFUSED)


def _saved(request, inspection: Inspection, *, again: bool) -> HttpResponse:
    """``again``: this key had been taken before, so what came now was left as it was then."""
    told = ngettext(
        "Inspection %(number)s is saved with %(failed)d hazard.",
        "Inspection %(number)s is saved with %(failed)d hazards.",
        inspection.failed,
    )
    if not inspection.failed:
        told = _("Inspection %(number)s is saved. Nothing failed.")
    facts = {"number": inspection.number, "failed": inspection.failed}
    messages.success(request, told % facts)
    url = reverse("inspections:detail", args=[inspection.number])
    return JsonResponse({"url": url, "again": True} if again else {"url": url})


@require_GET
def burden(request):
    """How much the chosen enterprise is inspected already, put into the page when it is chosen."""
    require(request.user, INSPECT)
    enterprise = _asked_enterprise(request)
    guard = enterprise and guard_for(
        user=request.user,
        enterprise=enterprise,
        purpose=Visit.Purpose.INSPECTION,
        planned_on=timezone.localdate(),
    )
    return render(request, "inspections/burden.html", {"guard": guard})
