"""Lays the sheets out for printing and writes them row by row: memory stays flat."""

import re
from contextlib import contextmanager
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from calendars.selectors import calendar_held
from core.errors import NotSo
from issues.selectors.lights import soon_until
from reports.workbook.columns import MODELS, Column, Moment
from reports.workbook.sheets import Sheet

HEADER_ROW = 3
ROWS_MOST = 1_048_576 - HEADER_ROW
"""What a sheet can hold under its heading."""
CHUNK = 2000
NUMBERING_WIDTH = 6
A4 = 9
LINE, LEADING, LINES_MOST = 14.5, 7, 27
"""A line's height and what stands around it, in points; no row is higher than 409."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_RISKY = ("=", "+", "-", "@", "\t", "\r")
_THIN = Border(**{side: Side(style="thin") for side in ("left", "right", "top", "bottom")})
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)


def write_workbook(file, *, sheets: list[Sheet], made_by: str, now: datetime) -> dict[str, int]:
    """Write the sheets into ``file`` and return how many rows each holds; NotSo if one is full."""
    counts = {sheet.title: sheet.rows.count() for sheet in sheets}
    if max(counts.values()) > ROWS_MOST:
        raise NotSo(_("A sheet of Excel cannot hold so many rows. Narrow the filter."))
    book = Workbook(write_only=True)
    with calendar_held():
        moment = Moment.at(now, soon_until(now))
        for sheet in sheets:
            _write_sheet(book, sheet, counts[sheet.title], made_by, moment)
    book.save(file)
    return counts


def _write_sheet(book: Workbook, sheet: Sheet, count: int, made_by: str, moment: Moment) -> None:
    columns = MODELS[sheet.rows.model]
    page = book.create_sheet(sheet.title)
    _lay_out(page, columns, moment.now)
    styles = _Styles(page)
    last = get_column_letter(len(columns) + 1)
    for row in (1, 2):
        page.merged_cells.add(f"A{row}:{last}{row}")
    page.append([styles.title(f"{settings.DISTRICT_NAME}{sheet.title}")])
    page.append([styles.note(_note(sheet, count, made_by, moment.now))])
    page.append([styles.head(text) for text in (_("No."), *(str(c.heading) for c in columns))])
    if not count:
        page.merged_cells.add(f"A{HEADER_ROW + 1}:{last}{HEADER_ROW + 1}")
        page.append([styles.body(_("Nothing matches this filter"), _MIDDLE)])
    for place, row in enumerate(sheet.rows.iterator(chunk_size=CHUNK), start=1):
        values = [column.value(row, moment) for column in columns]
        height = _lines(values, columns) * LINE + LEADING
        with _row_height(page, HEADER_ROW + place, height):
            page.append([styles.of(place), *(styles.of(value) for value in values)])


@contextmanager
def _row_height(page, row: int, height: float):
    """Set the height of the row that is written now, and forget it: memory stays flat."""
    page.row_dimensions[row].height = height
    yield
    del page.row_dimensions[row]


def _lines(values: list, columns: tuple[Column, ...]) -> int:
    """How many lines the longest text of a row takes in its column."""
    texts = ((value, c.width) for value, c in zip(values, columns, strict=True) if value)
    return max(
        (_lines_of(text, width) for text, width in texts if isinstance(text, str)), default=1
    )


def _lines_of(text: str, width: int) -> int:
    """A Chinese character is as wide as two digits."""
    found = 0
    for line in text.splitlines():
        signs = len(line) if line.isascii() else sum(1 if s.isascii() else 2 for s in line)
        found += max(1, -(-signs // (width - 1)))
    return min(found, LINES_MOST)


def _note(sheet: Sheet, count: int, made_by: str, now: datetime) -> str:
    """Which rows these are, how many, as of when and made by whom."""
    parts = (
        _("Filter: %(words)s") % {"words": sheet.filtered_by or _("everything")},
        _("%(count)s rows") % {"count": count},
        _("as of %(time)s") % {"time": timezone.localtime(now).strftime("%Y-%m-%d %H:%M")},
        _("made by %(name)s") % {"name": made_by},
    )
    return "    ".join(parts)


def _lay_out(page, columns: tuple[Column, ...], now: datetime) -> None:
    """Widths, A4 across, one page wide, the heading on every page, the first columns kept."""
    for place, width in enumerate((NUMBERING_WIDTH, *(c.width for c in columns)), start=1):
        page.column_dimensions[get_column_letter(place)].width = width
    page.row_dimensions[1].height, page.row_dimensions[2].height = 30, 20
    page.row_dimensions[HEADER_ROW].height = 26
    page.freeze_panes = f"D{HEADER_ROW + 1}"
    page.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_options.horizontalCentered = True
    margins = page.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.footer = 0.5, 0.7, 0.35
    page.oddFooter.left.text = settings.DISTRICT_NAME
    page.oddFooter.center.text = _("Page &P of &N")
    page.oddFooter.right.text = timezone.localtime(now).strftime("%Y-%m-%d")


class _Styles:
    """Cells of a sheet; a look is worked out once and shared by all cells that have it."""

    def __init__(self, page):
        self._page = page
        body = Font(name="仿宋", size=11)
        self._text = self._look(body, _LEFT)
        self._centred = self._look(body, _MIDDLE)
        self._day = self._look(body, _MIDDLE, "yyyy-mm-dd")
        self._instant = self._look(body, _MIDDLE, "yyyy-mm-dd hh:mm")
        self._kept = self._look(body, _LEFT)
        self._kept.quotePrefix = 1

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

    def of(self, value) -> WriteOnlyCell:
        """A cell of a row: text stays text whatever it begins with, an instant is a date."""
        if isinstance(value, str):
            cell = self._cell(value)
            cell._style = self._kept if value.startswith(_RISKY) else self._text
            return cell
        cell = WriteOnlyCell(self._page, value)
        cell._style = self._look_of(value)
        return cell

    def _look_of(self, value):
        if isinstance(value, datetime):
            return self._instant
        return self._day if isinstance(value, date) else self._centred

    def _cell(self, text: str) -> WriteOnlyCell:
        cell = WriteOnlyCell(self._page, _CONTROL.sub("", text))
        cell.data_type = "s"
        return cell

    def _look(self, font: Font, alignment: Alignment, number_format: str = "General"):
        cell = WriteOnlyCell(self._page)
        cell.font, cell.alignment, cell.border = font, alignment, _THIN
        cell.number_format = number_format
        return cell._style
