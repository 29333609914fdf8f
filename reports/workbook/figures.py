"""The page of figures as a workbook: the rates line by line, the second visits, the definitions."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.access import has_permission
from core.office import Maker, Table, table_of, tables_written
from reports.rates import BASIS, DENOMINATOR, MAIN, RATES
from reports.selectors.board import Board
from reports.selectors.figures import Row
from reports.selectors.frames import Frame
from reports.selectors.verified import drawn_behind
from reports.verified import DRAWN, HIGH_CLOSURE, LOW_VERIFIED, VERIFIED
from visits.models import Draw


def write_figures(file, *, frame: Frame, board: Board, maker: Maker) -> dict[str, int]:
    """Write the workbook into ``file`` and return how many rows each sheet holds."""
    told = {"maker": maker, "filtered_by": frame.in_words}
    tables = [
        share_table(_("Rates"), _rate_headers(), _rate_lines(frame, board), **told),
        table_of(_("Second visits"), _drawn_headers(), _drawn_lines(frame), **told),
        table_of(_("Definitions"), _definition_headers(), _definition_lines(), maker=maker, kept=2),
    ]
    return tables_written(file, tables, now=maker.now)


def share_table(title: str, headings: list[tuple[str, int]], lines, **told) -> Table:
    """A table in which every number that is not whole is a share."""
    return table_of(title, headings, lines, shares=range(len(headings)), **told)


def _rate_headers() -> list[tuple[str, int]]:
    headers = [(_("Peer group"), 18), (_("Unit"), 14)]
    for rate in MAIN:
        name = str(rate.label)
        headers += [(name, 11), (_("counted"), 8), (_("taken of"), 8)]
    return [
        *headers,
        (str(VERIFIED.label), 9),
        (_("95% interval (Wilson), from"), 13),
        (_("95% interval (Wilson), to"), 13),
        (_("really solved"), 8),
        (_("answered"), 8),
        (_("drawn at random"), 8),
        (_("Remark"), 24),
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
        (_("Number"), 15),
        (_("Case"), 28),
        (_("Enterprise"), 28),
        (_("Lead unit"), 14),
        (pgettext("when", "Drawn"), 17),
        (_("Who looks again"), 10),
        (pgettext("second visit", "Result"), 12),
        (_("In words"), 40),
    ]


def _drawn_lines(frame: Frame):
    """All that was drawn; for whoever may not see draws, what was answered."""
    sees_all = has_permission(frame.user, Draw.view_permission)
    rows = drawn_behind(frame, DRAWN if sees_all else DENOMINATOR)
    related = rows.select_related("draw", "case__enterprise", "lead_unit", "visitor")
    for drawn in related.defer("case__search", "case__enterprise__search").order_by("pk"):
        case = drawn.case
        what = (case.number, case.title, case.enterprise.name, drawn.lead_unit)
        found = (drawn.get_result_display() or _("not yet"), drawn.words)
        yield [*what, drawn.draw.created_at, drawn.visitor, *found]


def _definition_headers() -> list[tuple[str, int]]:
    return [
        (_("Rate"), 22),
        (_("version"), 7),
        (_("counted"), 38),
        (_("taken of"), 38),
        (_("left out"), 50),
    ]


def _definition_lines():
    for rate in (*RATES, VERIFIED):
        yield [rate.label, rate.version, rate.counts, rate.among, rate.excludes]
    warning = _(
        "where the closure rate is %(high)s%% or more and the verified rate below %(low)s%%"
    )
    told = warning % {"high": HIGH_CLOSURE, "low": LOW_VERIFIED}
    yield [pgettext("rate", "warning"), VERIFIED.version, told, "", BASIS]
