"""Ladders of supervision: which one a case's deadlines climb, and the steps of each."""

from datetime import date, datetime

from django.db.models import Count, Prefetch, Q

from calendars.counting import WorkingCalendar
from issues.models import Case, Deadline, LadderPolicy, LadderRung


def rungs_of(ladder_id: int) -> list[LadderRung]:
    """The steps of a ladder, lowest first."""
    return list(LadderRung.objects.filter(policy_id=ladder_id).order_by("level"))


def rung_at(rung: LadderRung, due_on: date, calendar: WorkingCalendar) -> datetime:
    """When a step falls due: the opening or the close of the working day so far from ``due_on``."""
    day = calendar.working_day(due_on, rung.offset)
    return day.opens_at if rung.at_opening else day.closes_at


def ladder_for(case: Case) -> LadderPolicy:
    """The most specific ladder in force for the case; the general one fits every case."""
    fitting = LadderPolicy.objects.filter(
        Q(category__isnull=True) | Q(category=case.category_id),
        is_current=True,
        kind__in=("", case.kind),
        grade__in=("", case.grade),
    )
    return max(fitting, key=lambda ladder: ladder.specificity)


def ladders_in_force() -> list[LadderPolicy]:
    """Each with its steps, the general one first."""
    ladders = _with_rungs(LadderPolicy.objects.filter(is_current=True))
    return sorted(ladders, key=lambda ladder: (ladder.specificity, ladder.kind, ladder.pk))


def ladders_past() -> list[LadderPolicy]:
    """The versions that were replaced or withdrawn, the latest first."""
    return list(_with_rungs(LadderPolicy.objects.filter(is_current=False)).order_by("-pk"))


def _with_rungs(ladders):
    rungs = Prefetch("rungs", LadderRung.objects.order_by("level"))
    return ladders.select_related("category").prefetch_related(rungs)


def deadlines_running_on(ladders: list[LadderPolicy]) -> dict[int, int]:
    """How many open deadlines climb each of these ladders."""
    rows = Deadline.objects.filter(ladder__in=ladders, next_at__isnull=False)
    return dict(rows.order_by().values_list("ladder").annotate(Count("id")))
