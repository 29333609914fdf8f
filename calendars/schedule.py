"""The State Council's schedule, as the chinesecalendar library has it; asked only when seeding."""

import datetime as dt
from collections.abc import Iterator

import chinese_calendar

from calendars.counting import DayFact, WorkingCalendar, closes_at, opens_at

FIRST_YEAR = 2004
YEARS_AHEAD = 3
# Fixed by the Regulation on Public Holidays (State Council, as of 2025); the rest are announced.
FIXED_HOLIDAYS = {
    (1, 1): "New Year's Day",
    (5, 1): "Labour Day",
    (5, 2): "Labour Day",
    (10, 1): "National Day",
    (10, 2): "National Day",
    (10, 3): "National Day",
}


def is_published(year: int) -> bool:
    try:
        chinese_calendar.is_workday(dt.date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


def scheduled_day(date: dt.date, published: bool) -> DayFact:
    """The day by the schedule: as published, or as it will be at the least."""
    if published:
        working = chinese_calendar.is_workday(date)
        _off, name = chinese_calendar.get_holiday_detail(date)
    else:
        name = FIXED_HOLIDAYS.get((date.month, date.day), "")
        working = date.weekday() < 5 and not name
    return DayFact(date, working, working, not published, name or "")


def scheduled_days(until_year: int) -> Iterator[DayFact]:
    """Every day from the first year of the library to the end of ``until_year``."""
    for year in range(FIRST_YEAR, until_year + 1):
        published = is_published(year)
        date = dt.date(year, 1, 1)
        while date.year == year:
            yield scheduled_day(date, published)
            date += dt.timedelta(days=1)


def day_columns(calendar: WorkingCalendar) -> Iterator[dict]:
    """The calendar as rows of the table of days, ordinals and hours worked out."""
    next_worked = calendar.last
    opening = {}
    for fact in reversed(calendar.days):
        if fact.is_working:
            next_worked = fact.date
        opening[fact.date] = next_worked
    for fact in calendar.days:
        yield {
            "date": fact.date,
            "is_working": fact.is_working,
            "is_scheduled": fact.is_scheduled,
            "name": fact.name,
            "source": "provisional" if fact.is_provisional else "state_council",
            "note": fact.note,
            "ordinal": calendar.ordinal_on(fact.date),
            "opens_at": opens_at(opening[fact.date]),
            "closes_at": closes_at(opening[fact.date]),
        }


def first_difference(old: WorkingCalendar, new: WorkingCalendar) -> dt.date | None:
    """The first day on which two calendars with the same first day part."""
    for was, becomes in zip(old.days, new.days, strict=False):
        if was != becomes:
            return becomes.date
    if len(old.days) == len(new.days):
        return None
    return new.days[min(len(old.days), len(new.days) - 1)].date
