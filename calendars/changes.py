"""What may become of the calendar: each change turns one calendar into another; no database here."""

import datetime as dt
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

from django.utils.translation import gettext as _

from calendars.counting import WorkingCalendar
from calendars.facts import DAY, DayFact
from calendars.hours import Hours, hours_text
from calendars.schedule import is_published, scheduled_days
from calendars.units import Source
from core.errors import NotNow, NotSo, Overtaken

MOST_DAYS = 31


@dataclass(frozen=True)
class Outcome:
    """The calendar after a change, the days it touches, and what the trail keeps of it."""

    calendar: WorkingCalendar
    since_on: dt.date
    until_on: dt.date
    reason: str
    told: dict = field(default_factory=dict)
    usual_hours: tuple[tuple[dt.date, Hours], ...] = ()


class Change(Protocol):
    action: ClassVar[str]

    def outcome(self, old: WorkingCalendar) -> Outcome: ...


@dataclass(frozen=True)
class DayDecision:
    """The district decides that days are worked or off, or worked with hours of their own.

    Days of the stretch that are so already stay as they are; Overtaken if all of them are.
    """

    first_on: dt.date
    is_working: bool
    reason: str
    last_on: dt.date | None = None
    hours: Hours = ()
    action: ClassVar[str] = "calendars.district_day_set"

    def outcome(self, old: WorkingCalendar) -> Outcome:
        reason = _reason(self.reason)
        facts = [fact for date in self._dates() if (fact := self._decided(old.day(date), reason))]
        if not facts:
            raise Overtaken(_already(self.is_working))
        told = {
            "dates": [fact.date.isoformat() for fact in facts],
            "is_working": self.is_working,
            "hours": hours_text(self.hours),
        }
        return Outcome(old.changed(*facts), facts[0].date, facts[-1].date, reason, told)

    def _dates(self) -> list[dt.date]:
        count = ((self.last_on or self.first_on) - self.first_on).days + 1
        if not 1 <= count <= MOST_DAYS:
            text = _("The last day must come after the first, at most %(days)s days in all.")
            raise NotSo(text % {"days": MOST_DAYS}, fields={"last_on": text % {"days": MOST_DAYS}})
        return [self.first_on + n * DAY for n in range(count)]

    def _decided(self, fact: DayFact, reason: str) -> DayFact | None:
        own = self.hours if self.is_working and self.hours != fact.usual_hours else ()
        if (fact.is_working, fact.own_hours) == (self.is_working, own):
            return None
        decided = fact._replace(is_working=self.is_working, own_hours=own, note=reason)
        return decided if decided.is_district else decided._replace(note="")


@dataclass(frozen=True)
class DayWithdrawal:
    """The district's decision about a day is withdrawn: the day is again as the schedule says."""

    date: dt.date
    reason: str = ""
    action: ClassVar[str] = "calendars.district_day_withdraw"

    def outcome(self, old: WorkingCalendar) -> Outcome:
        fact = old.day(self.date)
        if not fact.is_district:
            raise Overtaken(_("The district has decided nothing about this day."))
        told = {"dates": [self.date.isoformat()], "is_working": fact.is_scheduled}
        reason = self.reason.strip()[:100] or _("decision withdrawn: %(what)s") % {
            "what": fact.note
        }
        return Outcome(old.changed(fact.as_scheduled()), self.date, self.date, reason, told)


@dataclass(frozen=True)
class HoursChange:
    """Other office hours from a day on, until ``before_on``, when others follow already."""

    since_on: dt.date
    hours: Hours
    reason: str
    before_on: dt.date | None = None
    action: ClassVar[str] = "calendars.office_hours_set"

    def outcome(self, old: WorkingCalendar) -> Outcome:
        reason, was = _reason(self.reason), old.day(self.since_on).usual_hours
        until = (self.before_on or old.last + DAY) - DAY
        if was == self.hours:
            raise Overtaken(_("These are the office hours of that day already."))
        facts = [
            fact._replace(usual_hours=self.hours)
            for fact in old.days
            if self.since_on <= fact.date <= until
        ]
        told = {
            "since": self.since_on.isoformat(),
            "hours": [hours_text(was), hours_text(self.hours)],
        }
        usual = ((self.since_on, self.hours),)
        return Outcome(old.changed(*facts), self.since_on, until, reason, told, usual)


