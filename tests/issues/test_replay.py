"""A deadline's life played again: properties that hold for whatever happened to it."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.counting import Span, WorkingCalendar
from calendars.schedule import scheduled_days
from calendars.units import LengthUnit
from issues.models import LadderRung
from issues.selectors.clock import due_of
from issues.selectors.replay import Granted, Life, Replay, Rule

CALENDAR = WorkingCalendar(scheduled_days(2029))
FIRST = datetime(2025, 1, 1, tzinfo=UTC)
AT = datetime(2027, 6, 1, tzinfo=UTC)
RUNGS = [
    LadderRung(level=level, offset=offset, at_opening=at_opening)
    for level, (offset, at_opening) in enumerate(
        [(-1, True), (0, True), (0, False), (2, False), (5, False)], start=1
    )
]
hours = st.integers(0, 24 * 60)
rules = st.builds(Rule, st.integers(1, 60), st.sampled_from(LengthUnit.values))


def after(n: int) -> datetime:
    """Whole hours, so that events often fall on one instant."""
    return FIRST + timedelta(hours=n)


@st.composite
def lives(draw) -> Life:
    """A start, pauses one after the other (often touching), extensions, and perhaps an end."""
    at = draw(hours)
    started_at, pauses = after(at), []
    for gap, length in draw(
        st.lists(st.tuples(st.integers(0, 90), st.integers(0, 200)), max_size=3)
    ):
        pauses.append(Span(after(at + gap), after(at + gap + length)))
        at += gap + length
    granted = draw(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 900)), max_size=2))
    extensions = [
        Granted(started_at + timedelta(hours=n), started_at + timedelta(hours=n + more))
        for n, more in granted
    ]
    ended_at = after(at + draw(st.integers(1, 2000))) if draw(st.booleans()) else None
    return Life(started_at, ended_at, pauses=tuple(pauses), extensions=tuple(extensions))


@settings(deadline=None)
@given(lives(), rules, st.randoms())
def test_the_order_of_events_with_the_same_instant_does_not_matter(life, rule, rng):
    pauses, extensions = list(life.pauses), list(life.extensions)
    rng.shuffle(pauses)
    rng.shuffle(extensions)
    other = life._replace(pauses=tuple(pauses), extensions=tuple(extensions))
    replay = Replay(CALENDAR, AT)
    assert replay.due(other, rule) == replay.due(life, rule)
    assert replay.steps(other, rule, RUNGS) == replay.steps(life, rule, RUNGS)
    rows = [row_of(one, rule) for one in (life, other)]
    assert due_of(rows[0], CALENDAR) == due_of(rows[1], CALENDAR)


def row_of(life: Life, rule: Rule, extensions=()) -> SimpleNamespace:
    """The life as the row of a deadline."""
    return SimpleNamespace(
        started_at=life.started_at,
        rule={"length": rule.length, "length_unit": rule.unit},
        pauses=SimpleNamespace(all=lambda: life.pauses),
        extensions=SimpleNamespace(all=lambda: extensions),
    )


@settings(deadline=None)
@given(lives(), rules)
def test_without_extensions_the_date_is_that_of_the_running_clock(life, rule):
    life = life._replace(extensions=())
    assert Replay(CALENDAR, AT).due(life, rule) == due_of(row_of(life, rule), CALENDAR)


@settings(deadline=None)
@given(lives(), rules)
def test_each_step_is_taken_once_upward_and_never_while_the_clock_stands(life, rule):
    replay = Replay(CALENDAR, AT)
    steps = replay.steps(life, rule, RUNGS)
    for lower, higher in pairwise(steps):
        assert lower.rung.level < higher.rung.level
        assert lower.falls_at <= higher.falls_at
    for step in steps:
        assert life.started_at < step.falls_at <= (life.ended_at or AT)
        assert not any(span.started_at <= step.falls_at < span.ended_at for span in life.pauses)


@settings(deadline=None)
@given(lives(), rules, st.integers(1, 30))
def test_a_longer_rule_never_makes_more_late_nor_more_steps(life, rule, more):
    replay, longer = Replay(CALENDAR, AT), rule._replace(length=rule.length + more)
    assert replay.due(life, longer).at >= replay.due(life, rule).at
    assert replay.is_late(life, longer) <= replay.is_late(life, rule)


@settings(deadline=None)
@given(lives(), rules, hours)
def test_a_later_start_never_gives_an_earlier_date(life, rule, later):
    replay = Replay(CALENDAR, AT)
    after_it = life._replace(started_at=life.started_at + timedelta(hours=later))
    assert replay.due(after_it, rule).at >= replay.due(life, rule).at
