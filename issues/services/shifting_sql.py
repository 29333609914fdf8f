"""When running deadlines are due by the calendar as it stands, and what follows: set-based.

``COUNTED`` says for each running deadline what ``issues.selectors.clock.due_of`` says in Python;
a test holds the two together. The same text runs on PostgreSQL and SQLite, with the few words for
time that differ put in from ``WORDS``.
"""

from issues.services.ladder_sql import FALLS_AT, ORDINAL

WORDS = {
    "postgresql": {
        "date": "CAST({0} AT TIME ZONE '{zone}' AS date)",
        "days_after": "({0} + CAST({1} AS integer))",
        "days_between": "({1} - {0})",
        "minus": "({0} - {1})",
        "back": "({0} - ({1}))",
        "hours": "({0} * interval '1 hour')",
        "later": "greatest({0}, {1})",
        "no_time": "interval '0'",
    },
    "sqlite": {
        "date": "django_datetime_cast_date({0}, '{zone}', 'UTC')",
        "days_after": "date({0}, ({1}) || ' days')",
        "days_between": "CAST(julianday({1}) - julianday({0}) AS integer)",
        "minus": "django_timestamp_diff({0}, {1})",
        "back": "django_format_dtdelta('-', {0}, {1})",
        "hours": "({0} * 3600000000)",
        "later": "max({0}, {1})",
        "no_time": "0",
    },
}
"""The words for time of each database: dates in the district's zone, instants and lengths of time."""

RUNNING = "d.met_at IS NULL AND d.cancelled_at IS NULL AND d.paused_at IS NULL"


class Said:
    """The words of one database as functions, so that a statement can be written with them."""

    def __init__(self, vendor: str, zone: str):
        self._words, self._zone = WORDS[vendor], zone

    def __getattr__(self, name: str):
        word = self._words[name]
        return lambda *parts: word.format(*parts, zone=self._zone)

    def worked_at(self, at: str) -> str:
        """How long the office had been open by an instant."""
        to_come = self.minus("s.closes_at", self.later("s.opens_at", at))
        return (
            f"(SELECT s.worked - {to_come} FROM {{stretch}} s"
            f" WHERE s.closes_at > {at} ORDER BY s.closes_at LIMIT 1)"
        )


def paused(total: str, said: Said) -> str:
    """A total over the pauses that still count: all, or those since the date was set anew."""
    return f"""
        SELECT {total} FROM {{pause}} p
        JOIN {{day}} began ON began.date = {said.date("p.started_at")}
        JOIN {{day}} ended ON ended.date = {said.date("p.ended_at")}
        WHERE p.deadline_id = c.id AND (c.decided_at IS NULL OR p.started_at >= c.decided_at)"""


_CLOCK = f"""
    clock AS (
        SELECT d.id, d.due_at, d.is_provisional, x.decided_at,
               CASE WHEN x.id IS NULL THEN CAST(d.rule ->> 'length' AS integer) END AS length,
               coalesce(d.rule ->> 'length_unit', 'working_day') AS unit,
               coalesce(x.due_at, CASE WHEN d.rule ->> 'length' IS NULL THEN d.original_due_at
                                       ELSE d.started_at END) AS from_at,
               d.rule ->> 'length' IS NOT NULL AND d.original_due_at = d.due_at AS is_original
        FROM {{deadline}} d
        LEFT JOIN {{request}} x ON x.deadline_id = d.id AND x.approved
            AND NOT EXISTS (SELECT 1 FROM {{request}} later WHERE later.deadline_id = d.id
                            AND later.approved AND later.id > x.id)
        WHERE {RUNNING} AND d.due_on >= %s AND d.started_at < %s
    )
"""


def counted(said: Said) -> str:
    """The running deadlines that a change from a day (until an instant) may touch, counted anew.

    ``from_at`` is where the count begins: the start, the date that was set, or an extension's.
    """
    return f"WITH {_CLOCK}, {_wanted(said)}, {_landed(said)}"


