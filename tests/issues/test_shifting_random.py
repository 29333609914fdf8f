"""The statement that counts in SQL and ``due_of`` in Python agree, on a hundred thousand cases."""

import json
import random
import time
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from calendars.changes import Outcome
from calendars.facts import Due
from calendars.hours import hours_read
from calendars.models import Edition
from calendars.selectors import load_calendar
from calendars.services import calendar_change
from calendars.services.editions import edition_write
from calendars.units import LengthUnit
from demo.big.writer import Table
from issues.models import CaseRequest, Deadline, LadderPolicy, Pause
from issues.selectors.clock import due_of
from issues.selectors.ladder import rungs_of
from issues.services import shifting
from issues.services.deadlines import rung_at
from issues.workflow import Stage
from organizations.roles import Role
from tests.factories import CaseFactory, UserFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.each_database]

CASES, MOVED = 100_000, 4_000
ZONE = ZoneInfo("Asia/Shanghai")
FIRST = datetime(2025, 7, 1, tzinfo=UTC)
LENGTHS = {
    LengthUnit.MINUTE: 5000, LengthUnit.HOUR: 200, LengthUnit.WORKING_HOUR: 120,
    LengthUnit.CALENDAR_DAY: 60, LengthUnit.WORKING_DAY: 40,
}  # fmt: skip


class Rows(list):
    """Stands in for a related manager."""

    def all(self):
        return self


class Shaken:
    """A change of many days at once: off and on, half days, and other hours in summer."""

    action = "calendars.shaken"

    def __init__(self, rng: random.Random):
        self.rng = rng

    def outcome(self, old):
        start = (FIRST.date() - old.first).days
        span = old.days[start : start + 700]
        facts = {fact.date: self._shaken(fact) for fact in self.rng.sample(span, 120)}
        summer = hours_read("08:00-11:45 14:30-18:15")
        for fact in span[330:420]:
            facts[fact.date] = facts.get(fact.date, fact)._replace(usual_hours=summer)
        touched = sorted(facts)
        new = old.changed(*facts.values())
        usual = ((span[330].date, summer), (span[420].date, span[0].usual_hours))
        return Outcome(new, touched[0], touched[-1], "shaken", usual_hours=usual)

    def _shaken(self, fact):
        if self.rng.random() < 0.3:
            hours = self.rng.choice(("08:30-11:30", "10:00-10:20 15:15-16:00"))
            return fact._replace(is_working=True, own_hours=hours_read(hours), note="x")
        return fact._replace(is_working=not fact.is_working, note="x")


def instant(rng, since=FIRST, days=500) -> datetime:
    seconds = rng.randrange(days * 86400)
    return since + timedelta(seconds=seconds, microseconds=rng.choice((0, 0, 1, 500_000, 999_999)))


def made(rng: random.Random) -> SimpleNamespace:
    """What one deadline rests on: a rule or a date that was set, pauses, an extension."""
    unit = rng.choice(LengthUnit.values)
    row = SimpleNamespace(started_at=instant(rng), pauses=Rows(), extensions=Rows())
    row.rule = {"length": rng.randint(1, LENGTHS[unit]), "length_unit": unit}
    row.original_due_at = row.started_at + timedelta(days=rng.randint(1, 60))
    if rng.random() < 0.05:
        row.rule = {"chosen": True, "version": None}
    at = row.started_at
    while rng.random() < 0.12:
        begins = instant(rng, at, 8)
        at = instant(rng, begins, 20)
        row.pauses.append(SimpleNamespace(started_at=begins, ended_at=at))
    if rng.random() < 0.08:
        decided = instant(rng, row.started_at, 20)
        due_at = row.started_at + timedelta(days=rng.randint(30, 90))
        row.extensions.append(
            SimpleNamespace(pk=1, approved=True, due_at=due_at, decided_at=decided)
        )
    return row


