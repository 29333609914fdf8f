"""What the arithmetic of working time speaks of: days, instants, and the lines of a count."""

import datetime as dt
from typing import NamedTuple

from calendars.hours import Hours, first_hours
from calendars.moments import instant
from calendars.units import Source

DAY = dt.timedelta(days=1)


class DayFact(NamedTuple):
    """A day as the calendar has it. ``is_scheduled`` is what it was before the district spoke.

    ``usual_hours`` are those of every working day at that time; ``own_hours``, if any, are this
    day's alone.
    """

    date: dt.date
    is_working: bool
    is_scheduled: bool
    source: str
    name: str = ""
    note: str = ""
    own_hours: Hours = ()
    usual_hours: Hours = first_hours()

    @property
    def is_provisional(self) -> bool:
        return self.source == Source.PROVISIONAL

    @property
    def is_district(self) -> bool:
        return self.is_working != self.is_scheduled or bool(self.own_hours)

    @property
    def hours(self) -> Hours:
        return self.own_hours or self.usual_hours

    @property
    def opens_at(self) -> dt.datetime:
        return instant(self.date, self.hours[0][0])

    @property
    def closes_at(self) -> dt.datetime:
        return instant(self.date, self.hours[-1][1])

    def as_scheduled(self) -> "DayFact":
        """The day without what the district decided about it."""
        return self._replace(is_working=self.is_scheduled, note="", own_hours=())

    def decided_as(self, other: "DayFact") -> "DayFact":
        """The day with what the district decided about ``other``, where that still says anything."""
        decided = self._replace(is_working=other.is_working, own_hours=other.own_hours)
        return decided._replace(note=other.note) if decided.is_district else self


class Due(NamedTuple):
    """When a deadline ends; provisional if it leans on a schedule not yet published."""

    at: dt.datetime
    on: dt.date
    is_provisional: bool


class WorkingDay(NamedTuple):
    """A working day with the first and the last moment of its office hours."""

    date: dt.date
    opens_at: dt.datetime
    closes_at: dt.datetime


class Span(NamedTuple):
    """A stretch of time in which a clock stood still."""

    started_at: dt.datetime
    ended_at: dt.datetime


class CountedDay(NamedTuple):
    """One line of the count: whether the day counts, the running number, and why."""

    date: dt.date
    counted: bool
    n: int | float
    why: str
