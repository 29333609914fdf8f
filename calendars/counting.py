"""Working-day arithmetic on a snapshot of the calendar; no database here.

The rules are the Civil Code's, articles 200 to 204: the day of the start is not counted, a
deadline in days ends at the close of business of its last day, and a last day that is off moves
to the next working day. Hours and minutes run from the moment.
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from calendars.facts import DAY, CountedDay, DayFact, Due, Span, WorkingDay
from calendars.hours import time_open
from calendars.moments import instant, local_date
from calendars.names import why_day
from calendars.units import LengthUnit
from core.errors import NotSo

MAX_LENGTH = {
    LengthUnit.MINUTE: 60 * 24 * 366,
    LengthUnit.HOUR: 24 * 366,
    LengthUnit.WORKING_HOUR: 7 * 250,
    LengthUnit.CALENDAR_DAY: 3 * 366,
    LengthUnit.WORKING_DAY: 3 * 250,
}
_NONE = dt.timedelta()


class WorkingCalendar:
    """The calendar from its first day to its last, without a gap. Never changed once made."""

    def __init__(self, days: Iterable[DayFact]):
        self.days = tuple(days)
        self._ordinals: list[int] = []
        self._working: list[dt.date] = []
        self._worked: list[dt.timedelta] = []
        worked = dt.timedelta()
        for fact in self.days:
            if fact.is_working:
                self._working.append(fact.date)
                worked += time_open(fact.hours)
            self._ordinals.append(len(self._working))
            self._worked.append(worked)

    @property
    def first(self) -> dt.date:
        return self.days[0].date

    @property
    def last(self) -> dt.date:
        return self.days[-1].date

    def day(self, date: dt.date) -> DayFact:
        return self.days[self._index(date)]

    def is_working(self, date: dt.date) -> bool:
        return self.day(date).is_working

    def ordinal_on(self, date: dt.date) -> int:
        """How many working days the calendar has had up to and with ``date``."""
        return self._ordinals[self._index(date)]

    def day_at(self, ordinal: int) -> dt.date:
        """The working day with this ordinal; they are numbered from 1."""
        if not 1 <= ordinal <= len(self._working):
            raise self._outside()
        return self._working[ordinal - 1]

    def working_day(self, date: dt.date, offset: int = 0) -> WorkingDay:
        """The working day ``offset`` working days after ``date``, or before it if negative.

        From a day off, 0 is the next working day, 1 the same, -1 the last one before.
        """
        ordinal = self.ordinal_on(date) + offset
        if offset <= 0 and not self.is_working(date):
            ordinal += 1
        found = self.day(self.day_at(ordinal))
        return WorkingDay(found.date, found.opens_at, found.closes_at)

    def working_days_between(self, start: dt.date, end: dt.date) -> int:
        """Working days after ``start`` up to and with ``end``; negative when ``end`` is earlier."""
        return self.ordinal_on(end) - self.ordinal_on(start)

    def reaches(self, year: int) -> bool:
        return bool(self.days) and self.first.year <= year <= self.last.year

    def is_provisional(self, year: int) -> bool:
        """Whether the year's schedule is not published yet."""
        return self.day(dt.date(year, 1, 1)).is_provisional

    def working_days_in(self, year: int) -> int:
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        return self.working_days_between(first, last) + self.is_working(first)

    def due_after(
        self, start_at: dt.datetime, length: int, unit: str, pauses: Iterable[Span] = ()
    ) -> Due:
        """When a deadline of ``length`` ``unit``\\ s that starts at ``start_at`` ends.

        It ends later by the length of the ``pauses``, counted in its own unit; so pauses add up.
        Raises NotSo for a length that is no such length, or a date the calendar does not reach.
        """
        length_check(length, unit)
        self._index(local_date(start_at))
        return self._ends(start_at, _as_counted(length, unit) + self.length_of(pauses, unit), unit)

    def moved(self, due_at: dt.datetime, pauses: Iterable[Span], unit: str) -> Due:
        """A date that somebody set, later by the pauses since; without any it stays as it is."""
        paused = self.length_of(pauses, unit)
        if paused:
            return self._ends(due_at, paused, unit)
        return Due(due_at, local_date(due_at), False)

    def length_of(self, spans: Iterable[Span], unit: str) -> int | dt.timedelta:
        """How long the spans are together, as a deadline in this unit counts: in days, or exactly.

        In days the day on which a span starts is not counted, that on which it ends is.
        """
        days = [(local_date(span.started_at), local_date(span.ended_at)) for span in spans]
        if unit == LengthUnit.WORKING_DAY:
            return sum(self.working_days_between(first, last) for first, last in days)
        if unit == LengthUnit.CALENDAR_DAY:
            return sum((last - first).days for first, last in days)
        if unit == LengthUnit.WORKING_HOUR:
            return sum((self._worked_in(span) for span in spans), _NONE)
        return sum((span.ended_at - span.started_at for span in spans), _NONE)

    def _ends(self, start_at: dt.datetime, length: int | dt.timedelta, unit: str) -> Due:
        if unit in (LengthUnit.MINUTE, LengthUnit.HOUR):
            at = start_at + length
            return Due(at, local_date(at), False)
        if unit == LengthUnit.WORKING_HOUR:
            at = self._working_time_after(start_at, length)
        else:
            at = self.day(self._last_day(local_date(start_at), length, unit)).closes_at
        on = local_date(at)
        return Due(at, on, self.day(on).is_provisional)

    def count(self, start_at: dt.datetime, length: int, unit: str) -> list[CountedDay]:
        """The count behind ``due_after``, day by day, the day of the start first."""
        due = self.due_after(start_at, length, unit)
        start = local_date(start_at)
        if unit in (LengthUnit.MINUTE, LengthUnit.HOUR):
            return [CountedDay(due.on, True, length, _("counted from the moment, day and night"))]
        if unit == LengthUnit.WORKING_HOUR:
            return self._count_hours(start_at, due)
        lines = [CountedDay(start, False, 0, _("day of the start, not counted"))]
        n = 0
        for fact in self.days[self._index(start) + 1 : self._index(due.on) + 1]:
            counted = fact.is_working if unit == LengthUnit.WORKING_DAY else n < length
            n += counted
            lines.append(CountedDay(fact.date, counted, n, _why_in(fact, counted, unit)))
        return lines

    def changed(self, *facts: DayFact) -> "WorkingCalendar":
        """A calendar in which these days are otherwise: what a change would do, before it does."""
        by_date = {fact.date: fact for fact in facts}
        return WorkingCalendar(by_date.get(fact.date, fact) for fact in self.days)

    def _last_day(self, start: dt.date, length: int, unit: str) -> dt.date:
        ordinal = self.ordinal_on(start)
        if unit == LengthUnit.WORKING_DAY:
            return self.day_at(ordinal + length)
        return self.working_day(start + length * DAY).date

    def worked_until(self, date: dt.date) -> dt.timedelta:
        """How long the office has been open from the first day up to and with ``date``."""
        return self._worked[self._index(date)]

    def _working_time_after(self, start_at: dt.datetime, length: dt.timedelta) -> dt.datetime:
        wanted = self._worked_at(start_at) + length
        index = bisect_left(self._worked, wanted)
        if index == len(self.days):
            raise self._outside()
        fact = self.days[index]
        left = wanted - self._worked[index] + time_open(fact.hours)
        for opens, closes in self._spans(fact.date):
            if left <= closes - opens:
                break
            left -= closes - opens
        return opens + left

    def _spans(self, date: dt.date, since: dt.datetime | None = None) -> Iterator[tuple]:
        """The office hours of the day as instants; only what lies after ``since``, if given."""
        fact = self.day(date)
        for opens, closes in fact.hours if fact.is_working else ():
            begins, ends = instant(date, opens), instant(date, closes)
            begins = max(begins, since) if since else begins
            if begins < ends:
                yield begins, ends

    def _worked_at(self, at: dt.datetime) -> dt.timedelta:
        """How long the office has been open from the first day up to this moment."""
        date = local_date(at)
        to_come = (closes - opens for opens, closes in self._spans(date, at))
        return self.worked_until(date) - sum(to_come, _NONE)

    def _worked_in(self, span: Span) -> dt.timedelta:
        """The time within office hours that lies in the span."""
        return self._worked_at(span.ended_at) - self._worked_at(span.started_at)

    def _count_hours(self, start_at: dt.datetime, due: Due) -> list[CountedDay]:
        lines, worked = [], _NONE
        date = local_date(start_at)
        while date <= due.on:
            spans = [(begins, min(ends, due.at)) for begins, ends in self._spans(date, start_at)]
            today = sum((ends - begins for begins, ends in spans if begins < ends), _NONE)
            worked += today
            why = why_day(self.day(date))
            hours = round(worked / dt.timedelta(hours=1), 2)
            lines.append(CountedDay(date, bool(today), hours, why))
            date += DAY
        return lines

    def _index(self, date: dt.date) -> int:
        index = (date - self.days[0].date).days if self.days else -1
        if not 0 <= index < len(self.days):
            raise self._outside()
        return index

    def _outside(self) -> NotSo:
        if not self.days:
            return NotSo(_("The calendar is empty. Ask the administrator to fill it."))
        return NotSo(
            _("The calendar reaches from %(first)s to %(last)s. Choose a date in between.")
            % {"first": self.first, "last": self.last}
        )


def _as_counted(length: int, unit: str) -> int | dt.timedelta:
    """The length in days for units of days, else the stretch of time it is."""
    if unit in (LengthUnit.WORKING_DAY, LengthUnit.CALENDAR_DAY):
        return length
    return dt.timedelta(minutes=length) * (1 if unit == LengthUnit.MINUTE else 60)


def length_check(length: int, unit: str) -> None:
    """Raise NotSo unless a deadline may be so long in this unit."""
    if unit not in LengthUnit.values:
        raise NotSo(_("“%(unit)s” is no unit of time.") % {"unit": unit}, fields={"unit": unit})
    longest = MAX_LENGTH[LengthUnit(unit)]
    if not isinstance(length, int) or not 1 <= length <= longest:
        text = _("The length must be a whole number from 1 to %(longest)s.") % {"longest": longest}
        raise NotSo(text, fields={"length": text})


def _why_in(fact: DayFact, counted: bool, unit: str) -> str:
    if unit == LengthUnit.CALENDAR_DAY and not counted and fact.is_working:
        return _("the last day was a day off, so the deadline ends on this working day")
    return why_day(fact)
