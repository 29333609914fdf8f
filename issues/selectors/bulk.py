"""Which cases can be dispatched as a selection: those that wait, and that no leader is to lead."""

from django.db.models import QuerySet

from issues.models import Case
from issues.workflow import Kind, State, Tier

_KINDS = (Kind.ISSUE, Kind.DEMAND)
_WAITING = (State.REGISTERED, State.TRIAGED)


def is_dispatched_at_once(case: Case) -> bool:
    return case.kind in _KINDS and case.state in _WAITING and case.tier != Tier.LEADER_LED


def cases_dispatched_at_once(*, user, numbers: list[str]) -> QuerySet[Case]:
    """Of these cases the ones this person may dispatch in one go."""
    cases = Case.objects.allowing(user, "issues.case_dispatch").filter(
        number__in=numbers, kind__in=_KINDS, state__in=_WAITING
    )
    waiting = cases.exclude(tier=Tier.LEADER_LED)
    return waiting.select_related("enterprise", "town", "category").order_by("id")
