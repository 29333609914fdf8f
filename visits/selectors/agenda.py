"""The calendar of planned visits: a month in weeks or one week, by whom and where."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from calendars.grid import Cell, cells_between
from calendars.selectors import load_calendar
from enterprises.models import Enterprise
from visits.models import PlannedVisit, VisitTeam
from visits.models.planned import goes_along
from visits.selectors.planned import planned_between

MONTH, WEEK = "month", "week"
WEEK_LONG = timedelta(days=7)
MINE = "mine"


@dataclass(frozen=True)
class AgendaDay:
    """A day of the calendar with what is planned on it; ``is_outside`` of the month shown."""

    cell: Cell
    plans: list[PlannedVisit]
    is_outside: bool


@dataclass(frozen=True)
class Agenda:
    view: str
    on: date
    days: list[AgendaDay]
    previous: date
    next: date

    @property
    def first(self) -> date:
        return self.days[0].cell.date

    @property
    def last(self) -> date:
        return self.days[-1].cell.date

    @property
    def count(self) -> int:
        return sum(len(day.plans) for day in self.days if not day.is_outside)


def agenda_of(
    *, user, view: str, on: date, who: str = "", enterprise: Enterprise | None = None
) -> Agenda:
    """The month or the week that holds ``on``; ``who`` is everybody, "mine" or a team's key."""
    first, last = _span(view, on)
    cells = cells_between(load_calendar(), first, last, timezone.localdate())
    plans = planned_between(user=user, first=first, last=last).filter(_whose(user, who))
    if enterprise:
        plans = plans.filter(enterprise=enterprise)
    by_day: dict[date, list[PlannedVisit]] = {}
    for planned in plans:
        by_day.setdefault(planned.planned_on, []).append(planned)
    days = [
        AgendaDay(
            cell=cell,
            plans=by_day.get(cell.date, []),
            is_outside=view == MONTH and cell.date.month != on.month,
        )
        for cell in cells
    ]
    before, after = _beside(view, on)
    return Agenda(view, on, days, before, after)


def teams_to_show(*, user) -> QuerySet[VisitTeam]:
    """The teams by which the calendar may be narrowed, one's own first."""
    return VisitTeam.objects.visible_to(user).in_force().order_by("name_key", "id")


def reaches(day: date) -> bool:
    """Whether the weeks around the day lie within the working calendar."""
    known = load_calendar()
    return known.first + 6 * WEEK_LONG <= day <= known.last - 6 * WEEK_LONG


def _span(view: str, on: date) -> tuple[date, date]:
    """Whole weeks from Monday to Sunday."""
    if view == WEEK:
        first = on - timedelta(days=on.weekday())
        return first, first + timedelta(days=6)
    first = on.replace(day=1)
    last = on.replace(day=calendar.monthrange(on.year, on.month)[1])
    return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())


def _beside(view: str, on: date) -> tuple[date, date]:
    if view == WEEK:
        return on - WEEK_LONG, on + WEEK_LONG
    first = on.replace(day=1)
    return (first - timedelta(days=1)).replace(day=1), (first + timedelta(days=31)).replace(day=1)


def _whose(user, who: str) -> Q:
    if who == MINE:
        return goes_along(user)
    return Q(team=int(who)) if who.isdecimal() else Q()
