"""What the charts draw, as data for static/js/charts.js; the tables beside them say the same."""

from django.utils.translation import gettext as _

from reports.rates import MAIN
from reports.selectors.board import Board
from reports.selectors.figures import Breakdown
from reports.selectors.panels.panel import STACK, Chart, Line, Panel, Part, Share


def charts_of(board: Board) -> dict:
    """The trend, and each section with its chart and the name the page knows it by."""
    return {
        "trend": trend_chart(board.months),
        "sections": [
            (one, ranking_chart(one.title, one.breakdown), f"chart-{one.key}")
            for one in board.sections
        ],
    }


def trend_chart(breakdown: Breakdown) -> dict:
    """A line per main rate over the months."""
    return {
        "type": "trend",
        "title": _("Rates by month, in percent"),
        "names": [row.name for row in breakdown.rows],
        "series": _series(breakdown),
        "words": _words(),
    }


def ranking_chart(title, breakdown: Breakdown) -> dict:
    """A bar per unit for one main rate at a time."""
    return {
        "type": "ranking",
        "title": str(title),
        "names": [row.name for row in breakdown.rows],
        "series": _series(breakdown),
        "words": _words(),
    }


def panel_chart(panel: Panel) -> dict | None:
    """The chart of a panel: the chosen columns of its table, number by number."""
    chart = panel.chart
    if chart is None:
        return None
    return {
        "type": chart.form,
        "title": str(panel.title),
        "unit": str(chart.unit),
        "names": [str(line.name) for line in panel.lines],
        "series": [
            {
                "key": place,
                "name": str(name),
                "points": [_value(panel, chart, line, place) for line in panel.lines],
            }
            for place, name in chart.columns.items()
        ],
        "choices": {str(name): list(places) for name, places in chart.choices.items()},
        "words": _words(),
    }


def _value(panel: Panel, chart: Chart, line: Line, place: int) -> dict:
    """A point: a number, or a rate; of a stack, what the other column leaves."""
    cell = line.cells[place]
    if isinstance(cell, Share):
        return _point(cell.figure)
    if isinstance(cell, Part):
        return {"value": cell.percent}
    value = cell.value
    if chart.form == STACK and place == 0:
        value -= line.cells[1].value
    return {"value": value}


def _series(breakdown: Breakdown) -> list[dict]:
    return [
        {
            "key": rate.key,
            "name": str(rate.label),
            "points": [_point(row.of(rate)) for row in breakdown.rows],
        }
        for rate in MAIN
    ]


def _point(figure) -> dict:
    return {
        "value": figure.percent,
        "of": f"{figure.numerator}/{figure.denominator}",
        "small": figure.is_small,
    }


def _words() -> dict:
    return {"percent": _("percent"), "small": _("few cases"), "none": _("nothing due")}
