"""What a tally counts of the cases, and where: by the definitions of the rates, in no other words."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import CharField, Count, Expression, F, IntegerField, Q, QuerySet, Sum, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce

from issues.models import Case
from reports.rates import COUNTED, DENOMINATOR, EXCLUDED, MAIN, PARTS, RATES, SATISFACTION, Rate
from reports.steps import ANSWERS, STEPS

BY = ("cut", "month", "value", "unit", "territory", "kind", "mark")
"""Where a case counts: month of dispatch, lead unit, town, kind and campaign; 0 is none.

Every case counts once in each cut. ``PLACE`` tells all of these; each other cut tells, instead of
the town, by ``value`` one more thing about the case.
"""
PLACE, DAY, TIER, CATEGORY, SOURCE = "", "day", "tier", "category", "source"
LEFT_OUT = "left_out"
MEASURES = (*MAIN, SATISFACTION)
"""The rates that every cut tells."""


def column(rate: Rate, part: str) -> str:
    """What the number of this part is called, in the tallies and in the rows that are read."""
    return f"{rate.key}_{part}"


def names_of(rates: Iterable[Rate]) -> list[str]:
    return [column(rate, part) for rate in rates for part in PARTS]


KEPT = {column(rate, part): rate.kept(part) for rate in RATES for part in PARTS}
KEPT |= {LEFT_OUT: EXCLUDED, **STEPS, **ANSWERS}
_OVERDUE = {column(rate, DENOMINATOR): rate.overdue for rate in RATES if rate.overdue}

_TEXT = CharField()
_NONE, _NO_VALUE = Value(0, IntegerField()), Value("", _TEXT)
_PLACES = {
    "cut": _NO_VALUE,
    "month": F("dispatched_month"),
    "value": _NO_VALUE,
    "unit": Coalesce("lead_unit", 0),
    "territory": Coalesce("town", 0),
    "mark": Coalesce("campaign", 0),
}
CUTS: dict[str, dict] = {
    PLACE: _PLACES,
    **{
        cut: _PLACES | {"cut": Value(cut, _TEXT), "value": value, "territory": _NONE}
        for cut, value in (
            (DAY, Cast("dispatched_day", _TEXT)),
            (TIER, F("tier")),
            (CATEGORY, Cast(Coalesce("category", 0), _TEXT)),
            (SOURCE, F("source")),
        )
    },
}
_SIGN = RawSQL('"issues_case"."sign"', (), IntegerField())


def told_by(cut: str) -> list[str]:
    """The numbers that a cut tells: all of them by place and by day, of the others the main ones."""
    return list(KEPT) if cut in (PLACE, DAY) else names_of(MEASURES)


def counts_at(names: Iterable[str], now: datetime) -> dict[str, Count]:
    """These numbers of the cases themselves, as things stand at ``now``."""
    added = added_by_clock(now)
    return {
        name: Count("pk", filter=KEPT[name] | added[name] if name in added else KEPT[name])
        for name in names
    }


def added_by_clock(now: datetime) -> dict[str, Q]:
    """What some numbers count besides what is kept, because of the time alone."""
    return {name: COUNTED & overdue(now) for name, overdue in _OVERDUE.items()}


def numbers(
    cases: QuerySet[Case], cut: str, by: tuple[str, ...], counts: dict[str, Expression]
) -> QuerySet:
    """``counts`` of the cases, by some of ``BY``: rows such as the tallies have."""
    places = {name: CUTS[cut][name] for name in by if name in CUTS[cut]}
    plain = [name for name in by if name not in places]
    grouped = cases.order_by().values(*plain, **places).annotate(**counts)
    return grouped.values(*by, *counts)


def entries() -> list[tuple[str, tuple]]:
    """For each cut the statement of its lines for cases with a ``sign``: 1 for new, -1 for old."""
    dispatched = Case.objects.filter(dispatched_at__isnull=False)
    return [
        numbers(dispatched, cut, BY, _signed(told_by(cut))).query.sql_with_params() for cut in CUTS
    ]


def _signed(told: list[str]) -> dict[str, Expression]:
    return {
        name: Coalesce(Sum(_SIGN, filter=KEPT[name]), 0) if name in told else _NONE for name in KEPT
    }
