"""Workbooks of the register: the empty template, and the refused rows of an import."""

import io
from collections.abc import Iterable

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import RowDimension

from core.intake.models import IntakeJob
from core.office import book_begun
from core.office_page import A4, LEADING, LINE, lines_of
from enterprises.intake.headers import TEMPLATE_HEADERS

_BOLD = Font(name="黑体", size=11)
_SHADE = PatternFill("solid", fgColor="E8EDF5")
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_AS_TEXT = ("uscc", "contact_phone", "industry_code")


def _text_cell(sheet, text: str) -> WriteOnlyCell:
    """A cell that stays text, whatever it begins with: = + - @ start formulas."""
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
    return cell


def template_workbook() -> bytes:
    """The headers that an import recognises, each once; codes and phones formatted as text."""
    book = book_begun()
    sheet = book.create_sheet(_("Register"))
    for index, field in enumerate(TEMPLATE_HEADERS, 1):
        column = sheet.column_dimensions[get_column_letter(index)]
        column.width = 30 if field in ("name", "address", "scope") else 18
        if field in _AS_TEXT:
            column.number_format = "@"
    _begin(sheet, TEMPLATE_HEADERS.values())
    return _bytes_of(book)


def refused_workbook(*, job: IntakeJob) -> bytes:
    """The refused rows as they stood in the file, each with its row number and the reasons."""
    book = book_begun()
    sheet = book.create_sheet(_("Refused rows"))
    width = len(job.header)
    widths = [*[18] * width, 12, 60]
    for index, wide in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = wide
    _begin(sheet, [*job.header, _("Row in the file"), _("Why refused")])
    refused = job.rows.filter(verdict="refused").order_by("number")
    for place, row in enumerate(refused.iterator(chunk_size=500), 2):
        cells = (row.cells + [""] * width)[:width]
        reasons = " ".join(row.remarks(job.headings))
        texts = [*cells, str(row.number), reasons]
        height = max(map(lines_of, texts, widths)) * LINE + LEADING
        sheet.row_dimensions[place] = RowDimension(sheet, ht=height)
        sheet.append([_wrapped(sheet, text) for text in texts])
        del sheet.row_dimensions[place]
    return _bytes_of(book)


def _wrapped(sheet, text: str) -> WriteOnlyCell:
    cell = _text_cell(sheet, text)
    cell.alignment = _WRAPPED
    return cell


def _begin(sheet, headers: Iterable[str]) -> None:
    """The head, which stays in sight and on every page; on paper all columns are on one page."""
    sheet.freeze_panes, sheet.print_title_rows = "A2", "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    cells = [_wrapped(sheet, header) for header in headers]
    for cell in cells:
        cell.font, cell.fill = _BOLD, _SHADE
    sheet.append(cells)


def _bytes_of(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
