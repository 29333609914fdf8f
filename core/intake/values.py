"""One cell as one would read it, and the days written into it."""

import re
import unicodedata
from datetime import date, datetime, timedelta

NOTHING = frozenset(
    {"", "-", "--", "—", "——", "/", "\\", "无", "暂无", "空", "N/A", "NULL", "#N/A"}
)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?|(\d{4})(\d{2})(\d{2})")
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_DAYS = range(1, 80_000)


class BadValueError(ValueError):
    """A cell that cannot be what its column says; ``code`` names the sentence."""

    def __init__(self, code: str, **particulars):
        super().__init__(code)
        self.code = code
        self.particulars = particulars


def text_of(cell) -> str:
    """A cell as one would read it: no blanks around, no control characters, no 12.0 for 12."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime):
        cell = cell.date()
    shown = " ".join(_CONTROLS.sub(" ", str(cell)).split())
    return "" if shown.upper() in NOTHING else shown


def day_in(cell) -> date | None:
    """The day a cell means: Excel's dates, its serial numbers, and the usual ways of writing."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and int(cell) in _EXCEL_DAYS:
        return _EXCEL_EPOCH + timedelta(days=int(cell))
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", text_of(cell)))
    if not match:
        return None
    try:
        return date(*(int(part) for part in match.groups() if part))
    except ValueError:
        return None
