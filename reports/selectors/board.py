"""Everything on the leader's page, in a fixed number of statements."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from issues.models import Case
from issues.selectors.lights import Light
from organizations.peers import groups_of_units
from reports.rates import CLOSURE, FURTHER, MAIN, Figure
from reports.selectors.attention import climbed_counts, most_late
from reports.selectors.figures import Breakdown, Counts, figures_by_month
from reports.selectors.frames import Frame
from reports.selectors.known_sets import ATTENTION, CLIMBED, LEFT_OUT
from reports.selectors.sets import CaseSet
from reports.verified import VerifiedFigure

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


@dataclass(frozen=True, kw_only=True)
class Summary:
    """The main rates, beside what second visits found of them, and the lines by unit."""

    main: list[Figure]
    verified: VerifiedFigure
    sections: list[Section]

    @property
    def closure(self) -> Figure:
        return self.main[MAIN.index(CLOSURE)]

    @property
    def is_contradicted(self) -> bool:
        """Whether the second visits do not bear out the closure rate of the whole."""
        return self.verified.contradicts(self.closure)

    @property
    def is_unproven(self) -> bool:
        """Whether too few second visits stand behind a high closure rate of the whole."""
        return self.verified.is_too_few_for(self.closure)

    @property
    def contradicted(self) -> list[str]:
        """The units of which that is so, by name."""
        units = (one.breakdown for one in self.sections if one.key != TERRITORY)
        rows = (row for one in units for row in (*one.rows, *one.apart))
        return [row.name for row in rows if row.is_contradicted]


@dataclass(frozen=True, kw_only=True)
class Board(Summary):
    """What the leader's page shows."""

    further: list[Figure]
    months: Breakdown
    now_tallies: list[Tally]
    climbed: list[Tally]
    excluded: Tally
    worst: list[Case]

    @property
    def is_empty(self) -> bool:
        return not any(figure.denominator for figure in (*self.main, *self.further))


def figures_board(frame: Frame) -> Board:
    counts = Counts(frame)
    totals = counts.total()
    return Board(
        main=totals[: len(MAIN)],
        further=totals[-len(FURTHER) :],
        verified=counts.verified(),
        months=figures_by_month(frame),
        sections=sections_of(counts),
        now_tallies=[tally_of(frame, one) for one in ATTENTION],
        climbed=climbed_tallies(frame),
        excluded=Tally(LEFT_OUT.key, LEFT_OUT.label, counts.left_out()),
        worst=most_late(frame, Light.SUPERVISED) or most_late(frame, Light.LATE),
    )


def sections_of(counts: Counts) -> list[Section]:
    """The peer groups and then the territories, those in which there is anything."""
    groups = groups_of_units()
    sections = [
        Section(key, GROUP_WORDS[key], breakdown)
        for key, breakdown in counts.by_unit(groups).items()
    ]
    territory = counts.by_territory(groups)
    if territory:
        sections.append(Section(TERRITORY, _("By where the enterprise lies"), territory))
    return sections


def tally_of(frame: Frame, one: CaseSet) -> Tally:
    return Tally(one.key, one.label, one.cases(frame).count())


def climbed_tallies(frame: Frame) -> list[Tally]:
    counts = climbed_counts(frame)
    return [Tally(one.key, one.label, counts[one.key]) for one in CLIMBED]
