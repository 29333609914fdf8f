"""Counting the rates: two grouped statements for the whole page, whatever the number of cases."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import condition_for
from issues.models import Case
from reports.periods import Period, month_in_words, period_of_month
from reports.rates import MAIN, PARTS, RATES, Figure, Rate
from reports.selectors.units import NOBODY, Groups, groups_of_units

PERMISSION = "reports.figures_view"


@dataclass(frozen=True)
class Frame:
    """What figures are about: whose view, which days, which kind of case, as things stand when."""

    user: object
    period: Period
    now: datetime
    kind: str = ""

    @property
    def address(self) -> dict[str, str]:
        """What a link needs to ask for the same again."""
        return {**self.period.address, **({"kind": self.kind} if self.kind else {})}

    @property
    def list_filter(self) -> dict[str, str]:
        """The same cases in the words of the lists' filter."""
        days = {"dispatched_after": self.period.since_on, "dispatched_before": self.period.until_on}
        return {**days, **({"kind": self.kind} if self.kind else {})}


@dataclass(frozen=True)
class Row:
    """One line of a breakdown. ``where`` is what its links add to the address."""

    name: str
    where: dict
    figures: list[Figure]

    def of(self, rate: Rate) -> Figure:
        return next(figure for figure in self.figures if figure.rate is rate)


@dataclass
class Breakdown:
    """Lines in their order; ``apart`` names those in which nothing fell due."""

    rows: list[Row] = field(default_factory=list)
    apart: list[Row] = field(default_factory=list)

    def __bool__(self):
        return bool(self.rows or self.apart)


def cases_in_view(*, user, kind: str = "") -> QuerySet[Case]:
    """The cases whose figures this person may see."""
    cases = Case.objects.allowing(user, PERMISSION).order_by()
    return cases.filter(kind=kind) if kind else cases


def sees_all(user) -> bool:
    """Whether no case is out of this person's view."""
    return condition_for(Case, user, PERMISSION) == Q()


def cases_counted(frame: Frame) -> QuerySet[Case]:
    """The cases of the frame: those dispatched in its period."""
    return cases_in_view(user=frame.user, kind=frame.kind).filter(
        dispatched_at__gte=frame.period.since_at, dispatched_at__lt=frame.period.before_at
    )


def figures_total(frame: Frame, rates: tuple[Rate, ...] = RATES) -> list[Figure]:
    counts = cases_counted(frame).aggregate(**_counts(rates, frame.now))
    return _figures(rates, counts)


class Counts:
    """The counts of a frame by lead unit and town, read in one statement and added up as asked."""

    def __init__(self, frame: Frame):
        rows = cases_counted(frame).values("lead_unit", "town")
        self._rows = list(rows.annotate(**_counts(RATES, frame.now)))

    def total(self) -> list[Figure]:
        return _figures(RATES, self._by(lambda _row: None).get(None, {}))

    def by_unit(self, groups: Groups) -> dict[str, Breakdown]:
        """Peer group → its units by the on-time closure rate, the best first."""
        found = {group: Breakdown() for group in groups.NAMES}
        for top, counts in self._by(lambda row: groups.top_of(row["lead_unit"])).items():
            name = groups.name_of(top) or _("waits for a new unit")
            row = Row(name, {"unit": top}, _figures(MAIN, counts))
            _place(found[groups.group_of(top)], row)
        return {group: _ranked(breakdown) for group, breakdown in found.items() if breakdown}

    def by_territory(self, groups: Groups) -> Breakdown:
        """The towns where the enterprises lie, whoever answers for the cases."""
        found = Breakdown()
        for town, counts in self._by(lambda row: row["town"] or NOBODY).items():
            name = groups.name_of(town) or _("no town given")
            _place(found, Row(name, {"town": town}, _figures(MAIN, counts)))
        return _ranked(found)

    def _by(self, key: Callable[[dict], object]) -> dict[object, Counter]:
        found: dict[object, Counter] = {}
        for row in self._rows:
            counts = {name: row[name] for name in row if name not in ("lead_unit", "town")}
            found.setdefault(key(row), Counter()).update(counts)
        return found


def figures_by_month(frame: Frame) -> Breakdown:
    """The months of the period so far, at least six, from the first that had cases."""
    trend = frame.period.trend(timezone.localdate(frame.now))
    rows = cases_counted(replace(frame, period=trend)).values("dispatched_month")
    counted = {
        row.pop("dispatched_month"): row for row in rows.annotate(**_counts(MAIN, frame.now))
    }
    rows = [
        Row(
            month_in_words(month),
            period_of_month(month).address,
            _figures(MAIN, counted.get(month, {})),
        )
        for month in trend.months()
    ]
    first = next((place for place, row in enumerate(rows) if row.figures[1].denominator), 0)
    return Breakdown(rows[first:])


def figure_cases(
    frame: Frame, rate: Rate, part: str, *, unit: int | None = None, town: int | None = None
) -> QuerySet[Case]:
    """Exactly the cases that this part of the rate counts, for a unit or a territory if given.

    Unit ``NOBODY`` stands for the cases nobody leads at the moment, the town for those without.
    """
    cases = cases_counted(frame).filter(rate.condition(part, frame.now))
    if unit is not None:
        led = Q(lead_unit__in=groups_of_units().members_of(unit))
        cases = cases.filter(Q(lead_unit__isnull=True) if unit == NOBODY else led)
    if town is not None:
        cases = cases.filter(Q(town__isnull=True) if town == NOBODY else Q(town=town))
    return cases


def _counts(rates: tuple[Rate, ...], now: datetime) -> dict[str, Count]:
    return {
        f"{rate.key}_{part}": Count("pk", filter=rate.condition(part, now))
        for rate in rates
        for part in PARTS
    }


def _figures(rates: tuple[Rate, ...], counts: dict) -> list[Figure]:
    return [
        Figure(rate, *(counts.get(f"{rate.key}_{part}", 0) for part in PARTS)) for rate in rates
    ]


def _place(breakdown: Breakdown, row: Row) -> None:
    """A unit in which nothing fell due has no rate to be ranked by."""
    (breakdown.rows if row.figures[-1].denominator else breakdown.apart).append(row)


def _ranked(breakdown: Breakdown) -> Breakdown:
    breakdown.rows.sort(
        key=lambda row: (-row.figures[-1].percent, -row.figures[-1].denominator, row.name)
    )
    breakdown.apart.sort(key=lambda row: row.name)
    return breakdown
