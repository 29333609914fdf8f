"""Rows into tables, as fast as each database takes them: COPY on PostgreSQL, executemany on SQLite."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_NAMED = {None: "\\N", True: "t", False: "f"}

_LATER = """
    SELECT 'ALTER TABLE {table} DROP CONSTRAINT ' || quote_ident(conname),
           'ALTER TABLE {table} ADD CONSTRAINT ' || quote_ident(conname) || ' '
               || pg_get_constraintdef(oid)
    FROM pg_constraint WHERE conrelid = '{table}'::regclass AND contype = 'f'
    UNION ALL
    SELECT 'DROP INDEX ' || quote_ident(c.relname), pg_get_indexdef(i.indexrelid)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = '{table}'::regclass AND NOT i.indisprimary AND NOT i.indisunique
"""


class Table:
    """Collects rows of one model and writes them with their keys, which it gives out itself."""

    def __init__(self, model: type[models.Model], *names: str):
        self.model = model
        self.names = ("id", *names)
        fields = {field.attname: field for field in model._meta.concrete_fields}
        quote = connection.ops.quote_name
        self._table = quote(model._meta.db_table)
        self._columns = ", ".join(quote(fields[name].column) for name in self.names)
        last = model.objects.aggregate(last=models.Max("pk"))["last"] or 0
        self.next_id = last + 1
        self._rows: list[tuple] = []

    def add(self, *values) -> int:
        """Keep one row for the next ``flush``; returns its key."""
        key = self.next_id
        self._rows.append((key, *values))
        self.next_id = key + 1
        return key

    def flush(self) -> None:
        if not self._rows:
            return
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                lines = io.StringIO("".join(map(_line, self._rows)))
                cursor.copy_expert(f"COPY {self._table} ({self._columns}) FROM STDIN", lines)
            else:
                marks = ", ".join(["%s"] * len(self.names))
                sql = f"INSERT INTO {self._table} ({self._columns}) VALUES ({marks})"
                cursor.executemany(sql, self._rows)
        self._rows.clear()

    def finish(self) -> None:
        """Write what is left and let the database count on from here."""
        self.flush()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{self._table}', 'id'), %s)",
                    [max(1, self.next_id - 1)],
                )


def _line(row: tuple) -> str:
    return "\t".join([_text(value) for value in row]) + "\n"


def _text(value) -> str:
    if isinstance(value, str):
        return value.translate(_ESCAPES) if "\\" in value or "\n" in value else value
    if value is None or value is True or value is False:
        return _NAMED[value]
    return str(value)


@contextmanager
def checked_at_the_end(tables: list[Table]) -> Iterator[None]:
    """On PostgreSQL: build the indexes and check the foreign keys once, when all rows are there.

    Inside the caller's transaction, so that nothing is left undone if it fails.
    """
    if connection.vendor != "postgresql":
        yield
        return
    again = []
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(_LATER.format(table=table.model._meta.db_table))
            for drop, create in cursor.fetchall():
                cursor.execute(drop)
                again.append(create)
        yield
        for statement in again:
            cursor.execute(statement)
