"""A sheet an office hands round as it is: title, note, numbered rows, laid out for A4, row by row.

Memory stays flat: the same few cells are filled again and again, and openpyxl writes each at once.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import chain, islice

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import RowDimension

from core.office_looks import LEFT, MIDDLE, Looks
from core.office_looks import book_begun as book_begun
from core.office_page import HEADER_ROW, LEADING, LINE, lay_out, lines_of
from core.office_page import Layout as Layout

ROWS_MOST = 1_048_576 - HEADER_ROW - 1
"""What a sheet can hold under its heading; what is more goes on in another."""
TAB_MOST = 31
"""Letters of a sheet's name, by Excel."""
_NOT_IN_A_TAB = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
CHUNK = 2000
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CELLS = (str, int, float, date, timedelta, type(None))


@dataclass(frozen=True)
class Table:
    """What goes into a sheet: its looks, how many rows, and the rows, to be read once in order."""

    layout: Layout
    count: int
    rows: Iterable[Sequence]


@dataclass(frozen=True)
class Maker:
    """By whom and when a workbook is made: the note under each of its titles says so."""

    name: str
    now: datetime

    @classmethod
    def of(cls, user) -> "Maker":
        return cls(user.display_name, timezone.now())


def table_of(
    title: str,
    headings: Sequence[tuple[str, int]],
    rows: Iterable[Sequence],
    *,
    maker: Maker,
    filtered_by: str | None = None,
    remark: str = "",
    count: int | None = None,
    **looks,
) -> Table:
    """A table of rows which may hold things, lazy words and instants of the server as well.

    ``remark``: what is to be known to read it, after the facts under the title; ``count``: of a
    long list how many rows there are: they are read as they are written, and never all at once.
    """
    lines = ([_plain(value) for value in row] for row in rows)
    if count is None:
        lines = list(lines)
        count = len(lines)
    note = facts_told(filtered_by=filtered_by, count=count, made_by=maker.name, now=maker.now)
    if filtered_by is None:
        looks["nothing"] = _("There is nothing to list")
    note = f"{note}    {remark}" if remark else note
    return Table(Layout(title, note, headings, **looks), count, lines)


def list_of(
    title: str,
    headings: Sequence[tuple[str, int]],
    rows: QuerySet,
    line_of: Callable[[object], Sequence],
    *,
    maker: Maker,
    filtered_by: str,
    **looks,
) -> Table:
    """A table of a list as it is filtered, however long: its rows are read as they are written."""
    return table_of(
        title,
        headings,
        map(line_of, read_through(rows)),
        maker=maker,
        filtered_by=filtered_by,
        count=rows.count(),
        **looks,
    )


def _plain(value):
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None, second=0, microsecond=0)
    return value if isinstance(value, _CELLS) else str(value)


def read_through(rows: QuerySet) -> Iterator:
    """The rows one after the other; memory holds some of them only."""
    return rows.iterator(chunk_size=CHUNK)


def pages_of(rows: QuerySet) -> Iterator[list]:
    """The rows some at a time, for what is looked up for all of them at once."""
    read = read_through(rows)
    while page := list(islice(read, CHUNK)):
        yield page


def workbook_of(tables: Iterable[Table], *, now: datetime) -> bytes:
    """The workbook of a few small tables."""
    file = io.BytesIO()
    tables_written(file, tables, now=now)
    return file.getvalue()


def tables_written(file, tables: Iterable[Table], *, now: datetime) -> dict[str, int]:
    """Write a workbook of the tables into ``file``; a table too long for a sheet goes on in more.

    Returns how many rows each table holds.
    """
    book, counts = book_begun(), {}
    for table in tables:
        before = 0
        counts[table.layout.name] = table.count
        for part, rows in enumerate(_parts(table.rows, ROWS_MOST), start=1):
            layout = replace(table.layout, tab=_part_name(table.layout.name, part))
            writer = sheet_begun(book, layout, rows=table.count, now=now, before=before)
            for row in rows:
                writer.write(row)
            before += ROWS_MOST
    book.save(file)
    return counts


def _parts(rows: Iterable, most: int) -> Iterator[Iterator]:
    """The rows in parts, each to be read before the next is asked for; one if there are none."""
    rows = iter(rows)
    yield islice(rows, most)
    while ahead := list(islice(rows, 1)):
        yield chain(ahead, islice(rows, most - 1))


