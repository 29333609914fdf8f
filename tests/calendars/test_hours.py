"""Office hours: the usual ones, those of a summer, and days worked for half their length."""

import datetime as dt

import pytest
import time_machine

from calendars.changes import DayDecision, DayWithdrawal, HoursChange
from calendars.counting import LengthUnit, WorkingCalendar, instant
from calendars.hours import hours_read, hours_text
from calendars.models import Day, OfficeHours, Stretch
from calendars.schedule import scheduled_days
from calendars.selectors import calendar_read, load_calendar
from calendars.services import calendar_change, office_hours_change
from core.errors import NotSo, Overtaken
from organizations.roles import Role

CALENDAR = WorkingCalendar(scheduled_days(2029))
MORNING, SUMMER = hours_read("08:30-11:30"), hours_read("08:30-11:30 14:30-18:00")
EVE = dt.date(2026, 2, 14)
"""A make-up Saturday before the Spring Festival."""


def at(text: str) -> dt.datetime:
    day, time = text.split("T")
    return instant(dt.date.fromisoformat(day), dt.time.fromisoformat(time))


def with_change(change) -> WorkingCalendar:
    return change.outcome(CALENDAR).calendar


HALF = with_change(DayDecision(EVE, is_working=True, hours=MORNING, reason="eve"))
IN_SUMMER = with_change(
    HoursChange(dt.date(2026, 6, 1), SUMMER, "summer", before_on=dt.date(2026, 10, 1))
)


@pytest.mark.parametrize(
    ("calendar", "start", "length", "unit", "ends"),
    [
        (HALF, "2026-02-13T10:00", 1, LengthUnit.WORKING_DAY, "2026-02-14T11:30"),
        (HALF, "2026-02-13T10:00", 2, LengthUnit.WORKING_DAY, "2026-02-24T17:30"),
        (HALF, "2026-02-13T10:00", 1, LengthUnit.CALENDAR_DAY, "2026-02-14T11:30"),
        (HALF, "2026-02-13T16:30", 4, LengthUnit.WORKING_HOUR, "2026-02-14T11:30"),
        (HALF, "2026-02-13T16:30", 5, LengthUnit.WORKING_HOUR, "2026-02-24T09:30"),
        (HALF, "2026-02-14T15:00", 1, LengthUnit.WORKING_HOUR, "2026-02-24T09:30"),
        (IN_SUMMER, "2026-05-29T10:00", 1, LengthUnit.WORKING_DAY, "2026-06-01T18:00"),
        (IN_SUMMER, "2026-05-29T17:00", 4, LengthUnit.WORKING_HOUR, "2026-06-01T15:00"),
        (IN_SUMMER, "2026-06-01T12:00", 4, LengthUnit.WORKING_HOUR, "2026-06-02T09:00"),
        (IN_SUMMER, "2026-09-30T10:00", 1, LengthUnit.WORKING_DAY, "2026-10-08T17:30"),
    ],
)  # fmt: skip
def test_a_deadline_ends_and_counts_by_the_hours_of_the_day(calendar, start, length, unit, ends):
    due = calendar.due_after(at(start), length, unit)
    assert f"{due.at:%Y-%m-%dT%H:%M}" == ends


def test_a_shortened_day_says_so_in_the_count():
    line = HALF.count(at("2026-02-13T10:00"), 1, LengthUnit.WORKING_DAY)[-1]
    assert line.why == "make-up working day for Spring Festival, open only 8:30–11:30: eve"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("8:30-11:30", "08:30-11:30"),
        ("08:30–11:30,13:30–17:30", "08:30-11:30 13:30-17:30"),
        ("8:30至12:00、14:00至18:00", "08:30-12:00 14:00-18:00"),
        ("9:00~12:00 13:00~15:00 16:00~18:00", "09:00-12:00 13:00-15:00 16:00-18:00"),
    ],
)
def test_hours_are_read_as_people_write_them(typed, read):
    assert hours_text(hours_read(typed)) == read


@pytest.mark.parametrize(
    "typed",
    ["", "morning", "8:30", "11:30-8:30", "8:30-12:00 11:00-17:00", "8:30-24:30", "8:30-11:30 x"],
)
def test_what_are_no_hours_is_refused_with_an_example(typed):
    with pytest.raises(NotSo, match="08:30-11:30 13:30-17:30"):
        hours_read(typed)


@pytest.fixture
def administrator(person_with):
    return person_with(Role.ADMINISTRATOR)


def test_a_half_day_stands_in_the_table_of_days_and_stretches(administrator):
    date = dt.date(2026, 12, 31)
    change = DayDecision(date, is_working=True, hours=MORNING, reason="year's end")
    calendar_change(actor=administrator, change=change)
    day = Day.objects.get(date=date)
    assert (day.hours, day.closes_at) == ("08:30-11:30", at("2026-12-31T11:30"))
    assert Stretch.objects.filter(date=date).count() == 1
    assert load_calendar().day(date).is_district
    calendar_change(actor=administrator, change=DayWithdrawal(date))
    assert Stretch.objects.filter(date=date).count() == 2
    assert Day.objects.get(date=date).note == ""


@time_machine.travel("2026-05-20T09:00+08:00", tick=False)
def test_summer_hours_hold_until_those_already_decided_for_later(administrator):
    OfficeHours.objects.create(since_on="2026-10-01", hours=hours_text(CALENDAR.days[0].hours))
    change = office_hours_change(since_on=dt.date(2026, 6, 1), hours=SUMMER, reason="summer")
    calendar_change(actor=administrator, change=change)
    told = calendar_read()
    days = [told.day(dt.date(2026, *day)) for day in ((5, 29), (6, 1), (9, 30), (10, 8))]
    assert [f"{day.closes_at:%H:%M}" for day in days] == ["17:30", "18:00", "18:00", "17:30"]
    assert Day.objects.get(date=dt.date(2026, 6, 1)).closes_at == at("2026-06-01T18:00")


@time_machine.travel("2026-05-20T09:00+08:00", tick=False)
@pytest.mark.django_db
def test_hours_are_not_changed_for_what_lies_behind():
    with pytest.raises(NotSo):
        office_hours_change(since_on=dt.date(2026, 5, 19), hours=SUMMER, reason="x")


def test_the_same_hours_again_are_refused():
    with pytest.raises(Overtaken):
        with_change(HoursChange(dt.date(2026, 6, 1), CALENDAR.days[0].usual_hours, "x"))
