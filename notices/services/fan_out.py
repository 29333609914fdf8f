"""One row per chosen channel for what was just delivered in the application, in one statement."""

from datetime import datetime

from django.db import connection

from calendars.selectors import load_calendar
from notices.models import Delivery, Notice, Preference, Route
from notices.moments import moments
from organizations.models import Position

_TABLES = {
    "delivery": Delivery._meta.db_table,
    "notice": Notice._meta.db_table,
    "position": Position._meta.db_table,
    "preference": Preference._meta.db_table,
    "route": Route._meta.db_table,
}

# A digest is what the person chose, else what is usual: for whoever holds a leader's post.
_FAN_OUT = """
    WITH moment (level, digest, red_any_time, at) AS (VALUES {values})
    INSERT INTO {delivery} (notice_id, recipient_id, channel, deliver_after)
    SELECT n.id, n.recipient_id, r.channel, m.at
    FROM {route} r
    JOIN {notice} n ON n.recipient_id = r.user_id AND n.state = 'delivered'
                   AND n.read_at IS NULL AND n.delivered_at = %s
    LEFT JOIN {preference} p ON p.user_id = n.recipient_id
    JOIN moment m ON m.level = n.level
        AND m.red_any_time = CASE WHEN p.red_any_time THEN 1 ELSE 0 END
        AND m.digest = CASE
            WHEN p.rhythm = 'digest' THEN 1
            WHEN p.rhythm = 'at_once' THEN 0
            WHEN EXISTS (SELECT 1 FROM {position} post WHERE post.holder_id = n.recipient_id
                         AND post.kind IN ('leader', 'principal')) THEN 1
            ELSE 0 END
    WHERE r.is_on
    ON CONFLICT (notice_id, channel) DO NOTHING
"""


def deliveries_fan_out(*, delivered_at: datetime) -> int:
    """Put beside each notice delivered at this very instant a row for each channel chosen.

    The instant is the one its delivery wrote; a second call, or another worker's, adds nothing.
    """
    rows = [
        value
        for level, digest, red_any_time, at in moments(delivered_at, load_calendar())
        for value in (level, int(digest), int(red_any_time), _as_stored(at))
    ]
    values = ", ".join(["(%s, %s, %s, %s)"] * (len(rows) // 4))
    quoted = {name: connection.ops.quote_name(table) for name, table in _TABLES.items()}
    with connection.cursor() as cursor:
        cursor.execute(_FAN_OUT.format(values=values, **quoted), [*rows, _as_stored(delivered_at)])
        return cursor.rowcount


def _as_stored(at: datetime):
    return connection.ops.adapt_datetimefield_value(at)