def _part_name(name: str, part: int) -> str:
    tail = f" ({part})" if part > 1 else ""
    return name.translate(_NOT_IN_A_TAB)[: TAB_MOST - len(tail)].strip() + tail


def sheet_begun(
    book: Workbook, layout: Layout, *, rows: int, now: datetime, before: int = 0
) -> "RowWriter":
    """Begin a sheet with its heads; returns what writes its rows. Without ``rows`` it says so.

    ``before``: how many rows stand before this sheet, in which it goes on counting.
    """
    page = book.create_sheet(layout.name)
    lay_out(page, layout, now)
    looks = Looks(page)
    before_title = [None] * (layout.titled_from - 1)
    page.append([*before_title, looks.title(f"{settings.DISTRICT_NAME}{layout.title}")])
    page.append([*before_title, looks.plain(layout.note, LEFT)])
    for row in (1, 2):
        page.merged_cells.add(layout.across_page(row, layout.titled_from))
    headings = [name for name, _width in layout.headings]
    if layout.groups:
        _groups_join(page, layout, looks)
    page.append([looks.head(text) for text in ("" if layout.groups else _("No."), *headings)])
    first = layout.header_row + 1
    if not rows:
        page.merged_cells.add(layout.across_page(first))
        page.append([looks.plain(layout.nothing or _("Nothing matches this filter"), MIDDLE)])
    return RowWriter(page, layout, looks, before)


def _groups_join(page, layout: Layout, looks: Looks) -> None:
    """The row above the headings: each group over its columns, the numbering over both rows."""
    page.merged_cells.add(f"A{HEADER_ROW}:A{HEADER_ROW + 1}")
    cells, place = [looks.head(_("No."))], 2
    for name, count in layout.groups:
        begin, end = get_column_letter(place), get_column_letter(place + count - 1)
        page.merged_cells.add(f"{begin}{HEADER_ROW}:{end}{HEADER_ROW}")
        cells += [looks.head(text) for text in (name, *[""] * (count - 1))]
        if layout.across > 1 and place <= layout.kept < place + count - 1:
            cells[-count].alignment = LEFT  # of which each page shows only the beginning
        place += count
    page.append(cells)


def facts_told(*, filtered_by: str | None, count: int, made_by: str, now: datetime) -> str:
    """The note under a title: which rows, how many, as of when and made by whom.

    ``filtered_by``: empty for all rows; None where there is no filter to speak of.
    """
    parts = (
        _("Filter: %(words)s") % {"words": filtered_by or _("everything")},
        _("%(count)s rows") % {"count": count},
        _("as of %(time)s") % {"time": timezone.localtime(now).strftime("%Y-%m-%d %H:%M")},
        _("made by %(name)s") % {"name": made_by},
    )
    return "    ".join(parts[filtered_by is None :])


class RowWriter:
    """Writes row after row with the same few cells, filled anew: openpyxl writes each at once."""

    def __init__(self, page, layout: Layout, looks: Looks, before: int):
        self._page, self._looks, self._before = page, looks, before
        self._first = layout.header_row + 1
        self._widths = layout.widths[1:]
        places = range(-1, len(self._widths))
        self._cells = [looks.cells(is_share=place in layout.shares) for place in places]
        self._heights: dict[int, RowDimension] = {}
        self._written = 0

    def write(self, values: Sequence) -> None:
        row = self._first + self._written
        self._written += 1
        fill = self._looks.fill
        self._page.row_dimensions[row] = self._height(_lines(values, self._widths))
        self._page.append(list(map(fill, self._cells, (self._before + self._written, *values))))
        del self._page.row_dimensions[row]

    def _height(self, lines: int) -> RowDimension:
        if lines not in self._heights:
            self._heights[lines] = RowDimension(self._page, ht=lines * LINE + LEADING)
        return self._heights[lines]


def _lines(values: Sequence, widths: list[int]) -> int:
    """How many lines the longest text of a row takes in its column."""
    texts = zip(values, widths, strict=True)
    return max(lines_of(text, width) if type(text) is str else 1 for text, width in texts)
