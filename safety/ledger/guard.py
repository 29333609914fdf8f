"""A trigger by which the database itself refuses to delete a line of the ledger.

A migration that makes the table anew on SQLite ends with ``guard``: the trigger goes with the old one.
"""

TABLE = "safety_ledgerrecord"

_POSTGRES = (
    """CREATE OR REPLACE FUNCTION safety_ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% is kept: DELETE refused', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END $$""",
    f"DROP TRIGGER IF EXISTS {TABLE}_kept ON {TABLE}",
    f"""CREATE TRIGGER {TABLE}_kept BEFORE DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION safety_ledger_refuse()""",
)
_SQLITE = (
    f"""CREATE TRIGGER IF NOT EXISTS {TABLE}_kept BEFORE DELETE ON {TABLE}
    BEGIN SELECT RAISE(ABORT, '{TABLE} is kept: DELETE refused'); END""",
)


def guard(connection) -> None:
    """Let the database refuse every deletion from here on; doing it twice is harmless."""
    _run(connection, _POSTGRES if connection.vendor == "postgresql" else _SQLITE)


def lift(connection) -> None:
    """Take the guard away: to undo its migration."""
    on = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    _run(connection, (f"DROP TRIGGER IF EXISTS {TABLE}_kept{on}",))


def _run(connection, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
