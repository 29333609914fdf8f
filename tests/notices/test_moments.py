"""When something may be told: working hours, digests, caps and waits, as tables."""

import datetime as dt

import pytest

from calendars.counting import WorkingCalendar
from calendars.facts import DayFact
from calendars.hours import hours_read
from calendars.units import Source
from notices.moments import (
    MOST_ATTEMPTS,
    Wishes,
    levels_within,
    may_go_at,
    moments,
    morning_after,
    wait_after,
)

CST = dt.timezone(dt.timedelta(hours=8))
# 14 and 15 November are a weekend, the 18th is a typhoon day, the 21st a working Saturday, and on
# the 23rd the office opens in the afternoon only.
OFF = {14, 15, 18, 22}
AFTERNOON = hours_read("13:30-17:30")
CALENDAR = WorkingCalendar(
    DayFact(
        dt.date(2026, 11, day), day not in OFF, day not in OFF, Source.STATE_COUNCIL,
        own_hours=AFTERNOON if day == 23 else (),
    )
    for day in range(9, 25)
)  # fmt: skip
EACH, DIGEST, NIGHTS = Wishes(), Wishes(digest=True), Wishes(red_any_time=True)


def at(text: str) -> dt.datetime:
    day, time = text.split()
    return dt.datetime.combine(dt.date(2026, 11, int(day)), dt.time.fromisoformat(time), tzinfo=CST)


@pytest.mark.parametrize(
    ("told", "level", "wishes", "goes"),
    [
        ("17 10:00", "info", EACH, "17 10:00"),
        ("17 08:29", "blue", EACH, "17 08:30"),
        ("17 08:30", "blue", EACH, "17 08:30"),
        ("17 11:29", "blue", EACH, "17 11:29"),
        ("17 11:30", "blue", EACH, "17 13:30"),
        ("17 17:29", "orange", EACH, "17 17:29"),
        ("17 17:30", "orange", EACH, "19 08:30"),
        ("13 20:00", "orange", EACH, "16 08:30"),
        ("18 10:00", "orange", EACH, "19 08:30"),
        ("20 18:00", "info", EACH, "21 08:30"),
        ("21 18:00", "info", EACH, "23 13:30"),
        ("21 18:00", "info", DIGEST, "23 13:30"),
        ("23 10:00", "red", EACH, "23 13:30"),
        ("17 10:00", "info", DIGEST, "19 08:30"),
        ("17 08:29", "orange", DIGEST, "17 08:30"),
        ("17 08:30", "orange", DIGEST, "19 08:30"),
        ("14 12:00", "blue", DIGEST, "16 08:30"),
        ("17 10:00", "red", DIGEST, "17 10:00"),
        ("17 19:00", "red", DIGEST, "19 08:30"),
        ("17 19:00", "red", NIGHTS, "17 19:00"),
        ("18 03:00", "red", NIGHTS, "18 03:00"),
        ("17 19:00", "orange", NIGHTS, "19 08:30"),
        ("17 19:00", "red", Wishes(True, True), "17 19:00"),
    ],
)
def test_something_goes_out_at_the_first_moment_that_suits(told, level, wishes, goes):
    assert may_go_at(level, wishes, at(told), CALENDAR) == at(goes)


def test_beyond_the_calendar_nothing_is_held_back():
    late = dt.datetime(2027, 3, 1, 22, 0, tzinfo=CST)
    assert {moment.at for moment in moments(late, CALENDAR)} == {late}
    assert may_go_at("info", DIGEST, at("24 18:00"), CALENDAR) == at("24 18:00")


def test_the_table_holds_every_level_with_every_wish_once():
    rows = moments(at("17 19:00"), CALENDAR)
    assert len({row[:3] for row in rows}) == len(rows) == 16


@pytest.mark.parametrize(
    ("held", "until"),
    [("17 10:00", "19 08:30"), ("17 03:00", "19 08:30"), ("14 09:00", "16 08:30")],
)
def test_what_is_too_much_for_a_day_waits_for_the_next_working_morning(held, until):
    assert morning_after(at(held), CALENDAR) == at(until)


def test_the_waits_double_up_to_four_hours():
    minutes = [wait_after(attempts) / dt.timedelta(minutes=1) for attempts in range(1, 11)]
    assert minutes == [1, 2, 4, 8, 16, 32, 64, 128, 240, 240]
    assert sum((wait_after(n) for n in range(1, MOST_ATTEMPTS)), dt.timedelta()) > dt.timedelta(1)


@pytest.mark.parametrize(
    ("levels", "sent", "left"),
    [
        ("info blue", {}, "info blue"),
        ("info blue", {"info": 2}, "blue"),
        ("info red", {"info": 3, "red": 2}, "red"),
        ("red", {"red": 3}, ""),
    ],
)
def test_a_level_has_so_many_messages_a_day(levels, sent, left):
    caps = {"info": 2, "blue": 2, "orange": 2, "red": 3}
    assert levels_within(levels.split(), sent, caps) == set(left.split())
