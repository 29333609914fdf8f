"""Triggers by which the database itself enters every change of a case into the tallies.

Whoever writes to the case table, a service, a sweep, a merge or a statement by hand, passes here;
there is no narrower place. On PostgreSQL a statement adds a line for each place it changed, however
many cases it changed there.
"""

import re
from collections.abc import Iterator

from issues.models import Case
from reports.models import Tally
from reports.tallies import BY, KEPT, entries

CASES, LEDGER = Case._meta.db_table, Tally._meta.db_table
COLUMNS = ", ".join((*BY, *KEPT))
_CHANGES = {"insert": {"new": 1}, "delete": {"old": -1}, "update": {"new": 1, "old": -1}}

_POSTGRES = (
    "CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN {entry}; RETURN NULL; END$$",
    """CREATE TRIGGER {name} AFTER {change} ON {cases} REFERENCING {tables}
    FOR EACH STATEMENT EXECUTE FUNCTION {name}()""",
)
_SQLITE = ("CREATE TRIGGER {name} AFTER {change} ON {cases} BEGIN {entry}; END",)


def triggers_put(connection) -> None:
    """Let the database keep the tallies from here on, by the definitions as they are now."""
    triggers_lift(connection)
    is_postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for change, rows in _CHANGES.items():
            facts = {
                "name": _name(change),
                "change": change,
                "cases": CASES,
                "entry": _entry_at(connection, change),
                "tables": " ".join(f"{which} TABLE AS {which}_rows" for which in rows),
            }
            for statement in _POSTGRES if is_postgres else _SQLITE:
                cursor.execute(statement.format(**facts))


def triggers_lift(connection) -> None:
    """Let the tallies be: for a migration backwards, and for whoever renews them at the end."""
    is_postgres = connection.vendor == "postgresql"
    drop = "DROP FUNCTION IF EXISTS {} CASCADE" if is_postgres else "DROP TRIGGER IF EXISTS {}"
    with connection.cursor() as cursor:
        for change in _CHANGES:
            cursor.execute(drop.format(_name(change)))


def are_standing(connection) -> bool:
    """Whether the database enters every change, by the definitions as they are now."""
    if connection.vendor == "postgresql":
        found = f"""SELECT f.proname, f.prosrc FROM pg_trigger t JOIN pg_proc f ON f.oid = t.tgfoid
            WHERE t.tgrelid = '{CASES}'::regclass AND t.tgenabled <> 'D'"""
    else:
        found = (
            f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{CASES}'"
        )
    with connection.cursor() as cursor:
        cursor.execute(found)
        standing = dict(cursor.fetchall())
    return all(
        _entry_at(connection, change) in standing.get(_name(change), "") for change in _CHANGES
    )


def entry_of(source: str, *, is_folded: bool = False) -> str:
    """The statement that enters the cases of ``source``, a selection that gives each its sign."""
    changed = " OR ".join(f"{name} <> 0" for name in KEPT)
    lines = " UNION ALL ".join(
        f"SELECT {COLUMNS}, {is_folded} FROM ({lines}) AS line WHERE {changed}"
        for lines in _lines_of(source)
    )
    return f"INSERT INTO {LEDGER} ({COLUMNS}, is_folded) {lines}"


def columns_read() -> list[str]:
    """The columns of a case by which it is counted."""
    read = (re.findall(rf'"{CASES}"\."(\w+)"', sql) for sql, _params in entries())
    return sorted({column for columns in read for column in columns} - {"sign"})


def _lines_of(source: str) -> Iterator[str]:
    """The selection of the lines of each cut."""
    for sql, params in entries():
        lines = sql % tuple(_literal(value) for value in params)
        yield lines.replace(f'FROM "{CASES}"', f'FROM ({source}) AS "{CASES}"')


def _entry_at(connection, change: str) -> str:
    read = _rows_of_statement if connection.vendor == "postgresql" else _row_of_trigger
    return entry_of(" UNION ALL ".join(read(*one) for one in _CHANGES[change].items()))


def _rows_of_statement(which: str, sign: int) -> str:
    return f"SELECT {sign} AS sign, {', '.join(columns_read())} FROM {which}_rows"


def _row_of_trigger(which: str, sign: int) -> str:
    columns = ", ".join(f"{which}.{column} AS {column}" for column in columns_read())
    return f"SELECT {sign} AS sign, {columns}"


def _name(change: str) -> str:
    return f"{LEDGER}_{change}"


def _literal(value: str | int) -> str:
    return str(value) if isinstance(value, int) else "'{}'".format(str(value).replace("'", "''"))
