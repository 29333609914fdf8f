"""The rates of a frame, in all, by unit, by territory and by month: a fixed number of statements."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from issues.models import Case
from organizations.peers import NOBODY, Groups
from reports.periods import month_in_words, period_of_month
from reports.rates import CLOSURE, MAIN, PARTS, RATES, Figure, Rate
from reports.selectors.frames import Frame, cases_counted
from reports.selectors.tallies import added_up, counts_of, rows_counted
from reports.selectors.verified import DrawnCounts
from reports.tallies import LEFT_OUT, column, names_of
from reports.verified import NOTHING_DRAWN, VerifiedFigure


@dataclass(frozen=True)
class Row:
    """One line of a breakdown. ``where`` is what its links add to the address."""

    name: str
    where: dict
    figures: list[Figure]
    verified: VerifiedFigure = NOTHING_DRAWN

    def of(self, rate: Rate) -> Figure:
        return next(figure for figure in self.figures if figure.rate is rate)

    @property
    def is_contradicted(self) -> bool:
        """Whether the second visits do not bear out its closure rate."""
        return self.verified.contradicts(self.of(CLOSURE))


@dataclass
class Breakdown:
    """Lines in their order; ``apart`` names those in which nothing fell due."""

    rows: list[Row] = field(default_factory=list)
    apart: list[Row] = field(default_factory=list)

    def __bool__(self):
        return bool(self.rows or self.apart)


def figures_total(frame: Frame, rates: tuple[Rate, ...] = RATES) -> list[Figure]:
    return figures_of(rates, counts_of(frame, names_of(rates)))


class Counts:
    """The counts of a frame by lead unit and territory, read in two statements, added up as asked."""

    def __init__(self, frame: Frame):
        self._drawn = DrawnCounts(frame)
        self._rows = rows_counted(frame, [*names_of(RATES), LEFT_OUT], ("unit", "territory"))

    def total(self) -> list[Figure]:
        return figures_of(RATES, self._whole())

    def left_out(self) -> int:
        """How many cases no rate counts: they were withdrawn, or merged into another."""
        return self._whole().get(LEFT_OUT, 0)

    def verified(self) -> VerifiedFigure:
        return self._drawn.total()

    def by_unit(self, groups: Groups) -> dict[str, Breakdown]:
        """Peer group → its units by the on-time closure rate, the best first."""
        found = {group: Breakdown() for group in groups.NAMES}
        led = self._beside(
            lambda row: groups.top_of(row["unit"]), lambda row: groups.top_of(row["lead_unit"])
        )
        for top, counts, drawn in led:
            name = groups.name_of(top) or _("waits for a new unit")
            row = Row(name, {"unit": top}, figures_of(MAIN, counts), drawn)
            _place(found[groups.group_of(top)], row)
        return {group: _ranked(breakdown) for group, breakdown in found.items() if breakdown}

    def by_territory(self, groups: Groups) -> Breakdown:
        """The towns where the enterprises lie, whoever answers for the cases."""
        found = Breakdown()
        towns = self._beside(lambda row: row["territory"], lambda row: row["case__town"] or NOBODY)
        for town, counts, drawn in towns:
            name = groups.name_of(town) or _("no town given")
            _place(found, Row(name, {"town": town}, figures_of(MAIN, counts), drawn))
        return _ranked(found)

    def _beside(self, key: Callable, key_of_drawn: Callable):
        """Each line with its counts and what was drawn; a closing may be of a unit long left."""
        counts, drawn = added_up(self._rows, key), self._drawn.by(key_of_drawn)
        for place in {**counts, **drawn}:
            yield place, counts.get(place, {}), drawn.get(place, NOTHING_DRAWN)

    def _whole(self) -> Counter:
        return added_up(self._rows).get(None, Counter())


def figures_by_month(frame: Frame) -> Breakdown:
    """The months of the period so far, at least six, from the first that had cases."""
    trend = frame.period.trend(timezone.localdate(frame.now))
    whole = replace(frame, period=trend)
    drawn = DrawnCounts(whole).by(lambda row: row["case__dispatched_month"])
    counted = counts_by_month(whole, MAIN)
    rows = [
        Row(
            month_in_words(month),
            period_of_month(month).address,
            figures_of(MAIN, counted.get(month, {})),
            drawn.get(month, NOTHING_DRAWN),
        )
        for month in trend.months()
    ]
    first = next((place for place, row in enumerate(rows) if row.figures[1].denominator), 0)
    return Breakdown(rows[first:])


def counts_by_month(frame: Frame, rates: tuple[Rate, ...]) -> dict[int, Counter]:
    """Month of dispatch, as YYYYMM → the numbers of the parts of the rates."""
    rows = rows_counted(frame, names_of(rates), ("month",))
    return added_up(rows, lambda row: row["month"])


def figure_cases(frame: Frame, rate: Rate, part: str) -> QuerySet[Case]:
    """Exactly the cases that this part of the rate counts."""
    return cases_counted(frame).filter(rate.condition(part, frame.now))


def figures_of(rates: tuple[Rate, ...], counts: dict) -> list[Figure]:
    return [Figure(rate, *(counts.get(column(rate, part), 0) for part in PARTS)) for rate in rates]


def _place(breakdown: Breakdown, row: Row) -> None:
    """A unit in which nothing fell due has no rate to be ranked by."""
    (breakdown.rows if row.figures[-1].denominator else breakdown.apart).append(row)


def _ranked(breakdown: Breakdown) -> Breakdown:
    breakdown.rows.sort(
        key=lambda row: (-row.figures[-1].percent, -row.figures[-1].denominator, row.name)
    )
    breakdown.apart.sort(key=lambda row: row.name)
    return breakdown
