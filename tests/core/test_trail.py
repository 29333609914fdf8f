"""The trail is only ever added to, and whoever changes it all the same is found out."""

import datetime as dt
import threading
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from core.audit import SYSTEM, record, record_many
from core.models import TrailEntry, TrailSeal
from core.trail.guard import guard, lift
from core.trail.sealing import IN_FLIGHT, trail_seal
from core.trail.verifying import Kind, trail_walk
from tests.factories import OrganizationFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def unit():
    return OrganizationFactory(name="人社局")


def write(unit, count=1, **facts):
    for n in range(count):
        record(actor=SYSTEM, subject=unit, action=f"step_{n}", note="说明", count=n, **facts)


@pytest.fixture
def forged():
    """Return a forger: runs SQL with the guard lifted and the foreign keys unasked."""

    def run(sql: str, *params):
        is_postgres = connection.vendor == "postgresql"
        with connection.cursor() as cursor:
            if is_postgres:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET LOCAL session_replication_role = replica")
            lift(connection)
            cursor.execute(sql, params)
            guard(connection)
            if is_postgres:
                cursor.execute("SET LOCAL session_replication_role = DEFAULT")

    return run


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        if sql.startswith("TRUNCATE"):
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(sql)


# What the database refuses


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE core_trailentry SET note = 'x'",
        "UPDATE core_trailentry SET note = note WHERE id = -1",
        "DELETE FROM core_trailentry",
        "UPDATE core_trailseal SET hash = 'x'",
        "DELETE FROM core_trailseal",
        "REPLACE INTO core_trailseal (position, entry_id, hash, sealed_at)"
        " SELECT position, entry_id, 'x', sealed_at FROM core_trailseal",
        "TRUNCATE core_trailseal",
    ],
)
def test_the_database_refuses_to_change_the_trail(sql, unit):
    if sql.startswith("REPLACE") and connection.vendor != "sqlite":
        pytest.skip("only SQLite has REPLACE")
    if sql.startswith("TRUNCATE") and connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has TRUNCATE")
    if "= -1" in sql and connection.vendor == "sqlite":
        pytest.skip("SQLite asks row by row")
    write(unit, 2)
    trail_seal()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        execute(sql)
    assert trail_walk().fault is None


