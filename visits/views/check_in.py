"""Arriving: the enterprise's code, scanned by an official, checks in to what is planned for today."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.access import is_allowed, require
from core.errors import DomainError
from core.limits import Limit
from enterprises.models import Enterprise, EnterpriseCode
from enterprises.selectors import code_by_token
from visits.access import PLAN
from visits.models import PlannedVisit, Visit
from visits.models.planned import going
from visits.selectors.arrivals import arrival_of
from visits.services.arrivals import planned_check_in, unplanned_start

LOG = "visits.visit_log"
SCANS = Limit("check-in", most=60, seconds=600)


@require_http_methods(["GET", "POST"])
def check_in(request, token: str):
    """What this person has to do at the enterprise whose code this is."""
    require(request.user, LOG)
    SCANS.count(str(request.user.pk))
    code = code_by_token(token)
    if code is None or code.revoked_at:
        status = 404 if code is None else 410
        return render(request, "visits/check_in_wrong.html", {"code": code}, status=status)
    if request.method == "POST":
        return _arrived(request, code)
    return _shown(request, code)


def _shown(request, code: EnterpriseCode, refusal: DomainError | None = None):
    enterprise = code.enterprise.kept
    context = {
        "enterprise": enterprise,
        "arrival": arrival_of(user=request.user, enterprise=enterprise),
        "may_start": is_allowed(request.user, PLAN, enterprise),
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return render(request, "visits/check_in.html", context, status=status)


def _arrived(request, code: EnterpriseCode):
    enterprise = code.enterprise.kept
    try:
        planned = _checked_in(request, enterprise)
    except DomainError as refusal:
        return _shown(request, code, refusal)
    if planned.checked_in_at is None:
        messages.success(request, _("Sent for approval: the visit is over the cap."))
        return redirect("visits:planned_detail", planned.pk)
    return _told(request, planned)


def _checked_in(request, enterprise: Enterprise) -> PlannedVisit:
    way = PlannedVisit.Way.CODE
    pk = request.POST.get("planned", "")
    if not pk.isdecimal():
        return unplanned_start(actor=request.user, enterprise=enterprise, way=way)
    mine = PlannedVisit.objects.filter(going(request.user), enterprise=enterprise)
    planned = get_object_or_404(mine, pk=pk)
    return planned_check_in(actor=request.user, planned=planned, way=way)


def _told(request, planned: PlannedVisit):
    """On to the page of the visit; an inspection is begun from its plan, which names its lists."""
    messages.success(request, _("Checked in. Log the visit when it is over, or now."))
    if planned.purpose == Visit.Purpose.INSPECTION:
        return redirect("visits:planned_detail", planned.pk)
    return redirect(f"{reverse('visits:log')}?planned={planned.pk}")


@require_POST
def planned_check_in_by_hand(request, pk: int):
    """Where no code hangs on the wall."""
    mine = PlannedVisit.objects.visible_to(request.user)
    planned = get_object_or_404(mine, pk=pk)
    require(request.user, LOG)
    planned_check_in(actor=request.user, planned=planned, way=PlannedVisit.Way.HAND)
    messages.success(request, _("Checked in. Log the visit when it is over, or now."))
    return redirect("visits:planned_detail", pk)
