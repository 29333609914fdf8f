"""The way of the cases: how far they came, how long each step took, what is open and how old."""

from django.db.models import DurationField, ExpressionWrapper, F
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.percentiles import percentiles
from issues.workflow import all_state_labels
from reports.rates import COUNTED
from reports.selectors.frames import Frame, cases_counted
from reports.selectors.known_sets import AGES, SETS, STEPS
from reports.selectors.panels.panel import BARS, STACK, Chart, Line, Number, Panel, Part
from reports.selectors.sets import sets_counted, sets_of_period

MEDIAN, NINE_TENTHS = 0.5, 0.9
_SPANS = {
    "dispatched": ("registered_at", "dispatched_at"),
    "accepted": ("dispatched_at", "accepted_at"),
    "replied": ("dispatched_at", "resolved_at"),
    "closed": ("resolved_at", "closed_at"),
}
"""Step → from when to when it took."""


def _took(since: str, until: str) -> ExpressionWrapper:
    return ExpressionWrapper(F(until) - F(since), output_field=DurationField())


def times_of(frame: Frame) -> dict[str, list | None]:
    """Step → median and 90th percentile of the time it took, as a timedelta; None: none took it."""
    values = {step: _took(*span) for step, span in _SPANS.items()}
    rows = cases_counted(frame).filter(COUNTED)
    return percentiles(rows, values, (MEDIAN, NINE_TENTHS))


def stages_panel(frame: Frame) -> Panel:
    """The funnel: of those dispatched in the period, how many came how far, and in what time."""
    counts, times = sets_of_period(frame, STEPS), times_of(frame)
    whole, to_accept = counts["step_dispatched"], counts["step_to_accept"]
    lines = []
    for step, since in (
        ("dispatched", _("from registration to dispatch")),
        ("accepted", _("from dispatch to acceptance")),
        ("replied", _("from dispatch to reply")),
        ("closed", _("from reply to closing")),
    ):
        key = f"step_{step}"
        of = to_accept if step == "accepted" else whole
        number = Number(counts[key], {"which": key})
        took = times[step] or (None, None)
        lines.append(Line(str(SETS[key].label), [number, Part(counts[key], of), since, *took]))
    return Panel(
        "stages",
        _("How far they came, and in what time"),
        _("Step"),
        [
            pgettext("of a figure", "Number of cases"),
            _("Share"),
            _("Time counted"),
            _("Median"),
            _("90th percentile"),
        ],
        lines if whole else [],
        note=_(
            "Cases dispatched in the period, as they stand now; calendar days, pauses included. "
            "Nobody accepts a hazard, so that step is taken of the others."
        ),
        empty=_("No case was dispatched in this period."),
        chart=Chart(BARS, _("cases"), {0: pgettext("of a figure", "Number of cases")}),
    )


def ageing_panel(frame: Frame) -> Panel:
    """The open cases by their age, whatever the period, and how many of them are past their date."""
    sets = [one for _label, *both in AGES for one in both]
    counts = sets_counted(frame, sets)[0]
    lines = []
    for label, band, late in AGES:
        number, past = counts[band.key], counts[late.key]
        cells = [
            Number(number, {"which": band.key}),
            Number(past, {"which": late.key}),
            Part(past, number),
        ]
        lines.append(Line(str(label), [*cells]))
    return Panel(
        "ageing",
        _("Age of the open cases"),
        _("Since registration"),
        [_("Open"), _("past their date"), _("Share")],
        lines if any(counts.values()) else [],
        note=_("As things stand now, whatever the period."),
        empty=_("No case is open."),
        chart=Chart(STACK, _("cases"), {1: _("past their date"), 0: _("in time")}),
    )


def standing_panel(frame: Frame) -> Panel:
    """Where the open cases stand: state by state, and how many are past their date."""
    rows = {
        row["state"]: row
        for row in sets_counted(frame, [SETS["open"], SETS["past_date"]], "state")
        if row["open"]
    }
    lines = [
        Line(
            str(label),
            [
                Number(rows[state]["open"], {"which": "open", "state": state}),
                Number(rows[state]["past_date"], {"which": "past_date", "state": state}),
                Part(rows[state]["past_date"], rows[state]["open"]),
            ],
        )
        for state, label in all_state_labels().items()
        if state in rows
    ]
    return Panel(
        "standing",
        _("Where the open cases stand"),
        _("State"),
        [_("Open"), _("past their date"), _("Share")],
        lines,
        note=_("As things stand now, whatever the period."),
        empty=_("No case is open."),
    )
