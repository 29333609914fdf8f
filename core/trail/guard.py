"""Triggers by which the database itself refuses to change or delete a row: of the trail, or others.

Migrations that alter guarded tables end with ``guard``: SQLite makes such a table anew, and
the triggers go with the old one.
"""

Tables = dict[str, str]
"""Guarded tables, and when a new row of each would take the place of an old one."""

TABLES: Tables = {
    "core_trailentry": "id = NEW.id",
    "core_trailseal": "position = NEW.position OR entry_id = NEW.entry_id",
}
"""Those of the trail."""

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


def guard(connection, tables: Tables = TABLES) -> None:
    """Let the database refuse every change of these from here on; doing it twice is harmless."""
    _run(connection, _POSTGRES if connection.vendor == "postgresql" else _SQLITE, tables)


def lift(connection, tables: Tables = TABLES) -> None:
    """Take the guard away: to undo its migration, and for tests that play the forger."""
    _run(connection, _POSTGRES_LIFT if connection.vendor == "postgresql" else _SQLITE_LIFT, tables)


def _run(connection, statements: tuple[str, ...], tables: Tables) -> None:
    with connection.cursor() as cursor:
        for table, same in tables.items():
            for statement in statements:
                cursor.execute(statement.format(table=table, same=same))
