"""The State Council's schedule, as the chinesecalendar library has it; asked only when seeding."""

import datetime as dt
from collections.abc import Iterator

import chinese_calendar

from calendars.counting import WorkingCalendar
from calendars.facts import DAY, DayFact
from calendars.hours import hours_text, time_open
from calendars.moments import instant
from calendars.units import Source

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
    source = Source.STATE_COUNCIL if published else Source.PROVISIONAL
    return DayFact(date, working, working, source, name or "")


def scheduled_days(until_year: int) -> Iterator[DayFact]:
    """Every day from the first year of the library to the end of ``until_year``."""
    for year in range(FIRST_YEAR, until_year + 1):
        published = is_published(year)
        date = dt.date(year, 1, 1)
        while date.year == year:
            yield scheduled_day(date, published)
            date += DAY


def day_columns(calendar: WorkingCalendar) -> Iterator[dict]:
    """The calendar as rows of the table of days, ordinals and hours worked out."""
    next_worked = calendar.days[-1]
    opening = {}
    for fact in reversed(calendar.days):
        if fact.is_working:
            next_worked = fact
        opening[fact.date] = next_worked
    for fact in calendar.days:
        yield {
            "date": fact.date,
            "is_working": fact.is_working,
            "is_scheduled": fact.is_scheduled,
            "name": fact.name,
            "source": str(fact.source),
            "note": fact.note,
            "hours": hours_text(fact.own_hours),
            "ordinal": calendar.ordinal_on(fact.date),
            "opens_at": opening[fact.date].opens_at,
            "closes_at": opening[fact.date].closes_at,
        }


def stretch_columns(calendar: WorkingCalendar, since: dt.date) -> Iterator[dict]:
    """The office hours from ``since`` on as rows: each stretch with what was worked by its end."""
    start = (since - calendar.first).days
    for fact in calendar.days[start:]:
        if not fact.is_working:
            continue
        worked = calendar.worked_until(fact.date) - time_open(fact.hours)
        for opens, closes in fact.hours:
            opens_at, closes_at = instant(fact.date, opens), instant(fact.date, closes)
            worked += closes_at - opens_at
            yield {
                "date": fact.date, "opens_at": opens_at, "closes_at": closes_at, "worked": worked
            }  # fmt: skip
