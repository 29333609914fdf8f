"""The sweep: every step of the ladder that has fallen due, each exactly once (domain, section 5).

What is due is read from the database. The statements are set-based and their number is fixed,
however many rows are due; the number series is locked first, so that two sweeps take turns, and
the unique key of deadline and level holds whatever happens.
"""

import uuid
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from calendars.models import Day
from core.audit import SYSTEM
from core.models import TrailEntry
from core.numbering import take_numbers
from issues.models import Case, Deadline, LadderRung, Slip
from issues.selectors.recipients import Addressee, addressees_on
from issues.services import ladder_sql
from notices.models import Notice

_TABLES = {
    "case": Case._meta.db_table,
    "day": Day._meta.db_table,
    "deadline": Deadline._meta.db_table,
    "notice": Notice._meta.db_table,
    "rung": LadderRung._meta.db_table,
    "slip": Slip._meta.db_table,
    "trail": TrailEntry._meta.db_table,
}


@transaction.atomic
def deadlines_sweep(*, at: datetime | None = None) -> dict:
    """Take every step that has fallen due by ``at`` (now, if not given), each exactly once.

    Returns what it did: the instant, the number of slips by level, and of notices.
    """
    at = at or timezone.now()
    sweep = uuid.uuid4().hex
    prefix = slip_series(at)
    with connection.cursor() as cursor:
        first = take_numbers(prefix, 0)
        instant = connection.ops.adapt_datetimefield_value(at)
        cursor.execute(_sql(ladder_sql.COUNT), [instant, instant])
        found = cursor.fetchone()[0]
        if found:
            people = addressees_on(timezone.localdate(at))
            _insert_slips(cursor, people, [instant, instant, prefix, first - 1, instant, sweep])
            # What was inserted, not what was found: a calendar may have moved a date in between.
            take_numbers(prefix, cursor.rowcount)
            _insert_trail(cursor, sweep)
        notices = _insert_notices(cursor, people, sweep, instant) if found else 0
        cursor.execute(_sql(ladder_sql.ADVANCE), [instant, instant])
    return {"at": timezone.localtime(at).isoformat(), **_report(sweep), "notices": notices}


def slip_series(at: datetime) -> str:
    """The series that slips issued at this instant are numbered in; its lock orders the sweeps."""
    return f"DB{timezone.localtime(at).year}"


def _sql(text: str, **more) -> str:
    quoted = {name: connection.ops.quote_name(table) for name, table in _TABLES.items()}
    return text.format(**quoted, **more)


def _insert_slips(cursor, people: list[Addressee], params: list) -> None:
    rows = [row[:4] for row in people if row.is_first]
    values, facts = _values(rows)
    sql = _sql(ladder_sql.INSERT_SLIPS, values=values, to_handler=ladder_sql.TO_HANDLER)
    cursor.execute(sql, [*facts, *params])


def _values(rows: list[tuple]) -> tuple[str, list]:
    """The rows of a VALUES list: its placeholders and its parameters."""
    line = f"({', '.join(['%s'] * len(rows[0]))})"
    return ", ".join([line] * len(rows)), [value for row in rows for value in row]


def _insert_trail(cursor, sweep: str) -> None:
    is_postgres = connection.vendor == "postgresql"
    cursor.execute(
        _sql(ladder_sql.INSERT_TRAIL, json="CAST(%s AS jsonb)" if is_postgres else "%s"),
        [SYSTEM.pk, SYSTEM.display_name, "{}", sweep],
    )


def _insert_notices(cursor, people: list[Addressee], sweep: str, instant) -> int:
    principals = [
        (row.organization_id, row.user_id)
        for row in people
        if row.kind == LadderRung.Recipient.PRINCIPAL and row.user_id
    ]
    values, facts = _values(principals or [(0, None)])
    slips = reverse("issues:slip_detail", args=["0"]).removesuffix("0/")
    sql = _sql(ladder_sql.INSERT_NOTICES, values=values)
    cursor.execute(sql, [*facts, instant, instant, slips, sweep, slips, sweep])
    return cursor.rowcount


def _report(sweep: str) -> dict:
    levels = Slip.objects.filter(sweep=sweep).values_list("level").annotate(Count("id"))
    by_level = dict(levels.order_by("level"))
    return {"slips": sum(by_level.values()), "by_level": by_level}
