"""The four lists into the sheets of one workbook, row by row: memory stays flat."""

from datetime import datetime

from django.utils.translation import gettext as _
from openpyxl import Workbook

from calendars.selectors import calendar_held
from core.errors import NotSo
from core.office import CHUNK, ROWS_MOST, Layout, facts_told, sheet_begun
from issues.selectors.lights import soon_until
from reports.workbook.columns import MODELS, Moment, plain_rows
from reports.workbook.sheets import Sheet


def write_workbook(file, *, sheets: list[Sheet], made_by: str, now: datetime) -> dict[str, int]:
    """Write the sheets into ``file`` and return how many rows each holds; NotSo if one is full."""
    counts = {sheet.title: sheet.extent.count for sheet in sheets}
    if max(counts.values()) > ROWS_MOST:
        raise NotSo(_("A sheet of Excel cannot hold so many rows. Narrow the filter."))
    book = Workbook(write_only=True)
    with calendar_held():
        moment = Moment.at(now, soon_until(now))
        for sheet in sheets:
            _write_sheet(book, sheet, made_by, moment)
    book.save(file)
    return counts


def _write_sheet(book: Workbook, sheet: Sheet, made_by: str, moment: Moment) -> None:
    columns = MODELS[sheet.rows.model]
    layout = Layout(
        title=sheet.title,
        note=_note(sheet, made_by, moment.now),
        headings=[(str(column.heading), column.width) for column in columns],
    )
    writer = sheet_begun(book, layout, rows=sheet.extent.count, now=moment.now)
    for row in plain_rows(sheet.rows).iterator(chunk_size=CHUNK):
        writer.write([column.of(row, moment) for column in columns])


def _note(sheet: Sheet, made_by: str, now: datetime) -> str:
    """From which days these rows are, and the facts of every sheet."""
    count, *days = sheet.extent
    first, last = (day or "—" for day in days)
    between = _("Registered from %(first)s to %(last)s") % {"first": first, "last": last}
    told = facts_told(filtered_by=sheet.filtered_by, count=count, made_by=made_by, now=now)
    return f"{between}    {told}"
