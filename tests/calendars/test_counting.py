"""The counting rules of the Civil Code, as tables; dates checked by hand against the schedules."""

import datetime as dt
import json
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from calendars.counting import LengthUnit, WorkingCalendar, instant
from calendars.schedule import scheduled_days
from core.errors import NotSo

CALENDAR = WorkingCalendar(scheduled_days(2029))
HOLIDAY_FILES = Path(settings.BASE_DIR).parent / "shared" / "data" / "holidays"


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(
        tzinfo=instant(dt.date(2026, 1, 1), dt.time()).tzinfo
    )


def due(start: str, length: int, unit: str) -> str:
    return f"{CALENDAR.due_after(at(start), length, unit).at:%Y-%m-%dT%H:%M}"


@pytest.mark.parametrize(
    ("start", "length", "ends"),
    [
        ("2026-09-24T15:00", 10, "2026-10-15T17:30"),  # two holidays and a make-up Saturday
        ("2026-09-24T23:59", 1, "2026-09-28T17:30"),  # Mid-autumn Festival
        ("2026-09-30T09:00", 1, "2026-10-08T17:30"),  # National Day week
        ("2026-09-30T09:00", 3, "2026-10-10T17:30"),  # ends on the make-up Saturday
        ("2026-10-09T09:00", 1, "2026-10-10T17:30"),
        ("2026-10-10T09:00", 1, "2026-10-12T17:30"),  # starts on the make-up Saturday
        ("2026-10-03T12:00", 1, "2026-10-08T17:30"),  # starts on a day off
        ("2026-11-21T10:00", 1, "2026-11-23T17:30"),  # starts on a plain Saturday
        ("2026-02-13T10:00", 1, "2026-02-14T17:30"),  # make-up Saturday before Spring Festival
        ("2026-02-14T10:00", 1, "2026-02-24T17:30"),  # nine days of Spring Festival
        ("2026-01-01T00:00", 1, "2026-01-04T17:30"),  # make-up Sunday
        ("2026-12-31T10:00", 1, "2027-01-04T17:30"),  # over the year's end
        ("2028-02-28T10:00", 1, "2028-02-29T17:30"),  # leap day
        ("2026-11-23T00:00", 5, "2026-11-30T17:30"),
    ],
)
def test_working_days_end_at_the_close_of_the_nth_working_day_after_the_start(start, length, ends):
    assert due(start, length, LengthUnit.WORKING_DAY) == ends


@pytest.mark.parametrize(
    ("start", "length", "ends"),
    [
        ("2026-11-16T10:00", 3, "2026-11-19T17:30"),
        ("2026-11-16T10:00", 5, "2026-11-23T17:30"),  # Saturday moves to Monday
        ("2026-09-30T10:00", 7, "2026-10-08T17:30"),  # last day of the holiday
        ("2026-09-30T10:00", 10, "2026-10-10T17:30"),  # a make-up Saturday is a working day
        ("2026-12-02T10:00", 30, "2027-01-04T17:30"),  # New Year's Day
    ],
)
def test_calendar_days_that_end_on_a_day_off_move_to_the_next_working_day(start, length, ends):
    assert due(start, length, LengthUnit.CALENDAR_DAY) == ends


@pytest.mark.parametrize(
    ("start", "length", "ends"),
    [
        ("2026-11-23T09:00", 1, "2026-11-23T10:00"),
        ("2026-11-23T11:00", 1, "2026-11-23T14:00"),  # over lunch
        ("2026-11-23T12:10", 1, "2026-11-23T14:30"),  # starts in the lunch break
        ("2026-11-23T07:00", 3, "2026-11-23T11:30"),  # ends as lunch begins
        ("2026-11-23T08:30", 7, "2026-11-23T17:30"),  # a whole day
        ("2026-11-20T17:00", 1, "2026-11-23T09:00"),  # over the weekend
        ("2026-11-20T18:00", 1, "2026-11-23T09:30"),  # starts after hours
        ("2026-11-21T12:00", 8, "2026-11-24T09:30"),  # starts on a day off
        ("2026-10-09T16:30", 2, "2026-10-10T09:30"),  # a make-up Saturday has office hours
    ],
)
def test_working_hours_run_within_office_hours_only(start, length, ends):
    assert due(start, length, LengthUnit.WORKING_HOUR) == ends


@pytest.mark.parametrize(
    ("start", "length", "unit", "ends"),
    [
        ("2026-10-01T23:50", 30, LengthUnit.MINUTE, "2026-10-02T00:20"),
        ("2026-11-21T10:00", 24, LengthUnit.HOUR, "2026-11-22T10:00"),
    ],
)
def test_minutes_and_hours_run_from_the_moment_day_and_night(start, length, unit, ends):
    assert due(start, length, unit) == ends


def test_the_instant_of_the_start_is_read_in_the_districts_zone():
    late_in_utc = dt.datetime(2026, 11, 23, 16, 30, tzinfo=dt.UTC)  # 24 November, 00:30
    assert CALENDAR.due_after(late_in_utc, 1, LengthUnit.WORKING_DAY).on == dt.date(2026, 11, 25)


@pytest.mark.parametrize(
    ("start", "length", "provisional"),
    [("2026-12-30T10:00", 1, False), ("2026-12-31T10:00", 1, True), ("2027-02-01T10:00", 1, True)],
)
def test_a_date_in_a_year_not_yet_published_is_provisional(start, length, provisional):
    found = CALENDAR.due_after(at(start), length, LengthUnit.WORKING_DAY)
    assert found.is_provisional is provisional


