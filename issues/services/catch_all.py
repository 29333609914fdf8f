"""A case nobody owns falls to its town or to the named catch-all unit, never to nobody.

Rule: domain, section 4. It falls when two units were right to return it, or when it has lain
undispatched until the ladder had no further step.
"""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.moments import local_date
from calendars.selectors import load_calendar
from issues.access import MachineActor
from issues.models import Case, Deadline, Responsibility, ReturnRequest
from issues.services.dispatch import case_triage, dispatched_mark, lead_name
from issues.services.steps import case_step
from issues.workflow import Kind, Stage, State, Tier
from organizations.models import Organization

RETURNS_MOST = 2
"""After so many returns that were agreed to, nobody is asked any more."""
LYING_DAYS = 5
"""Working days late after which an undispatched case falls: the last step of the ladder."""

_KINDS = (Kind.ISSUE, Kind.DEMAND)


def catch_all_of(case: Case) -> Organization:
    """Whose a case is that nobody owns: its town's, the catch-all unit's, or the office's own."""
    right_to_return = ReturnRequest.objects.filter(case=case, upheld=True).values("organization")
    able = Organization.objects.active().exclude(pk__in=right_to_return)
    town = able.filter(pk=case.town_id).first()
    return town or able.filter(is_catch_all=True).first() or case.oversight_unit


def case_fall(*, case: Case, because: str, at: datetime | None = None) -> Organization:
    """Dispatch the case to whoever must take it; that unit may not return it."""
    actor = MachineActor("catch_all")
    if case.state == State.REGISTERED:
        case_triage(actor=actor, case=case, tier=Tier.TIME_LIMITED, note=because, at=at)
    with case_step(actor=actor, case=case, move="dispatch", note=because, at=at) as step:
        step.case.tier = Tier.TIME_LIMITED
        unit = catch_all_of(step.case)
        lead_name(step, unit)
        dispatched_mark(step)
        Responsibility.objects.filter(
            case=case, role=Responsibility.Role.LEAD, ended_at__isnull=True
        ).update(is_final=True)
    return unit


def unowned_fall(*, at: datetime | None = None) -> list[str]:
    """Let fall what has lain undispatched for five working days; returns the cases' numbers."""
    at = at or timezone.now()
    day = load_calendar().working_day(local_date(at), -LYING_DAYS)
    lying = Deadline.objects.filter(
        stage=Stage.DISPATCH,
        met_at__isnull=True,
        cancelled_at__isnull=True,
        due_at__lt=day.closes_at,
        case__state__in=(State.REGISTERED, State.TRIAGED),
    )
    cases = list(Case.objects.filter(kind__in=_KINDS, pk__in=lying.values("case")).order_by("id"))
    for case in cases:
        case_fall(case=case, because=_("It lay undispatched for five working days."), at=at)
    return [case.number for case in cases]
