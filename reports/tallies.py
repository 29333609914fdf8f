"""What a tally counts of the cases, and where: by the definitions of the rates, in no other words."""

from datetime import datetime

from django.db.models import Count, Expression, F, IntegerField, Q, QuerySet, Sum
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from issues.models import Case
from reports.rates import COUNTED, DENOMINATOR, EXCLUDED, PARTS, RATES, Rate

BY = ("month", "unit", "territory", "kind", "mark")
"""Where a case counts: month of dispatch, lead unit, town, kind and campaign; 0 is none."""
LEFT_OUT = "left_out"
_PLACE = {
    "month": F("dispatched_month"),
    "unit": Coalesce("lead_unit", 0),
    "territory": Coalesce("town", 0),
    "mark": Coalesce("campaign", 0),
}
_SIGN = RawSQL('"issues_case"."sign"', (), IntegerField())


def column(rate: Rate, part: str) -> str:
    """What the number of this part is called, in the tallies and in the rows that are read."""
    return f"{rate.key}_{part}"


KEPT = {column(rate, part): rate.kept(part) for rate in RATES for part in PARTS}
KEPT[LEFT_OUT] = EXCLUDED


def rate_counts(rates: tuple[Rate, ...], now: datetime) -> dict[str, Count]:
    """The number of each part of the rates, of the cases themselves as things stand at ``now``."""
    return {
        column(rate, part): Count("pk", filter=rate.condition(part, now))
        for rate in rates
        for part in PARTS
    }


def added_by_clock(rates: tuple[Rate, ...], now: datetime) -> dict[str, Q]:
    """What some numbers count besides what is kept, because of the time alone."""
    return {
        column(rate, DENOMINATOR): COUNTED & rate.overdue(now) for rate in rates if rate.overdue
    }


def numbers(cases: QuerySet[Case], by: tuple[str, ...], counts: dict[str, Expression]) -> QuerySet:
    """``counts`` of the cases, by some of ``BY``: rows such as the tallies have."""
    places = {name: _PLACE[name] for name in by if name in _PLACE}
    plain = [name for name in by if name not in _PLACE]
    grouped = cases.order_by().values(*plain, **places).annotate(**counts)
    return grouped.values(*by, *counts)


def entry() -> tuple[str, tuple]:
    """The statement of the lines to enter for cases with a ``sign``: 1 for new, -1 for old."""
    counts = {name: Coalesce(Sum(_SIGN, filter=kept), 0) for name, kept in KEPT.items()}
    dispatched = Case.objects.filter(dispatched_at__isnull=False)
    return numbers(dispatched, BY, counts).query.sql_with_params()
