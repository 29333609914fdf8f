"""The panels of a dashboard as a workbook: a sheet each, numbers as numbers."""

from datetime import timedelta
from functools import singledispatch

from django.utils.translation import gettext as _

from core.office import Maker, tables_written
from reports.selectors.panels.panel import Change, Number, Panel, Part, Percent, Share
from reports.workbook.figures import share_table

_NAMES, _NUMBER, _PART, _TIME = (12, 28), 10, 8, 13
"""How wide columns are: of names at least and at most, of numbers, of a rate's parts, of times."""


def write_panels(file, *, panels: list[Panel], filtered_by: str, maker: Maker) -> dict[str, int]:
    """Write a sheet for each panel that has lines; returns how many rows each holds."""
    shown = [panel for panel in panels if panel.lines] or panels[:1]
    told = {"filtered_by": filtered_by, "maker": maker, "kept": 2}
    tables = (
        share_table(
            _("Dashboard: %(panel)s") % {"panel": panel.title},
            _headers(panel),
            _lines(panel),
            tab=panel.title,
            remark=panel.note,
            **told,
        )
        for panel in shown
    )
    return tables_written(file, tables, now=maker.now)


def _headers(panel: Panel) -> list[tuple[str, int]]:
    """A column each, of a rate three: a column that holds a rate anywhere does throughout."""
    headers = [(panel.first, _wide([line.name for line in panel.lines]))]
    for place, head in enumerate(panel.heads):
        headers.append((head, _wide([line.cells[place] for line in panel.lines])))
        if _is_share(panel, place):
            headers += [(_("counted"), _PART), (_("taken of"), _PART)]
    return headers


def _wide(cells: list) -> int:
    """As wide as what stands in the column."""
    if any(isinstance(cell, timedelta) for cell in cells):
        return _TIME
    words = [len(cell) for cell in cells if isinstance(cell, str)]
    least, most = _NAMES
    return min(most, max(least, 2 * max(words) + 2)) if words else _NUMBER


def _lines(panel: Panel):
    for line in panel.lines:
        cells = [line.name]
        for place, cell in enumerate(line.cells):
            cells.append(_value(cell))
            if _is_share(panel, place):
                figure = cell.figure if isinstance(cell, Share) else None
                cells += [figure.numerator, figure.denominator] if figure else [None, None]
        yield cells


def _is_share(panel: Panel, place: int) -> bool:
    return any(isinstance(line.cells[place], Share) for line in panel.lines)


@singledispatch
def _value(cell):
    return cell


@_value.register
def _number(cell: Number):
    return cell.value


@_value.register
def _share(cell: Share):
    return _fraction(cell.figure.percent)


@_value.register(Part)
@_value.register(Percent)
def _percent(cell):
    return _fraction(cell.percent)


@_value.register
def _change(cell: Change):
    return _fraction(cell.value)


def _fraction(percent: float | None) -> float | None:
    return None if percent is None else percent / 100