def _wanted(said: Said) -> str:
    """How long each runs, its pauses added, and the day or the worked time that begins it."""
    calendar_days = said.days_between("began.date", "ended.date")
    worked = f"{said.worked_at('p.ended_at')} - {said.worked_at('p.started_at')}"
    return f"""
    wanted AS MATERIALIZED (
        SELECT c.*, begun.ordinal, begun.date,
               coalesce(c.length, 0) + coalesce(CASE c.unit
                   WHEN 'working_day' THEN ({paused("sum(ended.ordinal - began.ordinal)", said)})
                   WHEN 'calendar_day' THEN ({paused(f"sum({calendar_days})", said)})
                   END, 0) AS days,
               CASE WHEN c.unit = 'working_hour' THEN {said.hours("coalesce(c.length, 0)")}
                   + coalesce(({paused(f"sum({worked})", said)}), {said.no_time()}) END AS time,
               CASE WHEN c.unit = 'working_hour' THEN {said.worked_at("c.from_at")} END AS worked
        FROM clock c
        JOIN {{day}} begun ON begun.date = {said.date("c.from_at")}
        WHERE c.unit IN ('working_day', 'calendar_day', 'working_hour')
    )
    """


def _landed(said: Said) -> str:
    """The day and the instant on which each now ends."""
    return f"""
    landed AS (
        SELECT w.*, coalesce(fall.date, w.date) AS now_on,
               CASE WHEN fall.date IS NULL THEN w.from_at
                    WHEN w.unit = 'working_hour'
                    THEN {said.back("last.closes_at", "last.worked - w.worked - w.time")}
                    ELSE fall.closes_at END AS now_at,
               fall.date IS NOT NULL AND fall.source = 'provisional' AS now_provisional
        FROM wanted w
        LEFT JOIN {{stretch}} last ON w.time > {said.no_time()} AND last.worked =
            (SELECT min(s.worked) FROM {{stretch}} s WHERE s.worked >= w.worked + w.time)
        LEFT JOIN {{day}} plain ON plain.date = CASE w.unit WHEN 'working_hour' THEN last.date
            WHEN 'calendar_day' THEN {said.days_after("w.date", "w.days")} END
        LEFT JOIN {{day}} fall ON fall.is_working AND (w.days > 0 OR w.time > {said.no_time()})
            AND fall.ordinal = CASE w.unit WHEN 'working_day' THEN w.ordinal + w.days
                ELSE plain.ordinal + CASE WHEN plain.is_working THEN 0 ELSE 1 END END
    )
    """


SHIFTS = """
    SELECT due_at, now_at, count(*) FROM landed WHERE due_at <> now_at
    GROUP BY due_at, now_at ORDER BY due_at, now_at
"""

INSERT_SHIFTS = """
    INSERT INTO {shift} (deadline_id, edition_id, was_at, now_at)
    SELECT id, %s, due_at, now_at FROM landed WHERE due_at <> now_at
    ON CONFLICT (deadline_id, edition_id) DO NOTHING
"""

MOVE = """
    UPDATE {deadline} AS d
    SET due_at = landed.now_at, due_on = landed.now_on, is_provisional = landed.now_provisional,
        original_due_at = CASE WHEN landed.is_original THEN landed.now_at
                               ELSE d.original_due_at END
    FROM landed
    WHERE landed.id = d.id
        AND (landed.now_at <> d.due_at OR landed.now_provisional <> d.is_provisional)
"""

CLIMB = f"""
    UPDATE {{deadline}} AS d SET next_level = coming.level, next_at = coming.falls_at
    FROM (
        SELECT d.id, rung.level, {FALLS_AT} AS falls_at,
               row_number() OVER (PARTITION BY d.id ORDER BY rung.level) AS place
        FROM {{deadline}} d
        JOIN {{rung}} rung ON rung.policy_id = d.ladder_id AND rung.level >
            coalesce((SELECT max(s.level) FROM {{slip}} s WHERE s.deadline_id = d.id), 0)
        JOIN {{day}} due ON due.date = d.due_on
        JOIN {{day}} falls ON falls.is_working AND falls.ordinal = {ORDINAL}
        WHERE {RUNNING} AND (d.due_on >= %s OR d.next_at >= %s) AND {FALLS_AT} > d.started_at
    ) coming
    WHERE coming.id = d.id AND coming.place = 1
        AND (d.next_at IS NULL OR coming.falls_at <> d.next_at OR coming.level <> d.next_level)
"""
"""The next step of the ladder: the lowest above those taken that falls after the start."""
