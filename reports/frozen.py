"""What a closed month keeps of the rates: each unit's counts, by the definitions of the day."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Count
from django.utils import timezone

from core.access import Scope
from organizations.peers import groups_of_units
from points.rates import Counted, Rates, rates_add
from reports.periods import period_of_month
from reports.rates import DENOMINATOR, NUMERATOR, PARTS, RATES
from reports.selectors.frames import Frame, cases_counted
from reports.selectors.verified import DrawnCounts
from reports.verified import VERIFIED


class _WholeDistrict:
    """In whose view every case is."""

    def grants(self, permission: str) -> dict:
        return {Scope.ALL: frozenset()}


def rates_counted(month: int) -> Iterator[Counted]:
    """Every rate of every ranked unit, with what is below it, of the cases of a month (YYYYMM)."""
    frame = Frame(_WholeDistrict(), period_of_month(month), timezone.now())
    groups = groups_of_units()
    counts: dict[int, Counter] = {}
    parts = {(rate, part): f"{rate.key}_{part}" for rate in RATES for part in PARTS}
    counted = {
        name: Count("pk", filter=rate.condition(part, frame.now))
        for (rate, part), name in parts.items()
    }
    for row in cases_counted(frame).values("lead_unit").annotate(**counted):
        top = groups.top_of(row.pop("lead_unit"))
        counts.setdefault(top, Counter()).update(row)
    for top in filter(None, counts):
        for rate in RATES:
            numbers = (counts[top][parts[rate, part]] for part in (NUMERATOR, DENOMINATOR))
            yield Counted(top, rate.key, rate.version, *numbers)
    for top, found in DrawnCounts(frame).by(lambda row: groups.top_of(row["lead_unit"])).items():
        if top:
            yield Counted(top, VERIFIED.key, VERIFIED.version, found.numerator, found.denominator)


rates_add(Rates({rate.key: rate.label for rate in (*RATES, VERIFIED)}, rates_counted))
