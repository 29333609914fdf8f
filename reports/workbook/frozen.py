"""Tables kept as they were at one moment: packed lines of text, read back row by row.

Each table is a line that says how it looks and how many rows it has, then a line for each row, and an end.
"""

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date, datetime

from core.office import Layout, Table

CONTENT_TYPE = "application/gzip"
_END = b"null\n"
_PACKED = 5
"""How hard it packs, of 9: rather quickly than small."""


def tables_frozen(file, tables: Iterable[Table]) -> dict[str, int]:
    """Keep the tables in ``file``; returns the rows of each. Equal tables give equal bytes."""
    counts = {}
    with gzip.GzipFile("", "wb", _PACKED, file, mtime=0) as packed:
        for table in tables:
            packed.write(_line(asdict(table.layout) | {"count": table.count}))
            for row in table.rows:
                packed.write(_line(row))
            packed.write(_END)
            counts[table.layout.name] = table.count
    return counts


def tables_thawed(file) -> Iterator[Table]:
    """The tables as they were kept; the rows of one are to be read before the next is asked for."""
    with gzip.GzipFile("", "rb", fileobj=file) as packed:
        for line in packed:
            facts = json.loads(line)
            count = facts.pop("count")
            yield Table(Layout(**facts), count, _rows(packed))


def _rows(packed) -> Iterator[list]:
    for line in iter(packed.readline, _END):
        yield json.loads(line, object_hook=_told)


def _line(value) -> bytes:
    text = json.dumps(value, default=_noted, ensure_ascii=False, separators=(",", ":"))
    return f"{text}\n".encode()


def _noted(value) -> dict:
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    if isinstance(value, date):
        return {"on": value.isoformat()}
    raise TypeError(value)


def _told(noted: dict) -> date:
    if "at" in noted:
        return datetime.fromisoformat(noted["at"])
    return date.fromisoformat(noted["on"])
