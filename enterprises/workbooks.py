"""Workbooks of the register: the empty template, and the refused rows of an import."""

import io
from collections.abc import Iterable

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from core.intake.models import IntakeJob
from enterprises.intake.headers import TEMPLATE_HEADERS

_BOLD = Font(bold=True)
_SHADE = PatternFill("solid", fgColor="E8EDF5")
_AS_TEXT = ("uscc", "contact_phone", "industry_code")
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def text_cell(sheet, text: str) -> WriteOnlyCell:
    """A cell that stays text, whatever it begins with: = + - @ start formulas."""
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
    return cell


def sheet_begin(book: Workbook, title: str, headers: list[str], widths: list[int]):
    """A sheet with its head, which stays in sight."""
    sheet = book.create_sheet(title)
    for index, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.freeze_panes = "A2"
    sheet.append(_headed(sheet, headers))
    return sheet


def template_workbook() -> bytes:
    """The headers that an import recognises, each once; codes and phones formatted as text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Register"))
    for index, field in enumerate(TEMPLATE_HEADERS, 1):
        column = sheet.column_dimensions[get_column_letter(index)]
        column.width = 30 if field in ("name", "address", "scope") else 18
        if field in _AS_TEXT:
            column.number_format = "@"
    sheet.freeze_panes = "A2"
    sheet.append(_headed(sheet, TEMPLATE_HEADERS.values()))
    return _bytes_of(book)


def refused_workbook(*, job: IntakeJob) -> bytes:
    """The refused rows as they stood in the file, each with its row number and the reasons."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Refused rows"))
    width = len(job.header)
    for index in range(1, width + 3):
        sheet.column_dimensions[get_column_letter(index)].width = 60 if index > width + 1 else 18
    sheet.freeze_panes = "A2"
    sheet.append(_headed(sheet, [*job.header, _("Row in the file"), _("Why refused")]))
    refused = job.rows.filter(verdict="refused").order_by("number")
    for row in refused.iterator(chunk_size=500):
        cells = (row.cells + [""] * width)[:width]
        reasons = " ".join(row.remarks(job.headings))
        sheet.append([text_cell(sheet, text) for text in (*cells, str(row.number), reasons)])
    return _bytes_of(book)


def _headed(sheet, headers: Iterable[str]) -> list[WriteOnlyCell]:
    cells = [text_cell(sheet, header) for header in headers]
    for cell in cells:
        cell.font, cell.fill = _BOLD, _SHADE
    return cells


def _bytes_of(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
