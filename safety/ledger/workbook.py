"""The ledger as a workbook to hand round, in the layout that the import reads back."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from openpyxl import Workbook

from core.office import Layout, facts_told, sheet_begun
from safety.ledger.headers import GROUPS, HEADINGS

_WIDTHS = {
    "number": 15,
    "enterprise": 22,
    "uscc": 21,
    "place": 14,
    "description": 34,
    "measures": 28,
    "unit": 14,
    "contingency": 18,
    "acceptor_unit": 14,
}
_WIDTH = 12
FIELDS = tuple(field for _group, fields in GROUPS for field in fields)


def ledger_workbook(
    file, *, lines: Iterable[dict], count: int, filtered_by: str, made_by: str, now: datetime
) -> None:
    """Write the lines in their order into ``file``; memory stays flat."""
    note = facts_told(filtered_by=filtered_by, count=count, made_by=made_by, now=now)
    layout = Layout(
        title=_("Ledger of hazards: finding and rectification"),
        note=note,
        headings=[(HEADINGS[field], _WIDTHS.get(field, _WIDTH)) for field in FIELDS],
        groups=[(group, len(fields)) for group, fields in GROUPS],
        across=2,
    )
    book = Workbook(write_only=True)
    writer = sheet_begun(book, layout, rows=count, now=now)
    for line in lines:
        writer.write([line[field] for field in FIELDS])
    book.save(file)
