"""The panels of a dashboard as a workbook: a sheet each, numbers as numbers."""

from functools import singledispatch

from django.utils.translation import gettext as _
from openpyxl import Workbook

from reports.selectors.panels.panel import Change, Number, Panel, Part, Percent, Share
from reports.workbook.figures import write_sheet

_NAME, _NUMBER = 24, 14
_TITLE = 31
"""Excel takes no longer title of a sheet."""


def write_panels(file, *, panels: list[Panel]) -> dict[str, int]:
    """Write a sheet for each panel that has lines; returns how many rows each holds."""
    book = Workbook(write_only=True)
    shown = [panel for panel in panels if panel.lines] or panels[:1]
    counts = dict(
        write_sheet(book, panel.title[:_TITLE], _headers(panel), _lines(panel)) for panel in shown
    )
    book.save(file)
    return counts


def _headers(panel: Panel) -> list[tuple[str, int]]:
    """A column each, of a rate three: a column that holds a rate anywhere does throughout."""
    headers = [(panel.first, _NAME)]
    for place, head in enumerate(panel.heads):
        headers.append((head, _NUMBER))
        if _is_share(panel, place):
            headers += [(_("counted"), _NUMBER), (_("taken of"), _NUMBER)]
    return headers


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
