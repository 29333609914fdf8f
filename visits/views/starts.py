"""From what the page of a visit begins: an enterprise, a plan, a visit it follows up."""

from django.shortcuts import get_object_or_404

from core.access import require
from enterprises.models import Enterprise
from visits.forms.start import Start
from visits.forms.visit import LOG
from visits.models import Invitation, PlannedVisit, Visit
from visits.models.planned import going
from visits.workflow import PlannedState


def start_of(request) -> Start:
    """What the address names, and its enterprise."""
    for name, asked in (
        ("planned", _asked_planned),
        ("follows", _asked_follows),
        ("invitation", _asked_invitation),
    ):
        found = asked(request)
        if found:
            return Start(**{name: found}, enterprise=found.enterprise)
    return Start(enterprise=asked_enterprise(request), is_shell="shell" in request.GET)


def asked_enterprise(request) -> Enterprise | None:
    asked = request.GET.get("enterprise", "")
    if not asked.isdecimal():
        return None
    return get_object_or_404(Enterprise.objects.allowing(request.user, LOG), pk=asked)


def _asked_planned(request) -> PlannedVisit | None:
    """The plan from which the visit is logged."""
    asked = request.GET.get("planned", "")
    if not asked.isdecimal():
        return None
    mine = PlannedVisit.objects.filter(going(request.user), state=PlannedState.PLANNED)
    planned = get_object_or_404(mine.select_related("enterprise"), pk=asked)
    require(request.user, LOG, planned.enterprise)
    return planned


def _asked_follows(request) -> Visit | None:
    """The visit that the new one follows up."""
    asked = request.GET.get("follows", "")
    if not asked:
        return None
    visits = Visit.objects.visible_to(request.user).select_related("enterprise").defer("search")
    follows = get_object_or_404(visits, number=asked)
    require(request.user, LOG, follows.enterprise)
    return follows


def _asked_invitation(request) -> Invitation | None:
    """The invitation whose answer the visit takes over."""
    asked = request.GET.get("invitation", "")
    if not asked.isdecimal():
        return None
    waiting = Invitation.objects.visible_to(request.user).filter(
        visit__isnull=True, withdrawn_at__isnull=True
    )
    invitation = get_object_or_404(waiting.select_related("enterprise", "answer"), pk=asked)
    require(request.user, LOG, invitation.enterprise)
    return invitation
