"""The four lists as one workbook that a district office hands round as it is."""

from core.office import ROWS_MOST
from reports.workbook.sheets import Sheet, sheets_of
from reports.workbook.writer import write_workbook

__all__ = ["ROWS_MOST", "Sheet", "sheets_of", "write_workbook"]
