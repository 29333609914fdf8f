"""The cases of the period told apart by tier, category, campaign and source: a statement each."""

from collections import Counter
from collections.abc import Callable

from django.utils.translation import gettext as _

from issues.models import CampaignMark, Case
from reports.rates import CLOSURE, MAIN
from reports.selectors.dimensions import NONE, Categories, tier_words
from reports.selectors.figures import figures_of
from reports.selectors.frames import Frame
from reports.selectors.panels.panel import Line, Number, Panel, Share
from reports.selectors.tallies import added_up, rows_counted
from reports.tallies import CATEGORY, PLACE, SOURCE, TIER, names_of


def cut_panels(frame: Frame) -> list[Panel]:
    """A panel for each way of telling the cases apart, the values with most cases first."""
    categories, campaigns = Categories(), CampaignMark.objects.in_bulk()

    def counts(cut: str, key: Callable[[dict], object], *by: str) -> dict[object, Counter]:
        return added_up(rows_counted(frame, names_of(MAIN), by or ("value",), cut), key)

    return [
        _panel(
            ("category", "category", _("By category"), _("Category")),
            counts(CATEGORY, lambda row: categories.top_of(int(row["value"]))),
            categories.name_of,
        ),
        _panel(
            ("tier", "tier", _("By tier"), _("Way of solving")),
            counts(TIER, lambda row: row["value"] or NONE),
            tier_words,
        ),
        _panel(
            ("campaign", "mark", _("By campaign"), _("Campaign")),
            counts(PLACE, lambda row: row["mark"], "mark"),
            lambda mark: str(campaigns.get(mark) or _("without a campaign")),
        ),
        _panel(
            ("source", "source", _("By source"), _("Source")),
            counts(SOURCE, lambda row: row["value"]),
            lambda one: str(Case.Source(one).label),
        ),
    ]


def _panel(names: tuple[str, ...], found: dict[object, Counter], name_of: Callable) -> Panel:
    """``names``: of the panel, of what tells the cases apart, its title, and over its lines."""
    name, key, title, first = names
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
        name,
        title,
        first,
        [_("Cases dispatched"), *(str(rate.label) for rate in MAIN)],
        lines,
        empty=_("No case was dispatched in this period."),
    )
