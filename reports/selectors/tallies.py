"""Counting the cases of a period: from the tallies where they answer, else from the cases themselves.

What is added up, the kept lines, what the clock has added and the days at the edges of a period, is
read in one statement, so that no case is missed or doubled that moves meanwhile.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet, Sum, Value

from issues.models import Case
from reports.models import Tally
from reports.periods import Period
from reports.selectors.frames import Frame, cases_in_view, sees_all
from reports.tallies import BY, DAY, PLACE, added_by_clock, counts_at, numbers

_NARROWED = {"kind", "campaign", "unit"}
"""By what a frame may be narrowed for the tallies to answer."""


def rows_counted(
    frame: Frame, names: list[str], by: tuple[str, ...], cut: str = PLACE
) -> list[dict]:
    """The numbers ``names`` by some of ``tallies.BY``; a place may come twice."""
    months, edges = _divided(frame)
    in_view, parts = cases_in_view(frame), []
    if months:
        lines = _lines_in_view(frame).filter(cut=cut, month__range=months)
        parts.append(lines_kept(lines, names, by))
        cases = in_view.filter(dispatched_month__range=months)
        parts.append(lines_by_clock(cases, cut, names, by, frame.now))
    if edges and _are_kept_by_day(frame, cut, by):
        days = reduce(or_, (Q(value__range=one.days) for one in edges))
        in_months = (edges[0].months()[0], edges[-1].months()[-1])
        lines = _lines_in_view(frame).filter(days, cut=DAY, month__range=in_months)
        parts.append(lines_kept(lines, names, by))
        parts.append(lines_by_clock(_of(in_view, edges), DAY, names, by, frame.now))
    elif edges:
        parts.append(lines_counted(_of(in_view, edges), cut, names, by, frame.now))
    return list(parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0])


def added_up(
    rows: list[dict], key: Callable[[dict], object] = lambda _row: None
) -> dict[object, Counter]:
    """``key`` of a row → its numbers, of all the rows that belong there."""
    found: dict[object, Counter] = {}
    for row in rows:
        counts = {name: number for name, number in row.items() if name not in BY}
        found.setdefault(key(row), Counter()).update(counts)
    return found


def counts_of(frame: Frame, names: Iterable[str]) -> Counter:
    """These numbers of the frame in all."""
    return added_up(rows_counted(frame, list(names), ("kind",))).get(None, Counter())


def _divided(frame: Frame) -> tuple[tuple[int, int] | None, list[Period]]:
    """The months that the tallies answer for, and the days besides."""
    if not _are_kept(frame):
        return None, [frame.period]
    return frame.period.whole_months(), frame.period.edges()


def _are_kept(frame: Frame) -> bool:
    return sees_all(frame.user) and frame.narrowed.keys() <= _NARROWED


def _are_kept_by_day(frame: Frame, cut: str, by: tuple[str, ...]) -> bool:
    """Whether the lines by the day answer for the edges, which are parts of months."""
    return _are_kept(frame) and (cut == DAY or (cut == PLACE and "territory" not in by))


def _of(cases: QuerySet[Case], periods: list[Period]) -> QuerySet[Case]:
    days = (Q(dispatched_at__gte=one.since_at, dispatched_at__lt=one.before_at) for one in periods)
    return cases.filter(reduce(or_, days))


def _lines_in_view(frame: Frame) -> QuerySet[Tally]:
    lines = Tally.objects.filter(unit__in=frame.units) if frame.unit else Tally.objects.all()
    lines = lines.filter(kind=frame.kind) if frame.kind else lines
    return lines.filter(mark=frame.campaign.pk) if frame.campaign else lines


def lines_kept(lines: QuerySet[Tally], names: list[str], by: tuple[str, ...], **side) -> QuerySet:
    sums = {name: Sum(name) for name in names} | _as_values(side)
    return lines.values(*by).annotate(**sums).values(*by, *sums)


def lines_by_clock(
    cases: QuerySet[Case], cut: str, names: list[str], by: tuple[str, ...], now: datetime, **side
) -> QuerySet:
    added = added_by_clock(now)
    counts = {
        name: Count("pk", filter=added[name]) if name in added else Value(0) for name in names
    }
    late = reduce(or_, (added[name] for name in names if name in added), Q(pk__in=[]))
    return numbers(cases.filter(late), cut, by, counts | _as_values(side))


def lines_counted(
    cases: QuerySet[Case], cut: str, names: list[str], by: tuple[str, ...], now: datetime, **side
) -> QuerySet:
    return numbers(cases, cut, by, counts_at(names, now) | _as_values(side))


def _as_values(side: dict[str, int]) -> dict[str, Value]:
    return {name: Value(value) for name, value in side.items()}
