"""The moves a page offers: those the table allows, less what the facts of this case rule out."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from core.errors import NotNow, NotYou
from core.workflow import Move
from issues.models import Case
from issues.services.handling import supports_outstanding
from issues.services.steps import moves_allowed
from organizations.models import Organization


def _not_ours(user, case: Case) -> bool:
    """Whoever handled a case never verifies it."""
    return not case.lead_unit_id or case.lead_unit_id not in user.home_unit_ids


def _not_returned_before(user, case: Case) -> bool:
    mine = {"organization": case.lead_unit_id}
    return not (
        case.return_requests.filter(**mine).exists()
        or case.responsibilities.filter(**mine, ended_at__isnull=True, is_final=True).exists()
    )


def _has_units_below(user, case: Case) -> bool:
    return Organization.objects.active().filter(parent=case.lead_unit_id).exists()


def _part_is_open(user, case: Case) -> bool:
    return supports_outstanding(case).filter(organization__in=user.unit_ids).exists()


_CONDITIONS: dict[str, Callable[[object, Case], bool]] = {
    "verify": _not_ours,
    "return_visit": _not_ours,
    "return": _not_returned_before,
    "pass_down": _has_units_below,
    "support_reply": _part_is_open,
}


def moves_offered(*, user, case: Case) -> list[Move]:
    """What this person may press now, in the order of the process."""
    return [move for move in moves_allowed(user=user, case=case) if _fits(move, user, case)]


def _fits(move: Move, user, case: Case) -> bool:
    condition = _CONDITIONS.get(move.name)
    return condition is None or condition(user, case)


def step_check(*, user, case: Case, move: str) -> Move:
    """The move, if it is offered; NotNow in another state, NotYou to another person."""
    found = case.workflow.check(case.state, move)
    if found in moves_offered(user=user, case=case):
        return found
    if found in moves_allowed(user=user, case=case):
        raise NotNow(_("“%(move)s” does not fit this case as it stands.") % {"move": found.label})
    raise NotYou(_("You may not do this. Ask the visit office if you think you should."))
