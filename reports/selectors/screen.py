"""What hangs on the wall of a meeting room: figures and units, no names of persons or enterprises."""

from dataclasses import dataclass

from django.utils import timezone

from reports.periods import THIS_MONTH, period_called
from reports.rates import MAIN
from reports.selectors.board import (
    Section,
    Summary,
    Tally,
    climbed_tallies,
    sections_of,
    tally_of,
)
from reports.selectors.dashboard import today_tallies
from reports.selectors.figures import Counts
from reports.selectors.frames import Frame
from reports.selectors.known_sets import ATTENTION
from reports.selectors.panels.panel import Panel
from reports.selectors.panels.process import ageing_panel, stages_panel
from reports.selectors.panels.standing import coverage_panel, hazards_panel

RANKED = 8
"""So many lines of a ranking are read from the other side of a room."""


@dataclass(frozen=True, kw_only=True)
class Screen(Summary):
    today: list[Tally]
    alarms: list[Tally]
    panels: list[Panel]

    @property
    def rankings(self) -> list[Section]:
        return [one for one in self.sections if one.is_compared][:2]


def screen_of(frame: Frame) -> Screen:
    counts = Counts(frame)
    return Screen(
        main=counts.total()[: len(MAIN)],
        verified=counts.verified(),
        sections=sections_of(counts),
        today=today_tallies(frame),
        alarms=[*(tally_of(frame, one) for one in ATTENTION), *climbed_tallies(frame)],
        panels=[
            stages_panel(frame),
            ageing_panel(frame),
            hazards_panel(frame),
            coverage_panel(frame),
        ],
    )


def screen_frame(user) -> Frame:
    """This month as far as the person sees it."""
    return Frame(user, period_called(THIS_MONTH, timezone.localdate()), timezone.now())
