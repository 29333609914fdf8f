"""The ledger as a workbook to hand round, in the layout that the import reads back."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from core.office import Layout, Table, facts_told, tables_written
from safety.ledger.headers import GROUPS, HEADINGS

_WIDTHS = {
    "number": 15,
    "enterprise": 22,
    "uscc": 21,
    "place": 14,
    "description": 34,
    "found_by": 10,
    "measures": 24,
    "funds": 10,
    "unit": 14,
    "person": 11,
    "done_on": 13,
    "contingency": 20,
    "acceptor_unit": 14,
    "acceptor": 10,
    "state": 10,
    "origin": 10,
}
_WIDTH = 12
FIELDS = tuple(field for _group, fields in GROUPS for field in fields)


def ledger_workbook(file, *, now: datetime, **facts) -> None:
    """Write the lines in their order into ``file``; memory stays flat. ``facts``: as below."""
    tables_written(file, [ledger_table(now=now, **facts)], now=now)


def ledger_table(
    *, lines: Iterable[dict], count: int, filtered_by: str, made_by: str, now: datetime
) -> Table:
    """The lines in their order as a table for a workbook."""
    layout = Layout(
        title=_("Ledger of hazard rectification"),
        note=facts_told(filtered_by=filtered_by, count=count, made_by=made_by, now=now),
        headings=[(HEADINGS[field], _WIDTHS.get(field, _WIDTH)) for field in FIELDS],
        groups=[(group, len(fields)) for group, fields in GROUPS],
        across=2,
    )
    return Table(layout, count, ([line[field] for field in FIELDS] for line in lines))
