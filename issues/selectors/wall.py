"""The wall chart (挂图作战): leader-led cases and the year's key tasks on one axis of time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, Q
from django.utils import timezone

from calendars.counting import local_date
from calendars.selectors import load_calendar
from issues.models import Case, KeyTask, Milestone, Responsibility
from issues.selectors.lights import Light
from issues.selectors.plans import Mark, marks_of
from issues.workflow import State, Tier

MOST = 300
"""So many rows of either kind stand on one wall; beyond it, narrow the filter."""


@dataclass
class Row:
    """One case or key task on the wall; places are percents of the year."""

    title: str
    number: str
    url: str
    leader: str
    unit: str
    word: str
    starts_on: date
    ends_on: date
    originally_on: date
    marks: list = field(default_factory=list)
    place: dict = field(default_factory=dict)
    slip: int = 0
    is_done: bool = False


@dataclass
class Spot:
    """A mark and its places on the axis; None where it lies outside the year."""

    mark: Mark
    at: str | None
    was_at: str | None
    span: tuple[str, str] | None


class Axis:
    """A year from its first day to its last, as percents; as text, for the page writes them."""

    def __init__(self, year: int):
        self.first, self.last = date(year, 1, 1), date(year, 12, 31)
        self.days = (self.last - self.first).days + 1

    def place(self, day: date) -> str | None:
        return self._percent(day) if self.first <= day <= self.last else None

    def clamped(self, day: date) -> str:
        return self._percent(min(max(day, self.first), self.last))

    def months(self) -> list[tuple[date, str]]:
        firsts = (self.first.replace(month=month) for month in range(1, 13))
        return [(day, self._percent(day)) for day in firsts]

    def _percent(self, day: date) -> str:
        return f"{100 * (day - self.first).days / self.days:.2f}%"


def wall_rows(*, user, year: int, leader=None, unit=None) -> list[Row]:
    """What is on the wall of the year for this person, key tasks first, each by its end date."""
    rows = [_of_key_task(one) for one in _key_tasks(user, year, leader, unit)]
    rows += [_of_case(one) for one in _cases(user, year, leader, unit)]
    axis, now = Axis(year), timezone.now()
    calendar = load_calendar()
    for row in rows:
        row.slip = calendar.working_days_between(row.originally_on, row.ends_on)
        _put(row, axis, now)
    return rows


def _put(row: Row, axis: Axis, now) -> None:
    row.marks = [_spot(mark, axis) for mark in marks_of(row.marks, now=now)]
    begins, ends = axis.clamped(row.starts_on), axis.clamped(row.ends_on)
    row.place = {
        "begins": begins,
        "ends": ends,
        "end_at": axis.place(row.ends_on),
        "was_at": axis.place(row.originally_on) if row.slip else None,
    }


def _spot(mark: Mark, axis: Axis) -> Spot:
    was_at = axis.place(mark.original_on) if mark.slip else None
    at = axis.place(mark.due_on)
    return Spot(mark, at, was_at, (was_at, at) if at and was_at else None)


def _planned() -> Prefetch:
    standing = Milestone.objects.filter(dropped_at__isnull=True).select_related("deadline")
    return Prefetch("milestones", standing, to_attr="planned")


def _key_tasks(user, year: int, leader, unit) -> Iterable[KeyTask]:
    axis = Axis(year)
    rows = KeyTask.objects.visible_to(user).filter(
        starts_on__lte=axis.last, ends_on__gte=axis.first, withdrawn_at__isnull=True
    )
    if leader:
        rows = rows.filter(leader=leader)
    if unit:
        rows = rows.filter(Q(organization=unit) | Q(units=unit)).distinct()
    found = rows.select_related("leader", "organization").prefetch_related(_planned())
    return found.order_by("ends_on", "pk")[:MOST]


def _cases(user, year: int, leader, unit) -> Iterable[Case]:
    axis = Axis(year)
    answering = Responsibility.objects.filter(ended_at__isnull=True)
    rows = (
        Case.objects.visible_to(user)
        .filter(
            Q(resolved_at__isnull=True) | Q(resolved_at__date__gte=axis.first),
            tier=Tier.LEADER_LED,
            dispatched_at__date__lte=axis.last,
            resolve_due_at__date__gte=axis.first,
        )
        .exclude(state__in=(State.WITHDRAWN, State.MERGED))
    )
    if leader:
        led = answering.filter(role=Responsibility.Role.SPONSOR, person=leader)
        rows = rows.filter(pk__in=led.values("case"))
    if unit:
        rows = rows.filter(pk__in=answering.filter(organization=unit).values("case"))
    sponsors = answering.filter(role=Responsibility.Role.SPONSOR).select_related("person")
    found = rows.select_related("lead_unit").defer("search", "description", "root_cause")
    return found.prefetch_related(
        _planned(), Prefetch("responsibilities", sponsors, to_attr="sponsors")
    ).order_by("resolve_due_at", "pk")[:MOST]


def _of_case(case: Case) -> Row:
    return Row(
        title=case.title,
        number=case.number,
        url=case.get_absolute_url(),
        leader=str(case.sponsors[0].person) if case.sponsors else "",
        unit=str(case.lead_unit or ""),
        word=str(case.state_label),
        starts_on=local_date(case.dispatched_at),
        ends_on=local_date(case.resolve_due_at),
        originally_on=local_date(case.resolve_original_due_at or case.resolve_due_at),
        marks=case.planned,
        is_done=case.resolved_at is not None,
    )


def _of_key_task(one: KeyTask) -> Row:
    met = sum(1 for mark in one.planned if mark.met_at)
    return Row(
        title=one.title,
        number=one.number,
        url=one.get_absolute_url(),
        leader=str(one.leader),
        unit=str(one.organization),
        word=f"{met}/{len(one.planned)}",
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        originally_on=one.ends_on,
        marks=one.planned,
        is_done=bool(one.planned) and met == len(one.planned),
    )


def late_count(rows: Iterable[Row]) -> int:
    """How many rows have a milestone that is late."""
    return sum(any(spot.mark.light == Light.LATE for spot in row.marks) for row in rows)
