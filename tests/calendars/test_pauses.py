"""What a pause does to a date: counted in the deadline's own unit, so that pauses add up."""

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from calendars.counting import LengthUnit, Span, WorkingCalendar, instant, local_date
from calendars.schedule import scheduled_days

CALENDAR = WorkingCalendar(scheduled_days(2029))
ZONE = instant(dt.date(2026, 1, 1), dt.time()).tzinfo
WORKING_DAY, CALENDAR_DAY = LengthUnit.WORKING_DAY, LengthUnit.CALENDAR_DAY

FIRST = dt.datetime(2025, 1, 1, tzinfo=ZONE)
instants = st.integers(0, 60 * 24 * 730).map(lambda n: FIRST + dt.timedelta(minutes=n))
units = st.sampled_from(LengthUnit.values)
lengths = st.integers(1, 60)
minutes = st.integers(0, 60 * 24 * 40).map(lambda n: dt.timedelta(minutes=n))


def span(started: str, ended: str) -> Span:
    return Span(at(started), at(ended))


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZONE)


def due(start: str, length: int, unit: str, *pauses: Span) -> str:
    return f"{CALENDAR.due_after(at(start), length, unit, pauses).at:%Y-%m-%dT%H:%M}"


@pytest.mark.parametrize(
    ("unit", "length", "pauses", "ends"),
    [
        (WORKING_DAY, 10, [], "2026-03-16T17:30"),
        (WORKING_DAY, 10, [("2026-03-04T10:00", "2026-03-04T16:00")], "2026-03-16T17:30"),
        (WORKING_DAY, 10, [("2026-03-04T17:00", "2026-03-05T08:00")], "2026-03-17T17:30"),
        (WORKING_DAY, 10, [("2026-03-06T10:00", "2026-03-08T10:00")], "2026-03-16T17:30"),
        (WORKING_DAY, 10, [("2026-03-04T10:00", "2026-03-11T10:00")], "2026-03-23T17:30"),
        (
            WORKING_DAY,
            10,
            [("2026-03-04T10:00", "2026-03-06T10:00"), ("2026-03-10T10:00", "2026-03-13T10:00")],
            "2026-03-23T17:30",
        ),
        (WORKING_DAY, 10, [("2026-03-20T10:00", "2026-03-24T10:00")], "2026-03-18T17:30"),
        (WORKING_DAY, 3, [("2026-04-02T10:00", "2026-04-07T10:00")], "2026-03-09T17:30"),
        (CALENDAR_DAY, 3, [("2026-03-03T10:00", "2026-03-05T09:00")], "2026-03-09T17:30"),
        (CALENDAR_DAY, 3, [("2026-03-03T10:00", "2026-03-08T09:00")], "2026-03-10T17:30"),
        (LengthUnit.HOUR, 24, [("2026-03-02T10:00", "2026-03-02T11:30")], "2026-03-03T10:30"),
        (LengthUnit.MINUTE, 30, [("2026-03-02T09:10", "2026-03-02T09:15")], "2026-03-02T09:35"),
        (LengthUnit.WORKING_HOUR, 7, [("2026-03-02T10:00", "2026-03-02T14:30")], "2026-03-03T11:30"),
        (LengthUnit.WORKING_HOUR, 7, [("2026-03-02T17:30", "2026-03-03T08:30")], "2026-03-03T09:00"),
    ],
)  # fmt: skip
def test_a_pause_moves_the_date_by_its_length_in_the_deadlines_own_unit(unit, length, pauses, ends):
    assert due("2026-03-02T09:00", length, unit, *(span(*one) for one in pauses)) == ends


@given(instants, lengths, units, instants, minutes, minutes)
def test_a_pause_in_two_parts_is_one_pause(start, length, unit, paused, first, second):
    cut, ended = paused + first, paused + first + second
    parts = [Span(paused, cut), Span(cut, ended)]
    once = CALENDAR.due_after(start, length, unit, [Span(paused, ended)])
    assert CALENDAR.due_after(start, length, unit, parts) == once


@given(instants, lengths, units, st.lists(st.tuples(instants, minutes), max_size=3), st.data())
def test_pauses_of_the_same_length_in_all_give_the_same_date(start, length, unit, pauses, data):
    spans = [Span(paused, paused + lasted) for paused, lasted in pauses]
    whole = CALENDAR.length_of(spans, unit)
    later = data.draw(instants)
    other = Span(later, later + data.draw(minutes))
    assume(CALENDAR.length_of([other], unit) == whole)
    assert CALENDAR.due_after(start, length, unit, spans) == CALENDAR.due_after(
        start, length, unit, [other]
    )


@given(instants, minutes, lengths, units, instants, minutes)
def test_a_later_start_never_gives_an_earlier_date(start, later, length, unit, paused, lasted):
    pauses = [Span(paused, paused + lasted)]
    first = CALENDAR.due_after(start, length, unit, pauses)
    assert CALENDAR.due_after(start + later, length, unit, pauses).at >= first.at


@given(instants, lengths, units, instants, minutes, minutes)
def test_a_longer_pause_never_gives_an_earlier_date(start, length, unit, paused, lasted, more):
    short, long = Span(paused, paused + lasted), Span(paused, paused + lasted + more)
    found = [CALENDAR.due_after(start, length, unit, [one]).at for one in (short, long)]
    assert CALENDAR.due_after(start, length, unit).at <= found[0] <= found[1]


@given(instants, lengths, instants, minutes)
def test_after_a_pause_as_many_working_days_are_left_as_before(start, length, paused, lasted):
    resumed = paused + lasted
    before = CALENDAR.due_after(start, length, WORKING_DAY).on
    after = CALENDAR.due_after(start, length, WORKING_DAY, [Span(paused, resumed)]).on
    left = CALENDAR.working_days_between(local_date(paused), before)
    assert CALENDAR.working_days_between(local_date(resumed), after) == left


@given(instants, lengths, st.sampled_from([unit for unit in LengthUnit.values if unit != CALENDAR_DAY]),
       instants, minutes)  # fmt: skip
def test_a_date_that_was_set_moves_as_one_that_was_counted(start, length, unit, paused, lasted):
    pauses = [Span(paused, paused + lasted)]
    counted = CALENDAR.due_after(start, length, unit)
    assert CALENDAR.moved(counted.at, pauses, unit).at == (
        CALENDAR.due_after(start, length, unit, pauses).at
    )


def test_a_date_that_was_set_stays_as_it_is_without_a_pause():
    set_for = at("2026-03-07T12:00")
    assert CALENDAR.moved(set_for, [], WORKING_DAY) == (set_for, dt.date(2026, 3, 7), False)
