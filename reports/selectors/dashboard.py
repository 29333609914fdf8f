"""The dashboard of the district or of one unit, panel by panel, each in few statements."""

from dataclasses import dataclass

from issues.models import Case
from reports.rates import MAIN, Figure
from reports.selectors.attention import most_late
from reports.selectors.board import (
    Section,
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
from reports.selectors.sets import sets_counted
from reports.verified import VerifiedFigure


@dataclass(frozen=True)
class Dashboard:
    """What the page shows, in its order."""

    today: list[Tally]
    main: list[Figure]
    verified: VerifiedFigure
    excluded: Tally
    now_tallies: list[Tally]
    climbed: list[Tally]
    worst: list[Case]
    sections: list[Section]
    panels: list[Panel]


def dashboard_of(frame: Frame) -> Dashboard:
    counts = Counts(frame)
    supervised, late = ATTENTION
    return Dashboard(
        today=today_tallies(frame),
        main=counts.total()[: len(MAIN)],
        verified=counts.verified(),
        excluded=tally_of(frame, LEFT_OUT),
        now_tallies=[tally_of(frame, one) for one in ATTENTION],
        climbed=climbed_tallies(frame),
        worst=most_late(frame, supervised.key) or most_late(frame, late.key),
        sections=[] if frame.unit else sections_of(counts),
        panels=panels_of(frame),
    )


def today_tallies(frame: Frame) -> list[Tally]:
    counts = sets_counted(frame, TODAY)[0]
    return [Tally(one.key, one.label, counts[one.key]) for one in TODAY]


def panels_of(frame: Frame) -> list[Panel]:
    return [
        compared_panel(frame),
        weeks_panel(frame),
        months_panel(frame),
        stages_panel(frame),
        ageing_panel(frame),
        standing_panel(frame),
        *cut_panels(frame),
    ]
