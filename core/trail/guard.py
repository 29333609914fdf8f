"""Triggers by which the database itself refuses to change or delete a line of the trail.

Migrations that alter the guarded tables end with ``guard``: SQLite makes such a table anew, and
the triggers go with the old one.
"""

TABLES = {
    "core_trailentry": "id = NEW.id",
    "core_trailseal": "position = NEW.position OR entry_id = NEW.entry_id",
}
"""The guarded tables, and when a new row of each would take the place of an old one."""

_POSTGRES = (
    """CREATE OR REPLACE FUNCTION core_trail_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% is never changed: % refused', TG_TABLE_NAME, TG_OP
            USING ERRCODE = 'restrict_violation';
    END $$""",
    "DROP TRIGGER IF EXISTS {table}_guard ON {table}",
    """CREATE TRIGGER {table}_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION core_trail_refuse()""",
    "ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_guard",
)

# The third, because REPLACE deletes without asking the second.
_SQLITE = (
    """CREATE TRIGGER IF NOT EXISTS {table}_guard_update BEFORE UPDATE ON {table}
    BEGIN SELECT RAISE(ABORT, '{table} is never changed: UPDATE refused'); END""",
    """CREATE TRIGGER IF NOT EXISTS {table}_guard_delete BEFORE DELETE ON {table}
    BEGIN SELECT RAISE(ABORT, '{table} is never changed: DELETE refused'); END""",
    """CREATE TRIGGER IF NOT EXISTS {table}_guard_replace BEFORE INSERT ON {table}
    WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})
    BEGIN SELECT RAISE(ABORT, '{table} is never changed: REPLACE refused'); END""",
)
_POSTGRES_LIFT = ("DROP TRIGGER IF EXISTS {table}_guard ON {table}",)
_SQLITE_LIFT = tuple(
    f"DROP TRIGGER IF EXISTS {{table}}_guard_{what}" for what in ("update", "delete", "replace")
)


def guard(connection) -> None:
    """Let the database refuse every change of the trail from here on; doing it twice is harmless."""
    _run(connection, _POSTGRES if connection.vendor == "postgresql" else _SQLITE)


def lift(connection) -> None:
    """Take the guard away: to undo its migration, and for tests that play the forger."""
    _run(connection, _POSTGRES_LIFT if connection.vendor == "postgresql" else _SQLITE_LIFT)


def _run(connection, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for table, same in TABLES.items():
            for statement in statements:
                cursor.execute(statement.format(table=table, same=same))
