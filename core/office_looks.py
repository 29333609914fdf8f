"""The looks of a handed sheet's cells: each worked out once and shared by all that have it."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils.datetime import to_excel

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_RISKY = ("=", "+", "-", "@", "\t", "\r")
_BODY = Font(name="仿宋", size=11)
_KEPT = "kept"
"""The look of a text that a spreadsheet might take for a formula."""
_THIN = Border(**{side: Side(style="thin") for side in ("left", "right", "top", "bottom")})
MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_RIGHT = Alignment(horizontal="right", vertical="center")


def book_begun() -> Workbook:
    """A workbook in which a column's width is told in digits of the font that stands in it.

    A spreadsheet measures columns by the first font of the book; were it another, days would be too
    wide for their columns and show as ####.
    """
    book = Workbook(write_only=True)
    book._fonts[0] = _BODY
    book._named_styles["Normal"].font = _BODY
    return book


class Looks:
    """Makes the cells of one sheet."""

    def __init__(self, page):
        self._page = page
        kept = self._look(_BODY, LEFT)
        kept.quotePrefix = 1
        self._looks = {
            str: self._look(_BODY, LEFT),
            _KEPT: kept,
            date: self._look(_BODY, MIDDLE, "yyyy-mm-dd"),
            datetime: self._look(_BODY, MIDDLE, "yyyy-mm-dd hh:mm"),
            timedelta: self._look(_BODY, _RIGHT, _('[h]"h "mm"min"')),
            int: self._look(_BODY, MIDDLE),
            float: self._look(_BODY, _RIGHT),
        }
        self._share = self._look(_BODY, _RIGHT, "0.0%")

    def title(self, text: str) -> WriteOnlyCell:
        cell = self._cell(text)
        cell.font, cell.alignment = Font(name="黑体", size=18), MIDDLE
        return cell

    def head(self, text: str) -> WriteOnlyCell:
        cell = self._cell(text)
        cell.font, cell.alignment, cell.border = Font(name="黑体", size=11), MIDDLE, _THIN
        cell.fill = PatternFill("solid", fgColor="E8EFF9")
        return cell

    def plain(self, text: str, alignment: Alignment) -> WriteOnlyCell:
        """Words beside the table: no lines around them."""
        cell = self._cell(text)
        cell.font, cell.alignment = _BODY, alignment
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
            text = value if value.isprintable() else CONTROL.sub("", value)
            cell = cells[_KEPT if value.startswith(_RISKY) else str]
            cell.value, cell.data_type = text, "s"
            return cell
        cell = cells.get(type(value), cells[int])
        cell.value = value if value is None or type(value) in (int, float) else _serial(value)
        return cell

    def _cell(self, text: str) -> WriteOnlyCell:
        cell = WriteOnlyCell(self._page, CONTROL.sub("", text))
        cell.data_type = "s"
        return cell

    def _look(self, font: Font, alignment: Alignment, number_format: str = "General"):
        cell = WriteOnlyCell(self._page)
        cell.font, cell.alignment, cell.border = font, alignment, _THIN
        cell.number_format = number_format
        return cell._style


@lru_cache(maxsize=10_000)
def _serial(day: date | timedelta) -> float:
    """A day, an instant or a time as Excel counts it; the same few days stand in every row."""
    return to_excel(day)