def written(rows: list[SimpleNamespace], calendar) -> None:
    """The rows in the database, due by this calendar."""
    case, people = CaseFactory(), [UserFactory().pk, UserFactory().pk]
    ladder = LadderPolicy.objects.get(is_current=True, kind="", category=None)
    deadlines = Table(
        Deadline, "case_id", "stage", "round", "organization_id", "started_at", "due_at", "due_on",
        "original_due_at", "is_provisional", "paused_seconds", "rule", "ladder_id", "level",
    )  # fmt: skip
    pauses = Table(Pause, "deadline_id", "started_at", "ended_at")
    requests = Table(
        CaseRequest, "case_id", "kind", "round", "deadline_id", "from_at", "due_at", "reason",
        "told", "requested_by_id", "requested_at", "approved", "decision", "decided_by_id",
        "decided_at",
    )  # fmt: skip
    for place, row in enumerate(rows):
        due = due_of(row, calendar)
        if row.rule.get("length") and not row.pauses and not row.extensions:
            row.original_due_at = due.at
        row.due_on = due.on
        row.is_original = bool(row.rule.get("length")) and row.original_due_at == due.at
        row.pk = deadlines.add(
            case.pk, Stage.values[place % 13], place // 13, case.oversight_unit_id,
            stamp(row.started_at), stamp(due.at), due.on.isoformat(), stamp(row.original_due_at),
            due.is_provisional, 0, json.dumps(row.rule), ladder.pk, 0,
        )  # fmt: skip
        for pause in row.pauses:
            pauses.add(row.pk, stamp(pause.started_at), stamp(pause.ended_at))
        for one in row.extensions:
            requests.add(
                case.pk, "extension", 1, row.pk, stamp(one.due_at - timedelta(1)), stamp(one.due_at),
                "x", "x", people[0], stamp(one.decided_at), True, "", people[1],
                stamp(one.decided_at),
            )  # fmt: skip
    for table in (deadlines, pauses, requests):
        table.finish()


def stamp(at: datetime) -> str:
    """An instant as the database keeps it."""
    text = str(at.astimezone(UTC).replace(tzinfo=None))
    return text + "+00" if connection.vendor == "postgresql" else text


def test_sql_and_python_count_a_hundred_thousand_alike():
    rng = random.Random(1)
    rows = [made(rng) for _number in range(CASES)]
    written(rows, load_calendar())
    edition = edition_write(Shaken(rng).outcome(load_calendar()))
    calendar = load_calendar()
    said = {}
    statement = "SELECT id, now_at, now_on, now_provisional FROM landed"
    began = time.monotonic()
    for pk, at, on, provisional in shifting.rows_counted(edition, statement):
        said[pk] = Due(shifting.aware(at), date.fromisoformat(str(on)), bool(provisional))
    print(f"{len(said)} counted in {time.monotonic() - began:.1f} s on {connection.vendor}")
    touched = [row for row in rows if is_touched(row, edition)]
    wrong = [
        (row, said.get(row.pk)) for row in touched if said.get(row.pk) != due_of(row, calendar)
    ]
    assert wrong[:3] == []
    assert len(touched) == len(said) > CASES / 3


def is_touched(row, edition: Edition) -> bool:
    """Whether the statement has to look at the row at all."""
    unit = row.rule.get("length_unit", LengthUnit.WORKING_DAY)
    before = datetime.combine(edition.until_on + timedelta(1), datetime.min.time(), ZONE)
    spans = row.due_on >= edition.from_on and row.started_at < before
    return spans and unit in (
        LengthUnit.WORKING_HOUR, LengthUnit.CALENDAR_DAY, LengthUnit.WORKING_DAY
    )  # fmt: skip


def test_what_is_moved_is_what_python_would_move(person_with):
    rng = random.Random(2)
    rows = [made(rng) for _number in range(MOVED)]
    written(rows, load_calendar())
    edition = calendar_change(actor=person_with(Role.ADMINISTRATOR), change=Shaken(rng))
    calendar, rungs = (
        load_calendar(),
        rungs_of(LadderPolicy.objects.get(is_current=True, kind="", category=None).pk),
    )
    columns = (
        "pk",
        "due_at",
        "due_on",
        "is_provisional",
        "original_due_at",
        "next_level",
        "next_at",
    )
    found = {line[0]: line[1:] for line in Deadline.objects.values_list(*columns)}
    wrong = [row for row in rows if found[row.pk] != expected(row, calendar, rungs, edition)]
    told = [(row, found[row.pk], expected(row, calendar, rungs, edition)) for row in wrong]
    assert told[:3] == []
    assert edition.moved > MOVED / 10


def expected(row, calendar, rungs, edition: Edition) -> tuple:
    due = due_of(row, calendar)
    level, falls_at = None, None
    if due.on >= edition.from_on:
        steps = ((rung.level, rung_at(rung, due.on, calendar)) for rung in rungs)
        level, falls_at = next(step for step in steps if step[1] > row.started_at)
    original = due.at if row.is_original else row.original_due_at
    return due.at, due.on, due.is_provisional, original, level, falls_at