def test_the_models_have_no_way_around_it(unit):
    write(unit)
    entry = TrailEntry.objects.get()
    entry.note = "other"
    for change in (
        entry.save,
        entry.delete,
        TrailEntry.objects.all().delete,
        lambda: TrailEntry.objects.update(note="other"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


# What is chained


def test_an_untouched_trail_is_whole_and_each_entry_is_sealed_once(unit):
    write(unit, 3)
    assert (trail_seal(), trail_seal()) == (3, 0)
    write(unit, 2)
    assert trail_seal() == 2
    found = trail_walk()
    assert (found.sealed, found.waiting, found.fault) == (5, 0, None)
    assert found.head == TrailSeal.objects.get(position=5).hash
    assert list(TrailSeal.objects.values_list("entry", flat=True)) == sorted(
        TrailEntry.objects.values_list("pk", flat=True)
    )


def test_an_empty_trail_is_whole():
    assert (trail_seal(), trail_walk().fault) == (0, None)


def test_lines_written_by_thousands_are_sealed_by_thousands(unit, monkeypatch):
    monkeypatch.setattr("core.trail.sealing.AT_ONCE", 40)
    monkeypatch.setattr("core.trail.verifying.AT_ONCE", 30)
    record_many(actor=SYSTEM, action="sweep", changes=[(unit, {"n": n}) for n in range(150)])
    assert trail_seal() == 150
    told = []
    assert trail_walk(progress=told.append).sealed == 150
    assert told[:3] == [30, 60, 90]


def test_an_entry_that_is_seen_late_takes_a_later_place(unit):
    """As when its transaction ended after that of an entry with a higher number."""
    write(unit)
    first = TrailEntry.objects.get()
    facts = {"at": first.at, "actor_name": "x", "subject_id": 1, "subject_type": "x"}
    TrailEntry(pk=first.pk + 2, **facts).save(force_insert=True)
    trail_seal()
    late = TrailEntry(pk=first.pk + 1, **facts)
    late.save(force_insert=True)
    assert trail_seal() == 1
    assert TrailSeal.objects.latest("position").entry_id == late.pk
    assert trail_walk().fault is None


# What a forger may try. The fifth of nine entries is touched; entry and place are named.

COLUMNS = {
    "at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    "actor_id": "{other}",
    "actor_name": "别人",
    "subject_type": "issues.slip",
    "subject_id": 77,
    "subject_label": "别的",
    "action": "other",
    "note": "",
    "changes": '{"count": 99}',
}


@pytest.fixture
def nine(unit):
    """Nine sealed entries; two sealings of them long ago, so that their numbers are settled."""
    actor = UserFactory()
    with time_machine.travel(timezone.now() - 3 * IN_FLIGHT, tick=False):
        for n in range(9):
            with transaction.atomic():
                record(actor=actor, subject=unit, action=f"step_{n}", note="说明", count=n)
        trail_seal()
    return list(TrailEntry.objects.order_by("pk"))


def found_by_walk():
    fault = trail_walk().fault
    return fault and (fault.kind, fault.position, fault.entry_id)


@pytest.mark.parametrize("column", COLUMNS)
def test_a_changed_column_is_found_and_its_row_is_named(column, nine, forged):
    value = UserFactory().pk if column == "actor_id" else COLUMNS[column]
    if isinstance(value, dt.datetime):
        value = connection.ops.adapt_datetimefield_value(value)
    forged(f"UPDATE core_trailentry SET {column} = %s WHERE id = %s", value, nine[4].pk)
    forged(f"UPDATE core_trailentry SET {column} = %s WHERE id = %s", value, nine[7].pk)
    assert found_by_walk() == (Kind.CHANGED, 5, nine[4].pk)


@pytest.mark.parametrize("column", ["hash", "sealed_at"])
def test_a_changed_seal_is_found(column, nine, forged):
    values = {"hash": "0" * 64, "sealed_at": "2026-01-01 00:00:00+00:00"}
    forged(f"UPDATE core_trailseal SET {column} = %s WHERE position = 5", values[column])
    assert found_by_walk() == (Kind.CHANGED, 5, nine[4].pk)


def test_a_deleted_entry_is_found(nine, forged):
    forged("DELETE FROM core_trailentry WHERE id = %s", nine[4].pk)
    assert found_by_walk() == (Kind.GONE, 5, nine[4].pk)
    forged("DELETE FROM core_trailseal WHERE position = 5")


def test_an_entry_deleted_with_its_seal_is_found(nine, forged):
    forged("DELETE FROM core_trailseal WHERE position = 5")
    forged("DELETE FROM core_trailentry WHERE id = %s", nine[4].pk)
    assert found_by_walk() == (Kind.GAP, 5, nine[5].pk)


def test_two_entries_that_changed_places_are_found(nine, forged):
    a, b = nine[4].pk, nine[6].pk
    forged("UPDATE core_trailentry SET id = -1 WHERE id = %s", a)
    forged("UPDATE core_trailentry SET id = %s WHERE id = %s", a, b)
    forged("UPDATE core_trailentry SET id = %s WHERE id = -1", b)
    assert found_by_walk() == (Kind.CHANGED, 5, a)


def test_two_seals_that_changed_places_are_found(nine, forged):
    forged("UPDATE core_trailseal SET position = 100 WHERE position = 5")
    forged("UPDATE core_trailseal SET position = 5 WHERE position = 7")
    forged("UPDATE core_trailseal SET position = 7 WHERE position = 100")
    assert found_by_walk() == (Kind.CHANGED, 5, nine[6].pk)


def test_an_entry_put_among_old_ones_is_never_sealed_and_is_found(nine, forged, unit):
    """Its number lies in a gap, such as a rolled-back transaction leaves."""
    write(unit)
    trail_seal()
    put = TrailEntry(
        pk=nine[0].pk - 1, at=nine[0].at, actor_name="x", subject_id=1, subject_type="x"
    )
    put.save(force_insert=True)
    assert trail_seal() == 0
    assert found_by_walk() == (Kind.UNSEALED, None, put.pk)


def test_an_entry_put_into_the_chain_is_found(nine, forged):
    put = TrailEntry(
        pk=nine[0].pk - 1, at=nine[0].at, actor_name="x", subject_id=1, subject_type="x"
    )
    put.save(force_insert=True)
    forged("UPDATE core_trailseal SET position = position + 100 WHERE position > 4")
    forged("UPDATE core_trailseal SET position = position - 99 WHERE position > 100")
    TrailSeal.objects.create(
        position=5, entry=put, hash=nine[4].seal.hash, sealed_at=timezone.now()
    )
    assert found_by_walk() == (Kind.CHANGED, 5, put.pk)


@pytest.mark.parametrize("change", ["changes = '{'", "at = 'x'", "at = '2026-99-99 00:00:00'"])
def test_a_column_that_can_no_longer_be_read_is_found_and_breaks_nothing(change, nine):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL takes no such value")
    lift(connection)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        cursor.execute(f"UPDATE core_trailentry SET {change} WHERE id = %s", [nine[4].pk])
        cursor.execute("PRAGMA ignore_check_constraints = OFF")
    guard(connection)
    fault = trail_walk().fault
    assert (fault.kind, fault.entry_id) == (Kind.CHANGED, nine[4].pk)
    assert str(nine[4].pk) in fault.in_words()


def test_what_was_cut_off_at_the_end_is_missed_by_whoever_noted_the_head(nine, forged):
    noted = trail_walk()
    forged("DELETE FROM core_trailseal WHERE position > 6")
    forged("DELETE FROM core_trailentry WHERE id > %s", nine[5].pk)
    assert trail_walk().fault is None, "the chain itself cannot know what came after"
    fault = trail_walk(heads=[(noted.sealed, noted.head)]).fault
    assert fault.kind == Kind.HEAD


def test_a_trail_written_anew_is_known_by_a_head_noted_earlier(nine, forged):
    noted = trail_walk()
    forged("DELETE FROM core_trailseal")
    forged("UPDATE core_trailentry SET note = 'x' WHERE id = %s", nine[4].pk)
    trail_seal()
    assert trail_walk().fault is None
    fault = trail_walk(heads=[(noted.sealed, noted.head)]).fault
    assert (fault.kind, fault.position) == (Kind.HEAD, 9)


def test_an_entry_not_sealed_in_time_is_a_fault_of_its_own(unit):
    write(unit)
    assert (found_by_walk(), trail_walk().waiting) == (None, 1)
    with time_machine.travel(timezone.now() + HOUR, tick=False):
        assert found_by_walk() == (Kind.LATE, None, TrailEntry.objects.get().pk)
        trail_seal()
        assert found_by_walk() is None


# The command


def test_the_command_says_that_the_trail_is_whole_and_gives_its_head(nine):
    out = StringIO()
    call_command("trail_verify", stdout=out)
    head = f"9:{nine[8].seal.hash}"
    assert head in out.getvalue()
    call_command("trail_verify", head=[head], stdout=out)


def test_the_command_ends_with_1_and_names_the_first_broken_row(nine, forged):
    forged("UPDATE core_trailentry SET actor_name = '别人' WHERE id = %s", nine[4].pk)
    err = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("trail_verify", stderr=err)
    assert ended.value.code == 1
    assert str(nine[4].pk) in err.getvalue()
    assert "别人 step_4 人社局" in err.getvalue()


def test_the_command_refuses_a_head_that_is_none():
    with pytest.raises(CommandError, match="no head"):
        call_command("trail_verify", head=["12"])


@pytest.mark.django_db(transaction=True)
def test_writers_and_sealers_at_once_leave_a_whole_chain(unit):
    start, sealed = threading.Barrier(5), []

    def run(work):
        try:
            start.wait(10)
            for _round in range(15):
                work()
        finally:
            connection.close()

    def one():
        with transaction.atomic():
            write(unit)

    def many():
        with transaction.atomic():
            record_many(actor=SYSTEM, action="sweep", changes=[(unit, {}) for _n in range(30)])

    works = [
        one,
        one,
        many,
        lambda: sealed.append(trail_seal()),
        lambda: sealed.append(trail_seal()),
    ]
    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    trail_seal()
    found = trail_walk()
    assert (found.sealed, found.waiting, found.fault) == (TrailEntry.objects.count(), 0, None)
    assert found.sealed >= 15 * 32
    assert sum(sealed) <= found.sealed
