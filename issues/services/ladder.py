"""The sweep: every step of the ladder that has fallen due, each exactly once (domain, section 5).

What is due is read from the database. The statements are set-based and their number is fixed,
however many rows are due; the number series is locked first, so that two sweeps take turns, and
the unique key of deadline and level holds whatever happens.
"""

import uuid
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone
from notices.models import Notice

from calendars.models import Day
from core.models import TrailEntry
from core.numbering import take_numbers
from issues.models import Case, Deadline, LadderRung, Slip
from issues.selectors.recipients import Addressee, addressees_on
from organizations.system import system_actor

_TABLES = {
    "case": Case._meta.db_table,
    "day": Day._meta.db_table,
    "deadline": Deadline._meta.db_table,
    "notice": Notice._meta.db_table,
    "rung": LadderRung._meta.db_table,
    "slip": Slip._meta.db_table,
    "trail": TrailEntry._meta.db_table,
}

_ORDINAL = """due.ordinal + rung.offset
      + CASE WHEN due.is_working OR rung.offset > 0 THEN 0 ELSE 1 END"""

_FALLS_AT = "CASE WHEN rung.at_opening THEN falls.opens_at ELSE falls.closes_at END"

_DUE_STEPS = f"""
    FROM {{deadline}} d
    JOIN {{rung}} rung ON rung.policy_id = d.ladder_id AND rung.level >= d.next_level
    JOIN {{day}} due ON due.date = d.due_on
    JOIN {{day}} falls ON falls.is_working AND falls.ordinal = {_ORDINAL}
    WHERE d.next_at <= %s AND {_FALLS_AT} <= %s
"""

_COUNT = "SELECT count(*)" + _DUE_STEPS

_INSERT_SLIPS = (
    """
    WITH addressee (organization_id, kind, position_id, user_id) AS (VALUES {values}),
    step AS (
        SELECT d.id AS deadline_id, d.case_id, d.organization_id, rung.level, rung.colour,
               rung.recipient, """
    + _FALLS_AT
    + """ AS fell_due_at,
               row_number() OVER (ORDER BY d.id, rung.level) AS place
    """
    + _DUE_STEPS
    + """
    )
    INSERT INTO {slip} (number, deadline_id, case_id, level, colour, organization_id, position_id,
                        recipient_id, fell_due_at, taken_at, sweep, reply)
    SELECT CAST(%s AS varchar(20)) || substr(CAST(1000000 + %s + step.place AS varchar(20)), 2),
           step.deadline_id, step.case_id, step.level, step.colour, step.organization_id,
           CASE WHEN {to_handler} THEN NULL ELSE CAST(addressee.position_id AS bigint) END,
           CASE WHEN {to_handler} THEN c.handler_id ELSE CAST(addressee.user_id AS bigint) END,
           step.fell_due_at, %s, %s, ''
    FROM step
    JOIN {case} c ON c.id = step.case_id
    LEFT JOIN addressee ON addressee.organization_id = step.organization_id
                       AND addressee.kind = step.recipient
    WHERE true
    ON CONFLICT (deadline_id, level) DO NOTHING
    """
)

_TO_HANDLER = (
    "step.recipient = 'handler' AND c.handler_id IS NOT NULL"
    " AND c.lead_unit_id = step.organization_id"
)

_INSERT_TRAIL = """
    INSERT INTO {trail} (at, actor_id, actor_name, subject_type, subject_id, subject_label,
                         action, note, changes)
    SELECT s.taken_at, %s, %s, 'issues.case', s.case_id,
           substr(c.number || ' ' || c.title, 1, 200), 'slip', s.number, {json}
    FROM {slip} s JOIN {case} c ON c.id = s.case_id WHERE s.sweep = %s
"""

_ADVANCE = f"""
    UPDATE {{deadline}} AS d
    SET level = coming.level, next_level = coming.next_level, next_at = coming.next_at
    FROM (
        SELECT reached.id, reached.level, rung.level AS next_level,
               CASE WHEN rung.level IS NULL THEN NULL ELSE {_FALLS_AT} END AS next_at
        FROM (
            SELECT d.id, d.ladder_id, d.due_on,
                   coalesce((SELECT max(s.level) FROM {{slip}} s WHERE s.deadline_id = d.id),
                            d.next_level - 1) AS level
            FROM {{deadline}} d WHERE d.next_at <= %s
        ) reached
        JOIN {{day}} due ON due.date = reached.due_on
        LEFT JOIN {{rung}} rung ON rung.policy_id = reached.ladder_id AND rung.level =
            (SELECT min(higher.level) FROM {{rung}} higher
             WHERE higher.policy_id = reached.ladder_id AND higher.level > reached.level)
        LEFT JOIN {{day}} falls ON falls.is_working AND falls.ordinal = {_ORDINAL}
    ) coming
    WHERE coming.id = d.id
"""


@transaction.atomic
def deadlines_sweep(*, at: datetime | None = None) -> dict:
    """Take every step that has fallen due by ``at`` (now, if not given), each exactly once.

    Returns what it did: the instant, the number of slips by level, and of notices.
    """
    at = at or timezone.now()
    sweep = uuid.uuid4().hex
    prefix = f"DB{timezone.localtime(at).year}"
    with connection.cursor() as cursor:
        first = take_numbers(prefix, 0)
        instant = connection.ops.adapt_datetimefield_value(at)
        cursor.execute(_sql(_COUNT), [instant, instant])
        found = cursor.fetchone()[0]
        if found:
            take_numbers(prefix, found)
            _insert_slips(cursor, prefix, first - 1, at, instant, sweep)
            _insert_trail(cursor, sweep)
        notices = _insert_notices(cursor, sweep, instant) if found else 0
        cursor.execute(_sql(_ADVANCE), [instant])
    return {"at": timezone.localtime(at).isoformat(), **_report(sweep), "notices": notices}


def _sql(text: str, **more) -> str:
    quoted = {name: connection.ops.quote_name(table) for name, table in _TABLES.items()}
    return text.format(**quoted, **more)


def _insert_slips(cursor, prefix: str, before: int, at, instant, sweep: str) -> None:
    rows: list[Addressee] = [row for row in addressees_on(timezone.localdate(at)) if row.is_first]
    values = ", ".join(["(%s, %s, %s, %s)"] * len(rows))
    params = [value for row in rows for value in row[:4]]
    cursor.execute(
        _sql(_INSERT_SLIPS, values=values, to_handler=_TO_HANDLER),
        [*params, instant, instant, prefix, before, instant, sweep],
    )


def _insert_trail(cursor, sweep: str) -> None:
    system = system_actor()
    is_postgres = connection.vendor == "postgresql"
    cursor.execute(
        _sql(_INSERT_TRAIL, json="CAST(%s AS jsonb)" if is_postgres else "%s"),
        [system.pk, system.display_name, "{}", sweep],
    )


def _report(sweep: str) -> dict:
    levels = Slip.objects.filter(sweep=sweep).values_list("level").annotate(Count("id"))
    by_level = dict(levels.order_by("level"))
    return {"slips": sum(by_level.values()), "by_level": by_level}
