"""A sheet an office hands round as it is: title, note, numbered rows, laid out for A4, row by row.

Memory stays flat: the same few cells are filled again and again, and openpyxl writes each at once.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from itertools import chain, islice

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.dimensions import RowDimension

HEADER_ROW = 3
ROWS_MOST = 1_048_576 - HEADER_ROW - 1
"""What a sheet can hold under its heading; what is more goes on in another."""
TITLE_MOST = 31
"""Letters of a sheet's name, by Excel."""
CHUNK = 2000
NUMBERING_WIDTH = 6
A4 = 9
LINE, LEADING, LINES_MOST = 14.5, 7, 27
"""A line's height and what stands around it, in points; no row is higher than 409."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_RISKY = ("=", "+", "-", "@", "\t", "\r")
_KEPT = "kept"
"""The look of a text that a spreadsheet might take for a formula."""
_THIN = Border(**{side: Side(style="thin") for side in ("left", "right", "top", "bottom")})
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_RIGHT = Alignment(horizontal="right", vertical="center")


@dataclass(frozen=True)
class Layout:
    """What a sheet is called and headed: (heading, width in characters) for each column.

    ``groups``: (heading, how many columns) of a row above the headings that joins all of them;
    ``kept``: so many columns, the numbering among them, stay in sight and on every page;
    ``across``: so many pages it is wide; ``shares``: the places, from 0, of the columns whose
    numbers are shares of one, shown in percent.
    """

    title: str
    note: str
    headings: Sequence[tuple[str, int]]
    groups: Sequence[tuple[str, int]] = ()
    kept: int = 3
    across: int = 1
    shares: Sequence[int] = ()

    @property
    def header_row(self) -> int:
        """The row of the headings, the last above the rows."""
        return HEADER_ROW + bool(self.groups)


@dataclass(frozen=True)
class Table:
    """What goes into a sheet: its looks, how many rows, and the rows, to be read once in order."""

    layout: Layout
    count: int
    rows: Iterable[Sequence]


def tables_written(file, tables: Iterable[Table], *, now: datetime) -> None:
    """Write a workbook of the tables into ``file``; a table too long for a sheet goes on in more."""
    book = Workbook(write_only=True)
    for table in tables:
        before = 0
        for part, rows in enumerate(_parts(table.rows, ROWS_MOST), start=1):
            layout = replace(table.layout, title=_part_title(table.layout.title, part))
            writer = sheet_begun(book, layout, rows=table.count, now=now, before=before)
            for row in rows:
                writer.write(row)
            before += ROWS_MOST
    book.save(file)


def _parts(rows: Iterable, most: int) -> Iterator[Iterator]:
    """The rows in parts, each to be read before the next is asked for; one if there are none."""
    rows = iter(rows)
    yield islice(rows, most)
    while ahead := list(islice(rows, 1)):
        yield chain(ahead, islice(rows, most - 1))


def _part_title(title: str, part: int) -> str:
    tail = f" ({part})" if part > 1 else ""
    return title[: TITLE_MOST - len(tail)] + tail


def sheet_begun(
    book: Workbook, layout: Layout, *, rows: int, now: datetime, before: int = 0
) -> "RowWriter":
    """Begin a sheet with its heads; returns what writes its rows. Without ``rows`` it says so.

    ``before``: how many rows stand before this sheet, in which it goes on counting.
    """
    page = book.create_sheet(layout.title)
    _lay_out(page, layout, now)
    styles = _Styles(page)
    last = get_column_letter(len(layout.headings) + 1)
    for row in (1, 2):
        page.merged_cells.add(f"A{row}:{last}{row}")
    page.append([styles.title(f"{settings.DISTRICT_NAME}{layout.title}")])
    page.append([styles.note(layout.note)])
    headings = [name for name, _width in layout.headings]
    if layout.groups:
        _groups_join(page, layout, styles)
    page.append([styles.head(text) for text in ("" if layout.groups else _("No."), *headings)])
    first = layout.header_row + 1
    if not rows:
        page.merged_cells.add(f"A{first}:{last}{first}")
        page.append([styles.body(_("Nothing matches this filter"), _MIDDLE)])
    return RowWriter(page, layout, styles, before)


def _groups_join(page, layout: Layout, styles: "_Styles") -> None:
    """The row above the headings: each group over its columns, the numbering over both rows."""
    page.merged_cells.add(f"A{HEADER_ROW}:A{HEADER_ROW + 1}")
    texts, place = [_("No.")], 2
    for name, count in layout.groups:
        begin, end = get_column_letter(place), get_column_letter(place + count - 1)
        page.merged_cells.add(f"{begin}{HEADER_ROW}:{end}{HEADER_ROW}")
        texts += [name, *[""] * (count - 1)]
        place += count
    page.append([styles.head(text) for text in texts])


def facts_told(*, filtered_by: str, count: int, made_by: str, now: datetime) -> str:
    """The note under a title: which rows, how many, as of when and made by whom."""
    parts = (
        _("Filter: %(words)s") % {"words": filtered_by or _("everything")},
        _("%(count)s rows") % {"count": count},
        _("as of %(time)s") % {"time": timezone.localtime(now).strftime("%Y-%m-%d %H:%M")},
        _("made by %(name)s") % {"name": made_by},
    )
    return "    ".join(parts)


class RowWriter:
    """Writes row after row with the same few cells, filled anew: openpyxl writes each at once."""

    def __init__(self, page, layout: Layout, styles: "_Styles", before: int):
        self._page, self._styles, self._before = page, styles, before
        self._first = layout.header_row + 1
        self._widths = [width for _name, width in layout.headings]
        places = range(-1, len(self._widths))
        self._cells = [styles.cells(is_share=place in layout.shares) for place in places]
        self._heights: dict[int, RowDimension] = {}
        self._written = 0

    def write(self, values: Sequence) -> None:
        row = self._first + self._written
        self._written += 1
        fill = self._styles.fill
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
    return max(_lines_of(text, width) if type(text) is str else 1 for text, width in texts)


def _lines_of(text: str, width: int) -> int:
    """A Chinese character is as wide as two digits."""
    if 2 * len(text) < width and text.isprintable():
        return 1
    found = 0
    for line in text.splitlines():
        signs = len(line) if line.isascii() else sum(1 if s.isascii() else 2 for s in line)
        found += max(1, -(-signs // (width - 1)))
    return min(max(found, 1), LINES_MOST)


def _lay_out(page, layout: Layout, now: datetime) -> None:
    """Widths, A4 across, the heading and the kept columns on every page and in sight."""
    for place, width in enumerate((NUMBERING_WIDTH, *(w for _name, w in layout.headings)), start=1):
        page.column_dimensions[get_column_letter(place)].width = width
    page.row_dimensions[1].height, page.row_dimensions[2].height = 30, 20
    for row in range(HEADER_ROW, layout.header_row + 1):
        page.row_dimensions[row].height = 26
    page.freeze_panes = f"{get_column_letter(layout.kept + 1)}{layout.header_row + 1}"
    page.print_title_rows = f"{HEADER_ROW}:{layout.header_row}"
    if layout.across > 1:
        page.print_title_cols = f"A:{get_column_letter(layout.kept)}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = layout.across, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_options.horizontalCentered = True
    margins = page.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.footer = 0.5, 0.7, 0.35
    page.oddFooter.left.text = settings.DISTRICT_NAME
    page.oddFooter.center.text = _("Page &P of &N")
    page.oddFooter.right.text = timezone.localtime(now).strftime("%Y-%m-%d")


class _Styles:
    """The looks of a sheet's cells: each is worked out once and shared by all that have it."""

    def __init__(self, page):
        self._page = page
        body = Font(name="仿宋", size=11)
        kept = self._look(body, _LEFT)
        kept.quotePrefix = 1
        self._looks = {
            str: self._look(body, _LEFT),
            _KEPT: kept,
            date: self._look(body, _MIDDLE, "yyyy-mm-dd"),
            datetime: self._look(body, _MIDDLE, "yyyy-mm-dd hh:mm"),
            int: self._look(body, _MIDDLE),
            float: self._look(body, _RIGHT),
        }
        self._share = self._look(body, _RIGHT, "0.0%")

    def title(self, text: str) -> WriteOnlyCell:
        cell = self._cell(text)
        cell.font, cell.alignment = Font(name="黑体", size=18), _MIDDLE
        return cell

    def note(self, text: str) -> WriteOnlyCell:
        cell = self._cell(text)
        cell.font, cell.alignment = Font(name="仿宋", size=11), _LEFT
        return cell

    def head(self, text: str) -> WriteOnlyCell:
        cell = self._cell(text)
        cell.font, cell.alignment, cell.border = Font(name="黑体", size=11), _MIDDLE, _THIN
        cell.fill = PatternFill("solid", fgColor="E8EFF9")
        return cell

    def body(self, text: str, alignment: Alignment) -> WriteOnlyCell:
        cell = self._cell(text)
        cell.font, cell.alignment = Font(name="仿宋", size=11), alignment
        return cell

    def cells(self, *, is_share: bool = False) -> dict:
        """A cell of each look for one place in the row, to be filled again and again."""
        made = {}
        looks = self._looks | ({float: self._share} if is_share else {})
        for kind, look in looks.items():
            made[kind] = WriteOnlyCell(self._page)
            made[kind]._style = look
        return made

    def fill(self, cells: dict, value) -> WriteOnlyCell:
        """Put the value into the cell that suits it: text stays text whatever it begins with."""
        if type(value) is str:
            text = value if value.isprintable() else _CONTROL.sub("", value)
            cell = cells[_KEPT if value.startswith(_RISKY) else str]
            cell.value, cell.data_type = text, "s"
            return cell
        cell = cells.get(type(value), cells[int])
        cell.value = value if value is None or type(value) in (int, float) else _serial(value)
        return cell

    def _cell(self, text: str) -> WriteOnlyCell:
        cell = WriteOnlyCell(self._page, _CONTROL.sub("", text))
        cell.data_type = "s"
        return cell

    def _look(self, font: Font, alignment: Alignment, number_format: str = "General"):
        cell = WriteOnlyCell(self._page)
        cell.font, cell.alignment, cell.border = font, alignment, _THIN
        cell.number_format = number_format
        return cell._style


@lru_cache(maxsize=10_000)
def _serial(day: date) -> float:
    """A day or an instant as Excel counts it; the same few days stand in every row."""
    return to_excel(day)
