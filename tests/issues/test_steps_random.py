"""The statements of the ladder and ``rung_at`` in Python agree, on twenty thousand cases."""

import os
import random
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from calendars.models import Day
from calendars.selectors import load_calendar
from demo.big.writer import Table
from issues.models import Deadline, LadderPolicy, LadderRung, Slip
from issues.selectors.ladder import rung_at
from issues.services import ladder_sql, shifting_sql
from issues.services.shifting import aware
from issues.workflow import Stage
from tests.factories import CaseFactory
from tests.issues.test_shifting_random import instant, stamp

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.each_database]

CASES, LADDERS = 20_000, 30
AT = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
SEED = int(os.environ.get("RANDOM_SEED", "3"))
TABLES = {
    "deadline": Deadline._meta.db_table,
    "rung": LadderRung._meta.db_table,
    "day": Day._meta.db_table,
    "slip": Slip._meta.db_table,
}


def laddered(rng: random.Random, place: int) -> list[LadderRung]:
    """A ladder of some steps, each later than the one before it."""
    ladder = LadderPolicy.objects.create(name=f"{place}", is_current=False)
    moments = rng.sample([(n, opens) for n in range(-4, 12) for opens in (0, 1)], rng.randint(1, 6))
    return LadderRung.objects.bulk_create(
        LadderRung(
            policy=ladder, level=level, offset=n, at_opening=bool(opens), recipient="head",
            colour="blue",
        )
        for level, (n, opens) in enumerate(sorted(moments, key=lambda one: (one[0], -one[1])), 1)
    )  # fmt: skip


def falling(rungs: list[LadderRung], started_at: datetime, due_on: date, calendar, cache: dict):
    """The steps after the start: level and instant."""
    found = []
    for rung in rungs:
        key = (rung.offset, rung.at_opening, due_on)
        if key not in cache:
            cache[key] = rung_at(rung, due_on, calendar)
        if found or cache[key] > started_at:
            found.append((rung.level, cache[key]))
    return found


@pytest.fixture
def steps():
    """The steps of each deadline by its key; the deadlines stand in the database."""
    print(f"RANDOM_SEED={SEED}")
    rng, calendar, cache, found = random.Random(SEED), load_calendar(), {}, {}
    ladders = [laddered(rng, place) for place in range(LADDERS)]
    case, table = CaseFactory(), Table(
        Deadline, "case_id", "stage", "round", "organization_id", "started_at", "due_at", "due_on",
        "original_due_at", "is_provisional", "paused_seconds", "rule", "ladder_id", "level",
        "next_level", "next_at",
    )  # fmt: skip
    for place in range(CASES):
        started_at, rungs = instant(rng), rng.choice(ladders)
        due_on = started_at.date() + timedelta(days=rng.randint(1, 60))
        coming = falling(rungs, started_at, due_on, calendar, cache)
        level, at = coming[0] if coming else (None, None)
        due_at = stamp(datetime(due_on.year, due_on.month, due_on.day, 9, 30, tzinfo=UTC))
        key = table.add(
            case.pk, Stage.values[place % 13], place // 13, case.oversight_unit_id,
            stamp(started_at), due_at, due_on.isoformat(), due_at, False, 0, "{}",
            rungs[0].policy_id, 0, level, at and stamp(at),
        )  # fmt: skip
        found[key] = coming
    table.finish()
    return found


def test_what_has_fallen_due_and_what_comes_next_is_the_same_in_sql_and_in_python(steps):
    expected = {
        (key, level): falls
        for key, coming in steps.items()
        for level, falls in coming
        if falls <= AT
    }
    assert len(expected) > CASES / 2
    said = fallen()
    assert [item for item in expected.items() if said.get(item[0]) != item[1]][:3] == []
    assert len(said) == len(expected)
    said = climbing()
    wrong = [
        (key, said[key], coming[:1])
        for key, coming in steps.items()
        if said[key] != (coming[0] if coming else (None, None))
    ]
    assert wrong[:3] == []


def fallen() -> dict:
    """Of each deadline the steps that have fallen due, as the sweep's statements say."""
    sql = f"SELECT d.id, rung.level, {ladder_sql.FALLS_AT} {ladder_sql.DUE_STEPS}"
    at = connection.ops.adapt_datetimefield_value(AT)
    with connection.cursor() as cursor:
        cursor.execute(sql.format(**TABLES), [at, at])
        return {(key, level): aware(falls) for key, level, falls in cursor.fetchall()}


def climbing() -> dict:
    """Of each deadline the step to come, as the statement after a change of the calendar says."""
    Deadline.objects.update(next_level=None, next_at=None)
    since = ["2025-01-01", connection.ops.adapt_datetimefield_value(AT)]
    with connection.cursor() as cursor:
        cursor.execute(shifting_sql.CLIMB.format(**TABLES), since)
    rows = Deadline.objects.values_list("pk", "next_level", "next_at")
    return {row[0]: row[1:] for row in rows}