@dataclass(frozen=True)
class NamedDay:
    """A day that a year's schedule names: a holiday off, or a weekend worked for it."""

    date: dt.date
    name: str
    is_working: bool


@dataclass(frozen=True)
class YearImport:
    """A year's schedule as the district read it in; the district's own decisions stay.

    ``days`` are those that differ from Monday to Friday; some may lie in the December before.
    """

    year: int
    days: tuple[NamedDay, ...]
    action: ClassVar[str] = "calendars.schedule_import"

    def outcome(self, old: WorkingCalendar) -> Outcome:
        if is_published(self.year):
            raise NotNow(
                _("The schedule for %(year)s is here already, as it was published.")
                % {"year": self.year}
            )
        new = old.changed(*(self._as_read(old, date) for date in self._dates()))
        since, until = difference(old, new)
        if since is None:
            raise Overtaken(_("The calendar says all this already; nothing was changed."))
        reason = _("schedule for %(year)s read in") % {"year": self.year}
        told = {"year": self.year, "days": len(self.days)}
        return Outcome(new, since, until, reason, told)

    def _dates(self) -> list[dt.date]:
        first, last = dt.date(self.year, 1, 1), dt.date(self.year, 12, 31)
        before = [day.date for day in self.days if day.date < first]
        return [*before, *(first + n * DAY for n in range((last - first).days + 1))]

    def _as_read(self, old: WorkingCalendar, date: dt.date) -> DayFact:
        was = old.day(date)
        named = next((day for day in self.days if day.date == date), None)
        working = named.is_working if named else date.weekday() < 5
        read = was.as_scheduled()._replace(
            is_working=working,
            is_scheduled=working,
            name=named.name if named else "",
            source=Source.IMPORTED.value,
        )
        return read.decided_as(was) if was.is_district else read


@dataclass(frozen=True)
class Seeding:
    """The published schedules, and provisional years up to ``until_year``.

    The district's own days stay, and what it read in stays until that schedule is published.
    """

    until_year: int
    action: ClassVar[str] = "calendars.calendar_seed"

    def outcome(self, old: WorkingCalendar) -> Outcome | None:
        known = {fact.date: fact for fact in old.days}
        new = WorkingCalendar(
            self._seeded(fact, known.get(fact.date), old)
            for fact in scheduled_days(self.until_year)
        )
        since, until = difference(old, new)
        if since is None:
            return None
        return Outcome(new, since, until, _("published schedules taken over"))

    def _seeded(self, fact: DayFact, was: DayFact | None, old: WorkingCalendar) -> DayFact:
        if was is None:
            usual = old.days[-1].usual_hours if old.days else fact.usual_hours
            return fact._replace(usual_hours=usual)
        if was.source == Source.IMPORTED and not is_published(self._year_of(fact.date, old)):
            return was
        fact = fact._replace(usual_hours=was.usual_hours)
        return fact.decided_as(was) if was.is_district else fact

    def _year_of(self, date: dt.date, old: WorkingCalendar) -> int:
        """The year whose schedule speaks of the day: a December may wait for the next year's."""
        january = dt.date(date.year + 1, 1, 1)
        waits = date.month == 12 and january <= old.last
        return january.year if waits and old.day(january).source == Source.IMPORTED else date.year


def difference(old: WorkingCalendar, new: WorkingCalendar) -> tuple[dt.date | None, dt.date | None]:
    """The first and the last day on which two calendars with the same first day part."""
    parted = [
        becomes.date for was, becomes in zip(old.days, new.days, strict=False) if was != becomes
    ]
    if len(new.days) > len(old.days):
        parted += [new.days[len(old.days)].date, new.last]
    return (parted[0], parted[-1]) if parted else (None, None)


def _reason(text: str) -> str:
    reason = text.strip()[:100]
    if not reason:
        told = _("Say why: a storm warning, a longer holiday.")
        raise NotSo(told, fields={"reason": told})
    return reason


def _already(is_working: bool) -> str:
    if is_working:
        return _("This day is a working day already; nothing was changed.")
    return _("This day is a day off already; nothing was changed.")