@pytest.mark.parametrize(
    ("start", "length", "unit"),
    [
        ("2026-11-23T10:00", 0, LengthUnit.WORKING_DAY),
        ("2026-11-23T10:00", -1, LengthUnit.CALENDAR_DAY),
        ("2026-11-23T10:00", 10**9, LengthUnit.MINUTE),
        ("2026-11-23T10:00", 1, "fortnight"),
        ("2029-12-31T10:00", 5, LengthUnit.WORKING_DAY),
        ("2029-12-31T17:00", 5, LengthUnit.WORKING_HOUR),
        ("2003-12-31T10:00", 5, LengthUnit.CALENDAR_DAY),
    ],
)
def test_what_cannot_be_counted_is_refused_with_a_sentence(start, length, unit):
    with pytest.raises(NotSo):
        CALENDAR.due_after(at(start), length, unit)


def test_the_count_names_each_day_and_why_it_counts_or_not():
    lines = CALENDAR.count(at("2026-09-29T10:00"), 3, LengthUnit.WORKING_DAY)
    told = [(f"{line.date:%m-%d}", line.counted, line.n, line.why) for line in lines]
    assert told == [
        ("09-29", False, 0, "day of the start, not counted"),
        ("09-30", True, 1, "working day"),
        *[(f"10-0{day}", False, 1, "National Day") for day in range(1, 8)],
        ("10-08", True, 2, "working day"),
        ("10-09", True, 3, "working day"),
    ]


def test_the_count_says_that_a_weekend_is_made_up_for():
    lines = CALENDAR.count(at("2026-10-09T10:00"), 2, LengthUnit.WORKING_DAY)
    assert [line.why for line in lines[1:]] == [
        "make-up working day for National Day",
        "Sunday",
        "working day",
    ]


def test_the_count_of_calendar_days_shows_the_move_to_a_working_day():
    lines = CALENDAR.count(at("2026-11-16T10:00"), 5, LengthUnit.CALENDAR_DAY)
    assert [line.n for line in lines] == [0, 1, 2, 3, 4, 5, 5, 5]
    assert lines[-1].why == "the last day was a day off, so the deadline ends on this working day"


def test_the_count_of_working_hours_adds_up_per_day():
    lines = CALENDAR.count(at("2026-11-20T16:30"), 3, LengthUnit.WORKING_HOUR)
    assert [(line.counted, line.n) for line in lines] == [
        (True, 1),
        (False, 1),
        (False, 1),
        (True, 3),
    ]


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-11-23", "2026-11-25", 2),
        ("2026-11-25", "2026-11-23", -2),
        ("2026-11-20", "2026-11-21", 0),
        ("2026-11-21", "2026-11-23", 1),
        ("2026-09-30", "2026-10-08", 1),
    ],
)
def test_working_days_between_two_days_are_signed(start, end, days):
    found = CALENDAR.working_days_between(dt.date.fromisoformat(start), dt.date.fromisoformat(end))
    assert found == days


@pytest.mark.parametrize(
    ("date", "offset", "found"),
    [
        ("2026-11-20", 0, "2026-11-20"),
        ("2026-11-20", -1, "2026-11-19"),
        ("2026-11-20", 2, "2026-11-24"),
        ("2026-11-21", -1, "2026-11-20"),
        ("2026-11-21", 0, "2026-11-23"),
        ("2026-11-21", 1, "2026-11-23"),
        ("2026-11-21", 2, "2026-11-24"),
        ("2026-11-23", -1, "2026-11-20"),
    ],
)
def test_the_working_day_so_far_from_a_day(date, offset, found):
    day = CALENDAR.working_day(dt.date.fromisoformat(date), offset)
    assert day.date.isoformat() == found
    assert (day.opens_at.hour, day.closes_at.hour) == (8, 17)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_day_equals_the_published_schedule(year):
    path = HOLIDAY_FILES / f"holiday-cn-{year}.json"
    if not path.exists():
        pytest.skip(f"the published schedule of {year} is not beside the project")
    days = json.loads(path.read_text("utf-8"))["days"]
    off = {day["date"]: day["isOffDay"] for day in days}
    wrong = [
        fact.date
        for fact in CALENDAR.days
        if fact.date.year == year
        and fact.is_working == off.get(fact.date.isoformat(), fact.date.weekday() >= 5)
    ]
    assert wrong == []


@given(
    start=st.datetimes(dt.datetime(2004, 1, 2), dt.datetime(2028, 6, 1)),
    later=st.timedeltas(dt.timedelta(0), dt.timedelta(days=40)),
    length=st.integers(1, 60),
    unit=st.sampled_from(LengthUnit.values),
)
def test_a_later_start_never_gives_an_earlier_deadline(start, later, length, unit):
    zone = instant(dt.date(2026, 1, 1), dt.time()).tzinfo
    first = CALENDAR.due_after(start.replace(tzinfo=zone), length, unit)
    second = CALENDAR.due_after((start + later).replace(tzinfo=zone), length, unit)
    assert start.replace(tzinfo=zone) < first.at <= second.at


@given(
    start=st.datetimes(dt.datetime(2004, 1, 2), dt.datetime(2028, 6, 1)),
    length=st.integers(1, 60),
    unit=st.sampled_from([LengthUnit.CALENDAR_DAY, LengthUnit.WORKING_DAY]),
)
def test_the_count_ends_on_the_deadline_and_counts_each_day_once(start, length, unit):
    start_at = start.replace(tzinfo=instant(dt.date(2026, 1, 1), dt.time()).tzinfo)
    lines = CALENDAR.count(start_at, length, unit)
    assert lines[-1].date == CALENDAR.due_after(start_at, length, unit).on
    assert sum(line.counted for line in lines) == lines[-1].n == length
    assert CALENDAR.is_working(lines[-1].date)
