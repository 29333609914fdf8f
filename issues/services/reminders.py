"""Reminders to the handler of what is late: on working days 1, 2, 4 and 8, then no more.

The ladder tells those above; this tells the one who has it in hands (domain, section 5). A
reminder that was missed, as after an outage, is made up for by the latest one only.
"""

from datetime import datetime

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from calendars.models import Day
from calendars.selectors import load_calendar
from issues.models import Case, Deadline
from notices.models import Notice

REMINDED_UNTIL = {1: 1, 2: 3, 4: 7, 8: 15}
"""The working days late on which to remind, each with the last on which it is made up for."""

_TABLES = {
    "case": Case._meta.db_table,
    "day": Day._meta.db_table,
    "deadline": Deadline._meta.db_table,
    "notice": Notice._meta.db_table,
}

_INSERT = """
    WITH reminder (days, until) AS (VALUES {values})
    INSERT INTO {notice} (recipient_id, template, label, params, level, url, subject_type,
                          subject_id, dedupe_key, created_at, deliver_after)
    SELECT c.handler_id, 'issues.reminder', substr(c.number || ' ' || c.title, 1, 200),
           {params}, 'orange', CAST(%s AS varchar(50)) || c.number || '/', 'issues.case', c.id,
           'remind:' || d.id || ':' || reminder.days || ':user:' || c.handler_id, %s, %s
    FROM {deadline} d
    JOIN {case} c ON c.id = d.case_id AND c.lead_unit_id = d.organization_id
    JOIN {day} due ON due.date = d.due_on
    JOIN reminder ON %s - due.ordinal BETWEEN reminder.days AND reminder.until
    WHERE d.met_at IS NULL AND d.cancelled_at IS NULL AND d.paused_at IS NULL
      AND d.due_at >= %s AND d.due_at < %s AND c.handler_id IS NOT NULL
    ON CONFLICT (dedupe_key) DO NOTHING
"""


def handlers_remind(*, at: datetime | None = None) -> int:
    """Tell each handler what has been late for so many working days, each once; returns how many."""
    at = at or timezone.now()
    calendar, today = load_calendar(), timezone.localdate(at)
    longest = max(REMINDED_UNTIL.values())
    since = calendar.working_day(today, -longest - 1).opens_at
    rows = [value for row in REMINDED_UNTIL.items() for value in row]
    cases = reverse("issues:case_detail", args=["0"]).removesuffix("0/")
    now, first = (connection.ops.adapt_datetimefield_value(value) for value in (at, since))
    params = [*rows, cases, now, now, calendar.ordinal_on(today), first, now]
    with connection.cursor() as cursor:
        cursor.execute(_sql(), params)
        return cursor.rowcount


def _sql() -> str:
    is_postgres = connection.vendor == "postgresql"
    text = """'{"days": ' || reminder.days || '}'"""
    quoted = {name: connection.ops.quote_name(table) for name, table in _TABLES.items()}
    values = ", ".join(["(%s, %s)"] * len(REMINDED_UNTIL))
    return _INSERT.format(
        values=values, params=f"CAST({text} AS jsonb)" if is_postgres else text, **quoted
    )
