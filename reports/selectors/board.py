"""Everything on the leader's page, in a fixed number of statements."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from issues.models import Case
from issues.selectors.lights import Light
from reports.rates import CLOSURE, FURTHER, MAIN, Figure
from reports.selectors.attention import (
    CLIMBED,
    LEFT_OUT,
    attention_cases,
    climbed_counts,
    most_late,
)
from reports.selectors.figures import Breakdown, Counts, figures_by_month
from reports.selectors.frames import Frame
from reports.selectors.units import groups_of_units
from reports.verified import VerifiedFigure

ATTENTION_WORDS = {
    Light.SUPERVISED: _("Cases on the supervision list now"),
    Light.LATE: _("Cases late now"),
    LEFT_OUT: _("Cases left out of the rates: withdrawn, or merged into another"),
    CLIMBED[0]: _("Cases with a blue slip in the period: reminded"),
    CLIMBED[1]: _("Cases with an orange slip in the period: to the district leader"),
    CLIMBED[2]: _("Cases with a red slip in the period: to the principal leaders"),
}
GROUP_WORDS = {
    "department": _("By department"),
    "town": _("By town, street or park"),
    "other": _("Other units"),
}
TERRITORY = "territory"


@dataclass(frozen=True)
class Tally:
    """A number of cases that opens their list."""

    key: str
    label: object
    number: int


@dataclass(frozen=True)
class Section:
    """A breakdown under its heading."""

    key: str
    title: object
    breakdown: Breakdown

    @property
    def is_compared(self) -> bool:
        """Whether its lines are like each other, so that they can be ranked and drawn."""
        return self.key != "other"


@dataclass(frozen=True)
class Board:
    """What the leader's page shows."""

    main: list[Figure]
    further: list[Figure]
    verified: VerifiedFigure
    months: Breakdown
    sections: list[Section]
    now_tallies: list[Tally]
    climbed: list[Tally]
    excluded: Tally
    worst: list[Case]

    @property
    def is_empty(self) -> bool:
        return not any(figure.denominator for figure in (*self.main, *self.further))

    @property
    def closure(self) -> Figure:
        return self.main[MAIN.index(CLOSURE)]

    @property
    def is_contradicted(self) -> bool:
        """Whether the second visits do not bear out the closure rate of the whole."""
        return self.verified.contradicts(self.closure)

    @property
    def contradicted(self) -> list[str]:
        """The units of which that is so, by name."""
        units = (one.breakdown for one in self.sections if one.key != TERRITORY)
        rows = (row for one in units for row in (*one.rows, *one.apart))
        return [row.name for row in rows if row.is_contradicted]


def figures_board(frame: Frame) -> Board:
    groups = groups_of_units()
    counts = Counts(frame)
    totals = counts.total()
    sections = [
        Section(key, GROUP_WORDS[key], breakdown)
        for key, breakdown in counts.by_unit(groups).items()
    ]
    territory = counts.by_territory(groups)
    if territory:
        sections.append(Section(TERRITORY, _("By where the enterprise lies"), territory))
    return Board(
        main=totals[: len(MAIN)],
        further=totals[-len(FURTHER) :],
        verified=counts.verified(),
        months=figures_by_month(frame),
        sections=sections,
        now_tallies=[_tally(key, _count(frame, key)) for key in (Light.SUPERVISED, Light.LATE)],
        climbed=[_tally(key, number) for key, number in climbed_counts(frame).items()],
        excluded=_tally(LEFT_OUT, _count(frame, LEFT_OUT)),
        worst=most_late(frame, Light.SUPERVISED) or most_late(frame, Light.LATE),
    )


def _count(frame: Frame, key: str) -> int:
    return attention_cases(frame, key).count()


def _tally(key: str, number: int) -> Tally:
    return Tally(str(key), ATTENTION_WORDS[key], number)
