"""The cases of the period told apart by tier, category, campaign and source: one statement."""

from collections import Counter
from collections.abc import Callable

from django.utils.translation import gettext as _

from issues.models import CampaignMark, Case
from reports.rates import CLOSURE, MAIN
from reports.selectors.dimensions import NONE, Categories, tier_words
from reports.selectors.figures import figures_of
from reports.selectors.frames import Frame, cases_counted
from reports.selectors.panels.panel import Line, Number, Panel, Share
from reports.tallies import rate_counts

_BY = ("tier", "category", "campaign", "source")


def cut_panels(frame: Frame) -> list[Panel]:
    """A panel for each way of telling the cases apart, the values with most cases first."""
    rows = list(cases_counted(frame).values(*_BY).annotate(**rate_counts(MAIN, frame.now)))
    categories, campaigns = Categories(), CampaignMark.objects.in_bulk()
    cuts = (
        (
            "category",
            "category",
            _("By category"),
            categories.top_of,
            categories.name_of,
        ),
        ("tier", "tier", _("By tier"), lambda tier: tier or NONE, tier_words),
        (
            "campaign",
            "mark",
            _("By campaign"),
            lambda mark: mark or 0,
            lambda mark: str(campaigns.get(mark) or _("without a campaign")),
        ),
        ("source", "source", _("By source"), str, lambda one: str(Case.Source(one).label)),
    )
    return [_panel(frame, rows, *cut) for cut in cuts]


def _panel(frame, rows, column: str, key: str, title: str, value_of: Callable, name_of: Callable):
    found: dict[object, Counter] = {}
    for row in rows:
        counts = {name: number for name, number in row.items() if name not in _BY}
        found.setdefault(value_of(row[column]), Counter()).update(counts)
    lines = []
    for value, counts in found.items():
        figures, where = figures_of(MAIN, counts), {key: value}
        dispatched = figures[MAIN.index(CLOSURE)].denominator
        if dispatched:
            asked = {"rate": CLOSURE.key, "part": "denominator", **where}
            cells = [Number(dispatched, asked), *(Share(one, where) for one in figures)]
            lines.append(Line(name_of(value), cells))
    lines.sort(key=lambda line: (-line.cells[0].value, line.name))
    return Panel(
        column,
        title,
        title,
        [_("Cases dispatched"), *(str(rate.label) for rate in MAIN)],
        lines,
        empty=_("No case was dispatched in this period."),
    )
