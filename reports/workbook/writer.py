"""The four lists into the sheets of one workbook, row by row: memory stays flat."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from calendars.selectors import calendar_held
from core.office import CHUNK, Layout, Table, facts_told, tables_written
from issues.selectors.lights import soon_until
from reports.workbook.columns import LIST_OF, Moment, columns_of, plain_rows
from reports.workbook.sheets import Sheet


def write_workbook(file, *, sheets: list[Sheet], made_by: str, now: datetime) -> dict[str, int]:
    """Write the sheets into ``file`` and return how many rows each holds."""
    return tables_written(file, tables_of(sheets=sheets, made_by=made_by, now=now), now=now)


def tables_of(*, sheets: list[Sheet], made_by: str, now: datetime) -> Iterator[Table]:
    """The lists as tables; their rows are read from the database as they are asked for."""
    with calendar_held():
        moment = Moment.at(now, soon_until(now))
        for sheet in sheets:
            yield _table(sheet, made_by, moment)


def _table(sheet: Sheet, made_by: str, moment: Moment) -> Table:
    columns = columns_of(LIST_OF[sheet.rows.model], sheet.user)
    layout = Layout(
        title=sheet.title,
        note=_note(sheet, made_by, moment.now),
        headings=[(str(column.heading), column.width) for column in columns],
    )
    rows = plain_rows(sheet.rows).iterator(chunk_size=CHUNK)
    lines = ([column.of(row, moment) for column in columns] for row in rows)
    return Table(layout, sheet.extent.count, lines)


def _note(sheet: Sheet, made_by: str, now: datetime) -> str:
    """From which days these rows are, and the facts of every sheet."""
    count, *days = sheet.extent
    first, last = (day or "—" for day in days)
    between = _("Registered from %(first)s to %(last)s") % {"first": first, "last": last}
    told = facts_told(filtered_by=sheet.filtered_by, count=count, made_by=made_by, now=now)
    return f"{between}    {told}"
