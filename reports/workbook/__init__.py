"""The four lists as one workbook that a district office hands round as it is."""

from reports.workbook.sheets import Sheet, sheets_of
from reports.workbook.writer import tables_of, write_workbook

__all__ = ["Sheet", "sheets_of", "tables_of", "write_workbook"]
