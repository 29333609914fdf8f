"""Triggers by which the database itself refuses to delete a line of the ledger, or all of them.

A migration that makes the table anew on SQLite ends with ``guard``: the trigger goes with the old one.
"""

TABLE = "safety_ledgerrecord"

_POSTGRES = (
    """CREATE OR REPLACE FUNCTION safety_ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% is kept: % refused', TG_TABLE_NAME, TG_OP
            USING ERRCODE = 'restrict_violation';
    END $$""",
    f"DROP TRIGGER IF EXISTS {TABLE}_kept ON {TABLE}",
    f"""CREATE TRIGGER {TABLE}_kept BEFORE DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION safety_ledger_refuse()""",
    f"DROP TRIGGER IF EXISTS {TABLE}_not_emptied ON {TABLE}",
    f"""CREATE TRIGGER {TABLE}_not_emptied BEFORE TRUNCATE ON {TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION safety_ledger_refuse()""",
)
_SQLITE = (
    f"""CREATE TRIGGER IF NOT EXISTS {TABLE}_kept BEFORE DELETE ON {TABLE}
    BEGIN SELECT RAISE(ABORT, '{TABLE} is kept: DELETE refused'); END""",
)


def guard(connection) -> None:
    """Let the database refuse every deletion from here on; doing it twice is harmless."""
    _run(connection, _POSTGRES if connection.vendor == "postgresql" else _SQLITE)


def lift(connection) -> None:
    """Take the guard away: to undo its migration, and for tests that empty every table."""
    on = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    names = (f"{TABLE}_kept", f"{TABLE}_not_emptied")
    _run(connection, tuple(f"DROP TRIGGER IF EXISTS {name}{on}" for name in names))


def _run(connection, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
