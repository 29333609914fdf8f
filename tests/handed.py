"""Reads a workbook that was handed out back, and says how its sheets are laid out."""

import io

from openpyxl import load_workbook

from core.office import HEADER_ROW


def sheets_of(content: bytes) -> dict[str, list[tuple]]:
    """The rows of each sheet below its heads, without their numbers; none where it says so."""
    found = {}
    for sheet in load_workbook(io.BytesIO(content)):
        rows = list(sheet.iter_rows(min_row=HEADER_ROW + 1, values_only=True))
        found[sheet.title] = [row[1:] for row in rows if isinstance(row[0], int)]
    return found


def heads_of(content: bytes) -> dict[str, list[str]]:
    """The heads of each sheet, without that of the numbers."""
    book = load_workbook(io.BytesIO(content))
    return {sheet.title: [cell.value for cell in sheet[HEADER_ROW]][1:] for sheet in book}


def faults_of(content: bytes) -> list[str]:
    """What keeps a sheet from being printed and handed round as it is."""
    book = load_workbook(io.BytesIO(content))
    return [f"{sheet.title}: {fault}" for sheet in book for fault in _faults(sheet)]


def _faults(sheet) -> list[str]:
    setup, is_whole = sheet.page_setup, sheet.sheet_properties.pageSetUpPr.fitToPage
    widths = [one.width for one in sheet.column_dimensions.values()]
    told = {
        "no title": any(cell.value for cell in sheet[1]),
        "no note": any(cell.value for cell in sheet[2]),
        "heads not on every page": sheet.print_title_rows,
        "heads not kept in sight": sheet.freeze_panes,
        "not on A4": setup.paperSize == 9,
        "wider than its pages": (is_whole and setup.fitToWidth) or setup.scale < 100,
        "too small to be read": sum(widths) / (setup.fitToWidth or 2) <= 225,
        "no number of the page": "&P" in (sheet.oddFooter.center.text or ""),
        "no row and no word": sheet.max_row > HEADER_ROW,
        "an instant shown as ####": not _torn(sheet),
    }
    return [fault for fault, is_well in told.items() if not is_well]


def _torn(sheet) -> bool:
    """Whether an instant stands in a column that is too narrow for it."""
    cells = (cell for row in sheet.iter_rows(min_row=HEADER_ROW + 1) for cell in row)
    narrow = {"yyyy-mm-dd hh:mm": 17, "yyyy-mm-dd": 12}
    return any(
        sheet.column_dimensions[cell.column_letter].width < narrow.get(cell.number_format, 0)
        for cell in cells
        if cell.value is not None
    )
