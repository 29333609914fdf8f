"""Reads of common problems: the list, their cases, and whether such cases grow fewer."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from issues.models import Case
from issues.workflow import State
from measures.models import CommonProblem, Grouping, Measure, ProblemCase
from measures.workflow import MeasureState

MONTHS_SHOWN = 12
SHORTEST_AFTER = timedelta(days=30)
LONGEST_WINDOW = timedelta(days=90)
FEWEST_BEFORE = 3
"""With fewer cases before it, or fewer days since, nothing is said of a measure's effect."""


def problems_listed(*, user) -> QuerySet[CommonProblem]:
    """Those this person may see, with how many cases and enterprises each stands for."""
    standing = Q(memberships__removed_at__isnull=True) & ~Q(memberships__case__state=State.MERGED)
    measures = Measure.objects.filter(problem=OuterRef("pk")).exclude(state=MeasureState.DROPPED)
    return CommonProblem.objects.visible_to(user).annotate(
        cases=Count("memberships", filter=standing),
        firms=Count("memberships__case__enterprise", filter=standing, distinct=True),
        newest_at=Max("memberships__case__registered_at", filter=standing),
        has_measure=Exists(measures),
    )


def grouping_latest() -> Grouping | None:
    return Grouping.objects.select_related("created_by").first()


def members_of(problem: CommonProblem) -> QuerySet[Case]:
    """The cases that stand for the problem; one that was merged is counted by its other."""
    standing = ProblemCase.objects.filter(problem=problem, removed_at__isnull=True)
    return Case.objects.filter(pk__in=standing.values("case")).exclude(state=State.MERGED)


def cases_listed(*, user, problem: CommonProblem) -> QuerySet[Case]:
    """Those of them that this person may see."""
    cases = members_of(problem).visible_to(user)
    return cases.select_related("enterprise", "lead_unit", "town", "category").defer("search")


@dataclass(frozen=True)
class Month:
    """How many cases of a problem were registered in a month, which begins with ``first``."""

    first: date
    cases: int
    measures: tuple[Measure, ...]
    """Those that came in force in this month."""


def months_of(*, problem: CommonProblem, today: date | None = None) -> list[Month]:
    """The last twelve months, this one last; whoever sees the problem sees how many there were."""
    today = today or timezone.localdate()
    firsts = _firsts(today)
    registered = members_of(problem).values_list("registered_at", flat=True)
    by_month = Counter(timezone.localdate(at).replace(day=1) for at in registered)
    issued = list(problem.measures.filter(issued_on__isnull=False))
    return [
        Month(
            first,
            by_month[first],
            tuple(one for one in issued if one.issued_on.replace(day=1) == first),
        )
        for first in firsts
    ]


def _firsts(today: date) -> list[date]:
    first, firsts = today.replace(day=1), []
    for _number in range(MONTHS_SHOWN):
        firsts.append(first)
        first = (first - timedelta(days=1)).replace(day=1)
    return firsts[::-1]


@dataclass(frozen=True)
class Effect:
    """Cases in as many days before a measure as after it (90 at most)."""

    days: int
    before: int
    after: int

    @property
    def word(self) -> str:
        """``fewer``, ``more``, ``same``, or ``early``: too little to say anything."""
        if self.days < SHORTEST_AFTER.days or self.before < FEWEST_BEFORE:
            return "early"
        if self.after == self.before:
            return "same"
        return "fewer" if self.after < self.before else "more"


def effect_of(*, measure: Measure, today: date | None = None) -> Effect | None:
    """Whether such cases grew fewer since it is in force; None before that.

    The day it came in force belongs to the days after; an ended measure is judged by its own days.
    """
    if measure.issued_on is None:
        return None
    until = measure.ended_on or today or timezone.localdate()
    window = min(until - measure.issued_on, LONGEST_WINDOW)
    registered = members_of(measure.problem).values_list("registered_at", flat=True)
    days = [timezone.localdate(at) for at in registered]
    start, middle, end = measure.issued_on - window, measure.issued_on, measure.issued_on + window
    return Effect(
        days=window.days,
        before=sum(start <= day < middle for day in days),
        after=sum(middle <= day < end for day in days),
    )
