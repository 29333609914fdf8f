"""Counting what second visits found: one grouped statement, by unit, town and month."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from django.db.models import Count, Q, QuerySet

from organizations.peers import NOBODY, groups_of_units
from reports.rates import DENOMINATOR, NUMERATOR
from reports.selectors.frames import Frame, cases_counted
from reports.verified import DRAWN, DRAWN_PARTS, VERIFIED, VerifiedFigure
from visits.models import DrawnCase


def drawn_counted(frame: Frame) -> QuerySet[DrawnCase]:
    """The drawn closings of the frame's cases, those of its period that this person may see."""
    cases = cases_counted(replace(frame, unit=None)).values("pk")
    drawn = DrawnCase.objects.filter(case__in=cases).order_by()
    return drawn.filter(lead_unit__in=frame.units) if frame.unit else drawn


class DrawnCounts:
    """The drawn closings of a frame, read in one statement and added up as asked."""

    _BY = ("lead_unit", "case__town", "case__dispatched_month")

    def __init__(self, frame: Frame):
        counts = {
            part: Count("pk", filter=VERIFIED.condition(part, frame.now)) for part in DRAWN_PARTS
        }
        self._rows = list(drawn_counted(frame).values(*self._BY).annotate(**counts))

    def total(self) -> VerifiedFigure:
        return _figure(sum(map(_counted, self._rows), Counter()))

    def by(self, key: Callable[[dict], object]) -> dict[object, VerifiedFigure]:
        found: dict[object, Counter] = {}
        for row in self._rows:
            found.setdefault(key(row), Counter()).update(_counted(row))
        return {place: _figure(counts) for place, counts in found.items()}


def drawn_behind(
    frame: Frame, part: str, *, unit: int | None = None, town: int | None = None
) -> QuerySet[DrawnCase]:
    """Exactly the drawn closings that this part counts, for a unit or a territory if given."""
    drawn = drawn_counted(frame).filter(VERIFIED.condition(part, frame.now))
    if unit is not None:
        drawn = drawn.filter(lead_unit__in=groups_of_units().members_of(unit))
    if town is not None:
        nowhere = Q(case__town__isnull=True)
        drawn = drawn.filter(nowhere if town == NOBODY else Q(case__town=town))
    return drawn


def _counted(row: dict) -> Counter:
    return Counter({part: row[part] for part in DRAWN_PARTS})


def _figure(counts: dict) -> VerifiedFigure:
    return VerifiedFigure(VERIFIED, counts[NUMERATOR], counts[DENOMINATOR], counts[DRAWN])
