"""A year of the calendar as the eye wants it: months in weeks, and the holidays in a list."""

import datetime as dt
from typing import NamedTuple

from calendars.counting import WorkingCalendar
from calendars.facts import DayFact
from calendars.names import holiday_name, why_day


class Cell(NamedTuple):
    """A day in the grid. ``mark``: district, makeup, holiday, expected, weekend or nothing."""

    date: dt.date
    mark: str
    why: str
    is_today: bool


class Holiday(NamedTuple):
    """A holiday of the year: its days off, and the weekends worked for it."""

    name: str
    first: dt.date
    last: dt.date
    made_up_on: list[dt.date]

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def months_of(calendar: WorkingCalendar, year: int, today: dt.date) -> list[list[list]]:
    """Twelve months of weeks from Monday to Sunday; None where the week is in another month."""
    months = []
    for month in range(1, 13):
        date = dt.date(year, month, 1)
        cells: list[Cell | None] = [None] * date.weekday()
        while date.month == month:
            cells.append(_cell(calendar, date, today))
            date += dt.timedelta(days=1)
        cells.extend([None] * (-len(cells) % 7))
        months.append([cells[start : start + 7] for start in range(0, len(cells), 7)])
    return months


def cells_between(
    calendar: WorkingCalendar, first: dt.date, last: dt.date, today: dt.date
) -> list[Cell]:
    """The days from the one to the other; NotSo where the calendar does not reach."""
    days = range((last - first).days + 1)
    return [_cell(calendar, first + dt.timedelta(days=day), today) for day in days]


def holidays_of(calendar: WorkingCalendar, year: int) -> list[Holiday]:
    """The year's holidays in order, each with the weekends worked for it."""
    found: list[Holiday] = []
    facts = _facts_of(calendar, year)
    for fact in facts:
        if not fact.name or fact.is_scheduled:
            continue
        name = holiday_name(fact.name)
        if found and found[-1].name == name and (fact.date - found[-1].last).days == 1:
            found[-1] = found[-1]._replace(last=fact.date)
        else:
            made_up_on = [
                other.date
                for other in facts
                if other.name == fact.name and other.is_scheduled and other.date.weekday() >= 5
            ]
            found.append(Holiday(name, fact.date, fact.date, made_up_on))
    return found


def district_days_of(calendar: WorkingCalendar, year: int) -> list[DayFact]:
    return [fact for fact in _facts_of(calendar, year) if fact.is_district]


def _facts_of(calendar: WorkingCalendar, year: int) -> list[DayFact]:
    start = (dt.date(year, 1, 1) - calendar.first).days
    end = (dt.date(year + 1, 1, 1) - calendar.first).days
    return list(calendar.days[start:end])


def _cell(calendar: WorkingCalendar, date: dt.date, today: dt.date) -> Cell:
    fact = calendar.day(date)
    return Cell(date, _mark(fact), why_day(fact), date == today)


def _mark(fact: DayFact) -> str:
    if fact.is_district:
        return "district"
    if fact.is_working:
        return "makeup" if fact.date.weekday() >= 5 else ""
    if not fact.name:
        return "weekend"
    return "expected" if fact.is_provisional else "holiday"
