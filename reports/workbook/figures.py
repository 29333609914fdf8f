"""The page of figures as a workbook: the rates line by line, the second visits, the definitions."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from core.access import has_permission
from enterprises.workbooks import text_cell
from reports.rates import BASIS, DENOMINATOR, MAIN, RATES
from reports.selectors.board import Board
from reports.selectors.figures import Row
from reports.selectors.frames import Frame
from reports.selectors.verified import drawn_behind
from reports.verified import DRAWN, HIGH_CLOSURE, LOW_VERIFIED, VERIFIED
from visits.models import Draw

_BOLD = Font(bold=True)
_SHADE = PatternFill("solid", fgColor="E8EDF5")
_PERCENT, _HOURS = "0.0%", "[h]:mm"


def write_figures(file, *, frame: Frame, board: Board) -> dict[str, int]:
    """Write the workbook into ``file`` and return how many rows each sheet holds."""
    book = Workbook(write_only=True)
    counts = dict(
        (
            write_sheet(book, _("Rates"), _rate_headers(), _rate_lines(frame, board)),
            write_sheet(book, _("Second visits"), _drawn_headers(), _drawn_lines(frame)),
            write_sheet(book, _("Definitions"), _definition_headers(), _definition_lines()),
        )
    )
    book.save(file)
    return counts


def write_sheet(book: Workbook, title: str, headers: list[tuple[str, int]], lines: Iterable):
    """Write a sheet with its headings and their widths; returns its title and how many lines."""
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    cells = []
    for place, (header, width) in enumerate(headers, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
        cell = text_cell(sheet, header)
        cell.font, cell.fill = _BOLD, _SHADE
        cells.append(cell)
    sheet.append(cells)
    count = 0
    for count, line in enumerate(lines, 1):  # noqa: B007
        sheet.append([_cell(sheet, value) for value in line])
    return title, count


def _cell(sheet, value):
    if isinstance(value, float | timedelta):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = _PERCENT if isinstance(value, float) else _HOURS
        return cell
    return value if isinstance(value, int) else text_cell(sheet, str(value or ""))


def _rate_headers() -> list[tuple[str, int]]:
    headers = [(_("Peer group"), 22), (_("Unit"), 22)]
    for rate in MAIN:
        name = str(rate.label)
        headers += [(name, 14), (_("counted"), 9), (_("taken of"), 9)]
    return [
        *headers,
        (str(VERIFIED.label), 14),
        (_("95% interval (Wilson), from"), 16),
        (_("95% interval (Wilson), to"), 16),
        (_("really solved"), 12),
        (_("answered"), 12),
        (_("drawn at random"), 12),
        (_("Remark"), 40),
    ]


def _rate_lines(frame: Frame, board: Board):
    whole = Row(settings.DISTRICT_NAME, {}, board.main, board.verified)
    yield _rate_line(str(frame.period), whole)
    for section in board.sections:
        for row in (*section.breakdown.rows, *section.breakdown.apart):
            yield _rate_line(section.title, row)


def _rate_line(group, row: Row) -> list:
    cells = [group, row.name]
    for figure in row.figures:
        cells += [_share(figure.percent), figure.numerator, figure.denominator]
    low, high = row.verified.interval or (None, None)
    cells += [_share(row.verified.percent), _share(low), _share(high)]
    cells += [row.verified.numerator, row.verified.denominator, row.verified.drawn]
    return [*cells, _remark(row)]


def _share(percent: float | None) -> float | None:
    return None if percent is None else percent / 100


def _remark(row: Row) -> str:
    remarks = []
    if any(figure.is_small for figure in (*row.figures, row.verified)):
        remarks.append(_("few cases"))
    if row.is_contradicted:
        remarks.append(_("does not bear out the closure rate"))
    return "、".join(remarks)


def _drawn_headers() -> list[tuple[str, int]]:
    return [
        (_("Number"), 16),
        (_("Case"), 36),
        (_("Enterprise"), 32),
        (_("Lead unit"), 22),
        (pgettext("when", "Drawn"), 18),
        (_("Who looks again"), 14),
        (pgettext("second visit", "Result"), 16),
        (_("In words"), 48),
    ]


def _drawn_lines(frame: Frame):
    """All that was drawn; for whoever may not see draws, what was answered."""
    sees_all = has_permission(frame.user, Draw.view_permission)
    rows = drawn_behind(frame, DRAWN if sees_all else DENOMINATOR)
    related = rows.select_related("draw", "case__enterprise", "lead_unit", "visitor")
    for drawn in related.defer("case__search", "case__enterprise__search").order_by("pk"):
        at = timezone.localtime(drawn.draw.created_at).strftime("%Y-%m-%d %H:%M")
        case = drawn.case
        what = (case.number, case.title, case.enterprise.name, drawn.lead_unit)
        found = (drawn.get_result_display() or _("not yet"), drawn.words)
        yield [*what, at, drawn.visitor, *found]


def _definition_headers() -> list[tuple[str, int]]:
    return [
        (_("Rate"), 24),
        (_("version"), 9),
        (_("counted"), 48),
        (_("taken of"), 48),
        (_("left out"), 80),
    ]


def _definition_lines():
    for rate in (*RATES, VERIFIED):
        yield [rate.label, rate.version, rate.counts, rate.among, rate.excludes]
    warning = _(
        "where the closure rate is %(high)s%% or more and the verified rate below %(low)s%%"
    )
    told = warning % {"high": HIGH_CLOSURE, "low": LOW_VERIFIED}
    yield [pgettext("rate", "warning"), VERIFIED.version, told, "", BASIS]
