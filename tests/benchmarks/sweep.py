"""The sweep with nothing due, and with so many due, each beside the statements it cannot do without."""

import time
from datetime import timedelta

from django.db import connection
from django.db.models import Max, Min

from calendars.counting import local_date
from calendars.selectors import load_calendar
from issues.models import Deadline
from issues.services.ladder import deadlines_sweep
from tests.benchmarks.measure import compare, undone

BARE = (
    """INSERT INTO issues_slip (number, deadline_id, case_id, level, colour, organization_id,
           fell_due_at, taken_at, sweep, reply)
       SELECT 'X' || d.id, d.id, d.case_id, d.next_level, 'blue', d.organization_id,
           d.next_at, %(at)s, 'bare', '' FROM issues_deadline d WHERE d.next_at <= %(at)s""",
    """INSERT INTO core_trailentry (at, actor_name, subject_type, subject_id, subject_label, action,
           note, changes)
       SELECT s.taken_at, 'x', 'issues.case', s.case_id, s.number, 'slip', '', '{}'
       FROM issues_slip s WHERE s.sweep = 'bare'""",
    """INSERT INTO notices_notice (recipient_id, template, dedupe_key)
       SELECT (SELECT min(id) FROM organizations_user), 'x', s.number
       FROM issues_slip s WHERE s.sweep = 'bare'""",
    """UPDATE issues_deadline SET level = next_level, next_level = next_level + 1,
           next_at = next_at + interval '9 days' WHERE next_at <= %(at)s""",
)


def lines():
    yield _nothing_due()
    waiting = Deadline.objects.filter(next_at__lte=_evening()).count()
    for many in sorted({min(200, waiting), min(2000, waiting), waiting}):
        yield _due(many)


def _evening():
    """The close of the data's last day: the newest case began one working day before it."""
    started = Deadline.objects.aggregate(at=Max("started_at"))["at"]
    return load_calendar().working_day(local_date(started), 1).closes_at


def _nothing_due():
    at = Deadline.objects.aggregate(at=Min("next_at"))["at"] - timedelta(seconds=1)

    def bare():
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM issues_deadline WHERE next_at <= %s", [at])

    return compare("Sweep, nothing due", lambda: deadlines_sweep(at=at), bare, times=20)


def _due(many: int):
    at = _evening()

    def product():
        deadlines_sweep(at=at)

    def bare():
        with connection.cursor() as cursor:
            for statement in BARE:
                cursor.execute(statement, {"at": at})

    return compare(
        f"Sweep, {many} due",
        lambda: _with_only(many, at, product),
        lambda: _with_only(many, at, bare),
        times=3,
    )


def _with_only(many: int, at, run) -> float:
    """Run with exactly ``many`` rows due, and take it all back; only the run is timed."""
    _vacuum()
    with undone():
        kept = Deadline.objects.filter(next_at__lte=at).order_by("pk")[:many]
        rest = Deadline.objects.filter(next_at__lte=at).exclude(
            pk__in=list(kept.values_list("pk", flat=True))
        )
        rest.update(next_at=None, next_level=None)
        began = time.perf_counter()
        run()
        return time.perf_counter() - began


def _vacuum() -> None:
    """What earlier rounds took back is cleared away, as autovacuum does between real sweeps."""
    with connection.cursor() as cursor:
        for table in ("issues_deadline", "issues_slip", "core_trailentry", "notices_notice"):
            cursor.execute(f"VACUUM {table}")
