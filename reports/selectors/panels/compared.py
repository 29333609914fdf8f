"""Against earlier times: the last period, the year before, week by week and month by month."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.periods import Period, day_called, monday_of, month_in_words, period_of_month
from reports.rates import CLOSURE, MAIN, Figure
from reports.selectors.figures import counts_by_month, figures_of, figures_total
from reports.selectors.frames import Frame
from reports.selectors.panels.panel import LINES, Change, Chart, Line, Number, Panel, Share
from reports.selectors.tallies import added_up, rows_counted
from reports.tallies import DAY, MEASURES, names_of

YEAR_OF_WEEKS = timedelta(weeks=52)
"""A year back to the same day of the week."""


def compared_panel(frame: Frame) -> Panel:
    """The period so far beside as much of the last one, and of the year before."""
    period = frame.period.so_far(timezone.localdate(frame.now))
    periods = (period, frame.period.before().cut_to(period), period.moved(12))
    found = [(one, figures_total(replace(frame, period=one), MEASURES)) for one in periods]
    lines = [_dispatched_line(found)]
    for place, rate in enumerate(MEASURES):
        now, *earlier = [(one, figures[place]) for one, figures in found]
        cells = [Share(now[1], now[0].address)]
        for one, figure in earlier:
            cells += [
                Share(figure, one.address),
                Change(now[1].percent, figure.percent, in_points=True),
            ]
        lines.append(Line(str(rate.label), cells))
    heads = [
        str(period),
        str(periods[1]),
        pgettext("of a figure", "Change"),
        str(periods[2]),
        pgettext("of a figure", "Change"),
    ]
    return Panel(
        "compared",
        _("Against the last period and the year before"),
        _("Measure"),
        heads,
        lines,
        note=_(
            "As many days of each, as their cases stand today: older cases have had more time. "
            "Changes of rates are in percentage points."
        ),
    )


def _dispatched(figures: list[Figure]) -> int:
    return figures[MEASURES.index(CLOSURE)].denominator


def dispatched_number(number: int, period: Period) -> Number:
    return Number(number, {"rate": CLOSURE.key, "part": "denominator", **period.address})


def _dispatched_line(found: list[tuple[Period, list[Figure]]]) -> Line:
    (period, figures), *earlier = found
    now = _dispatched(figures)
    cells = [dispatched_number(now, period)]
    for one, before in earlier:
        cells += [dispatched_number(_dispatched(before), one), Change(now, _dispatched(before))]
    return Line(_("Cases dispatched"), cells)


@dataclass(frozen=True)
class _Step:
    """A way of cutting time: the counts of the pieces of a frame by a value, and that of a piece."""

    key: str
    title: str
    first: str
    counts_of: Callable[[Frame], dict]
    value_of: Callable[[Period], object]
    words_of: Callable[[Period], str]
    year_before: Callable[[Period], Period]


def weeks_panel(frame: Frame) -> Panel:
    step = _Step(
        "weeks",
        _("By week of dispatch"),
        _("Week from"),
        _counts_by_week,
        lambda week: week.since_on,
        lambda week: date_format(week.since_on, _("j M")),
        lambda week: Period(week.since_on - YEAR_OF_WEEKS, week.until_on - YEAR_OF_WEEKS),
    )
    return _trend(frame, step, frame.period.weeks(timezone.localdate(frame.now)))


def _counts_by_week(frame: Frame) -> dict:
    """Monday → the numbers of its week, added up from those of the days."""
    rows = rows_counted(frame, names_of(MAIN), ("value",), DAY)
    return added_up(rows, lambda row: monday_of(day_called(row["value"])))


def months_panel(frame: Frame) -> Panel:
    step = _Step(
        "months",
        _("By month of dispatch"),
        _("Month"),
        lambda frame: counts_by_month(frame, MAIN),
        lambda month: month.since_on.year * 100 + month.since_on.month,
        lambda month: month_in_words(month.since_on.year * 100 + month.since_on.month),
        lambda month: month.moved(12),
    )
    trend = frame.period.trend(timezone.localdate(frame.now), least=12)
    return _trend(frame, step, [period_of_month(month) for month in trend.months()])


def _trend(frame: Frame, step: _Step, pieces: list[Period]) -> Panel:
    before = [step.year_before(piece) for piece in pieces]
    now, then = _figures_by(frame, step, pieces), _figures_by(frame, step, before)
    lines = []
    for piece, past in zip(pieces, before, strict=True):
        figures, earlier = now[piece], then[past]
        cells = [
            dispatched_number(figures[1].denominator, piece),
            dispatched_number(earlier[1].denominator, past),
        ]
        for one, other in zip(figures, earlier, strict=True):
            cells += [Share(one, piece.address), Share(other, past.address)]
        lines.append(Line(step.words_of(piece), cells))
    names = [_("Cases dispatched"), *(str(rate.label) for rate in MAIN)]
    return Panel(
        step.key,
        step.title,
        step.first,
        [head for name in names for head in (name, _("a year before"))],
        lines if any(line.cells[0].value or line.cells[1].value for line in lines) else [],
        empty=_("No case was dispatched in these months, nor a year before."),
        chart=Chart(
            LINES,
            _("cases"),
            {place: _("a year before") if place % 2 else _("this time") for place in range(8)},
            choices={name: (2 * n, 2 * n + 1) for n, name in enumerate(names)},
        ),
    )


def _figures_by(frame: Frame, step: _Step, pieces: list[Period]) -> dict[Period, list[Figure]]:
    """The main rates of each piece: one statement."""
    whole = replace(frame, period=Period(pieces[0].since_on, pieces[-1].until_on))
    found = step.counts_of(whole)
    return {piece: figures_of(MAIN, found.get(step.value_of(piece), {})) for piece in pieces}
