"""The moves a page offers: those the table allows, less what the facts of this case rule out."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from core.errors import NotNow, NotYou
from core.workflow import Move
from issues.models import Case, Responsibility
from issues.selectors.requests import waiting_request
from issues.services.handling import parts_outstanding
from issues.services.meetings import MINUTES_FIRST, meeting_waiting
from issues.services.requests import extension_check
from issues.services.returns import objection_check
from issues.services.steps import moves_allowed
from issues.workflow import Asked
from organizations.models import Organization

_NOT_FITTING = _("This does not fit the case as it stands.")


def _not_ours(user, case: Case) -> str:
    """Whoever handled a case never verifies it."""
    is_ours = case.lead_unit_id and case.lead_unit_id in user.home_unit_ids
    return _NOT_FITTING if is_ours else ""


def _may_object(user, case: Case) -> str:
    try:
        objection_check(case)
    except NotNow as refusal:
        return refusal.message
    return ""


def _has_units_below(user, case: Case) -> str:
    below = Organization.objects.active().filter(parent=case.lead_unit_id)
    return "" if below.exists() else _NOT_FITTING


def _open_part(role: str) -> Callable[[object, Case], str]:
    def reason(user, case: Case) -> str:
        mine = parts_outstanding(case).filter(role=role, organization__in=user.unit_ids)
        return "" if mine.exists() else _NOT_FITTING

    return reason


def _milestone_is_open(user, case: Case) -> str:
    planned = case.milestones.filter(met_at__isnull=True, dropped_at__isnull=True)
    return "" if planned.exists() else _NOT_FITTING


def _minutes_are_in(user, case: Case) -> str:
    return MINUTES_FIRST if meeting_waiting(case) else ""


def _meeting_waits(user, case: Case) -> str:
    return "" if meeting_waiting(case) else _NOT_FITTING


def _may_be_extended(user, case: Case) -> str:
    try:
        extension_check(case)
    except NotNow as refusal:
        return refusal.message
    return ""


def _asked_by_another(user, case: Case) -> str:
    request = waiting_request(case)
    is_mine = request and request.requested_by_id == user.pk
    return _("Whoever asked does not decide. Leave it to another.") if is_mine else ""


_WHY_NOT: dict[str, Callable[[object, Case], str]] = {
    "verify": _not_ours,
    "return_visit": _not_ours,
    "return": _may_object,
    "pass_down": _has_units_below,
    "support_reply": _open_part(Responsibility.Role.SUPPORT),
    "task_reply": _open_part(Responsibility.Role.TASK),
    "meet_milestone": _milestone_is_open,
    "convene": _minutes_are_in,
    "record_minutes": _meeting_waits,
    "ask_extension": _may_be_extended,
    **dict.fromkeys(
        (f"{verb}_{kind}" for kind in Asked for verb in ("approve", "refuse")), _asked_by_another
    ),
}
"""Move → why this person cannot make it with this case, although the table allows it."""


def moves_offered(*, user, case: Case) -> list[Move]:
    """What this person may press now, in the order of the process."""
    return [move for move in moves_allowed(user=user, case=case) if not _why_not(move, user, case)]


def _why_not(move: Move, user, case: Case) -> str:
    reason = _WHY_NOT.get(move.name)
    return str(reason(user, case)) if reason else ""


def step_check(*, user, case: Case, move: str) -> Move:
    """The move, if it is offered; NotNow in another state, NotYou to another person."""
    found = case.workflow.check(case, move)
    if found not in moves_allowed(user=user, case=case):
        raise NotYou(_("You may not do this. Ask the visit office if you think you should."))
    reason = _why_not(found, user, case)
    if reason:
        raise NotNow(reason)
    return found
