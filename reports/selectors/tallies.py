"""Counting by the rates: from the tallies where they answer, else from the cases themselves.

What is added up, the kept lines, what the clock has added and the days at the edges of a period, is
read in one statement, so that no case is missed or doubled that moves meanwhile.
"""

from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet, Sum, Value

from issues.models import Case
from reports.models import Tally
from reports.periods import Period
from reports.rates import EXCLUDED, PARTS, Rate
from reports.selectors.frames import Frame, cases_in_view, sees_all
from reports.tallies import LEFT_OUT, added_by_clock, column, numbers, rate_counts

_NARROWED = {"kind", "campaign", "unit"}
"""By what a frame may be narrowed for the tallies to answer."""


def rows_counted(frame: Frame, rates: tuple[Rate, ...], by: tuple[str, ...]) -> list[dict]:
    """The numbers of the parts of ``rates``, by some of ``tallies.BY``; a place may come twice."""
    months, edges = _divided(frame)
    in_view, parts = cases_in_view(frame), []
    if months:
        lines = _lines_in_view(frame).filter(month__range=months)
        parts.append(lines_kept(lines, rates, by))
        cases = in_view.filter(dispatched_month__range=months)
        parts.append(lines_by_clock(cases, rates, by, frame.now))
    if edges:
        days = (
            Q(dispatched_at__gte=one.since_at, dispatched_at__lt=one.before_at) for one in edges
        )
        parts.append(lines_counted(in_view.filter(reduce(or_, days)), rates, by, frame.now))
    return list(parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0])


def _divided(frame: Frame) -> tuple[tuple[int, int] | None, list[Period]]:
    """The months that the tallies answer for, and the days that are counted case by case."""
    if not sees_all(frame.user) or not frame.narrowed.keys() <= _NARROWED:
        return None, [frame.period]
    return frame.period.whole_months(), frame.period.edges()


def _lines_in_view(frame: Frame) -> QuerySet[Tally]:
    lines = Tally.objects.filter(unit__in=frame.units) if frame.unit else Tally.objects.all()
    lines = lines.filter(kind=frame.kind) if frame.kind else lines
    return lines.filter(mark=frame.campaign.pk) if frame.campaign else lines


def lines_kept(lines: QuerySet[Tally], rates, by, **side) -> QuerySet:
    names = names_of(rates)
    sums = {name: Sum(name) for name in names} | _as_values(side)
    return lines.values(*by).annotate(**sums).values(*by, *sums)


def lines_by_clock(cases: QuerySet[Case], rates, by, now: datetime, **side) -> QuerySet:
    added = added_by_clock(rates, now)
    counts = {
        name: Count("pk", filter=added[name]) if name in added else Value(0)
        for name in names_of(rates)
    }
    late = reduce(or_, added.values(), Q(pk__in=[]))
    return numbers(cases.filter(late), by, counts | _as_values(side))


def lines_counted(cases: QuerySet[Case], rates, by, now: datetime, **side) -> QuerySet:
    counts = rate_counts(rates, now) | {LEFT_OUT: Count("pk", filter=EXCLUDED)}
    return numbers(cases, by, counts | _as_values(side))


def _as_values(side: dict[str, int]) -> dict[str, Value]:
    return {name: Value(value) for name, value in side.items()}


def names_of(rates: tuple[Rate, ...]) -> list[str]:
    return [*(column(rate, part) for rate in rates for part in PARTS), LEFT_OUT]
