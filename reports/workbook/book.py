"""The workbook of a period: the four lists, the rates, the ranking and the ledger of hazards."""

from collections.abc import Iterator

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.access import has_permission, listed_within
from core.office import CHUNK, Layout, Table, facts_told
from issues.models import Case
from organizations.peers import groups_of_units
from reports.rates import MAIN, Figure
from reports.selectors.figures import Counts, figures_total
from reports.selectors.frames import PERMISSION as FIGURES
from reports.selectors.frames import Frame
from reports.workbook.sheets import sheets_of
from reports.workbook.writer import tables_of
from safety.filters import HazardFilter
from safety.ledger.lines import line_of, with_line_facts
from safety.ledger.workbook import ledger_table
from safety.services.ledger_out import EXPORT as LEDGER


def book_tables(frame: Frame, *, made_by: str) -> Iterator[Table]:
    """All of it, as far as the frame's person may take each away."""
    params = QueryDict(mutable=True)
    params.update(frame.list_filter)
    sheets = sheets_of(user=frame.user, params=params)
    yield from tables_of(sheets=sheets, made_by=made_by, now=frame.now)
    if has_permission(frame.user, FIGURES):
        yield _rates(frame, made_by)
        yield _ranking(frame, made_by)
    if has_permission(frame.user, LEDGER):
        yield _ledger(frame, made_by)


def _rates(frame: Frame, made_by: str) -> Table:
    lines = [
        [
            str(figure.rate.label),
            figure.rate.version,
            *_shown(figure),
            str(figure.rate.counts),
            str(figure.rate.among),
            str(figure.rate.excludes),
        ]
        for figure in figures_total(frame)
    ]
    headings = [
        (_("Rate"), 24),
        (_("version"), 7),
        (_("Percent"), 10),
        (_("counted"), 9),
        (_("taken of"), 9),
        (_("counted: which"), 34),
        (_("taken of: which"), 34),
        (_("left out"), 44),
    ]
    return _table(_("Rates"), headings, lines, frame, made_by, shares=(2,))


def _ranking(frame: Frame, made_by: str) -> Table:
    """Units among their like by the on-time closure rate; those with nothing due have no place."""
    lines = []
    titles = {"department": _("Departments"), "town": _("Towns, streets and parks")}
    for key, found in Counts(frame).by_unit(groups_of_units()).items():
        title = titles.get(key, _("Other units"))
        lines += [_place(title, place, row) for place, row in enumerate(found.rows, 1)]
        lines += [_place(title, None, row) for row in found.apart]
    headings = [(_("Peer group"), 18), (pgettext("in a ranking", "Place"), 7), (_("Unit"), 20)]
    for rate in MAIN:
        headings += [(str(rate.label), 12), (_("counted"), 8), (_("taken of"), 8)]
    return _table(_("Ranking of units"), headings, lines, frame, made_by, shares=(3, 6, 9))


def _place(title: str, place: int | None, row) -> list:
    return [title, place, row.name, *(cell for rate in MAIN for cell in _shown(row.of(rate)))]


def _shown(figure: Figure) -> tuple:
    percent = figure.percent
    return (None if percent is None else percent / 100), figure.numerator, figure.denominator


def _table(title: str, headings, lines: list, frame: Frame, made_by: str, shares) -> Table:
    told = facts_told(
        filtered_by=str(frame.period), count=len(lines), made_by=made_by, now=frame.now
    )
    return Table(Layout(title, told, headings, shares=shares), len(lines), lines)


def _ledger(frame: Frame, made_by: str) -> Table:
    days = {
        "registered_after": frame.period.since_on.isoformat(),
        "registered_before": frame.period.until_on.isoformat(),
    }
    params = QueryDict(mutable=True)
    params.update(days)
    found = HazardFilter(params, user=frame.user).ordered
    rows = listed_within(found, user=frame.user, model=Case, permission=LEDGER)
    return ledger_table(
        lines=(line_of(case) for case in with_line_facts(rows).iterator(chunk_size=CHUNK)),
        count=rows.count(),
        filtered_by=str(frame.period),
        made_by=made_by,
        now=frame.now,
    )
