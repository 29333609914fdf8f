"""The dashboard of the district or of one unit, panel by panel, each in few statements."""

from dataclasses import dataclass

from issues.models import Case
from reports.rates import MAIN, Figure
from reports.selectors.attention import most_late
from reports.selectors.board import (
    Summary,
    Tally,
    climbed_tallies,
    sections_of,
    tally_of,
)
from reports.selectors.figures import Counts
from reports.selectors.frames import Frame
from reports.selectors.known_sets import ATTENTION, LEFT_OUT, TODAY
from reports.selectors.panels.compared import compared_panel, months_panel, weeks_panel
from reports.selectors.panels.cuts import cut_panels
from reports.selectors.panels.panel import Panel
from reports.selectors.panels.process import ageing_panel, stages_panel, standing_panel
from reports.selectors.panels.standing import (
    coverage_panel,
    has_coverage,
    has_hazards,
    hazards_panel,
    satisfaction_panel,
)
from reports.selectors.panels.unit import levers_panel, place_panel
from reports.selectors.sets import sets_counted


@dataclass(frozen=True, kw_only=True)
class Dashboard(Summary):
    """What the page shows."""

    today: list[Tally]
    excluded: Tally
    now_tallies: list[Tally]
    climbed: list[Tally]
    worst: list[Case]
    panels: list[Panel]


def dashboard_of(frame: Frame) -> Dashboard:
    counts = Counts(frame)
    main = counts.total()[: len(MAIN)]
    supervised, late = ATTENTION
    return Dashboard(
        today=today_tallies(frame),
        main=main,
        verified=counts.verified(),
        excluded=Tally(LEFT_OUT.key, LEFT_OUT.label, counts.left_out()),
        now_tallies=[tally_of(frame, one) for one in ATTENTION],
        climbed=climbed_tallies(frame),
        worst=most_late(frame, supervised.key) or most_late(frame, late.key),
        sections=[] if frame.unit else sections_of(counts),
        panels=panels_of(frame, main),
    )


def today_tallies(frame: Frame) -> list[Tally]:
    counts = sets_counted(frame, TODAY)[0]
    return [Tally(one.key, one.label, counts[one.key]) for one in TODAY]


def panels_of(frame: Frame, main: list[Figure]) -> list[Panel]:
    """The panels; of a unit first its place and what would move it, of the district neither.

    Before those as wide as the page come as many as lie side by side, so that none lies alone.
    """
    return [
        *((place_panel(frame), levers_panel(frame, main)) if frame.unit else ()),
        compared_panel(frame),
        stages_panel(frame),
        weeks_panel(frame),
        months_panel(frame),
        ageing_panel(frame),
        standing_panel(frame),
        *([hazards_panel(frame)] if has_hazards(frame) else ()),
        *([coverage_panel(frame)] if has_coverage(frame) else ()),
        satisfaction_panel(frame),
        *cut_panels(frame),
    ]
