"""The verified closure rate: what independent second visits found (domain, section 6).

Its rows are the closings that were drawn (visits.models.DrawnCase), not the cases: a case that was
opened again and closed once more may be drawn once more, and then two closings were looked at. Hazards
that were written off are drawn in the same way.
"""

from dataclasses import dataclass
from datetime import datetime
from math import sqrt

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.rates import ENDED_OTHERWISE, NUMERATOR, PARTS, SMALL, Figure, Rate
from visits.models import DrawnCase

DRAWN = "drawn"
DRAWN_PARTS = (*PARTS, DRAWN)
ALL_DRAWN = _("all closings drawn at random, answered or not")

Z_95 = 1.959964
"""Between minus and plus so many standard deviations lie 95 % of a normal distribution."""
HIGH_CLOSURE = 85
"""From this closure rate on, in percent, a unit says that nearly everything is done."""
LOW_VERIFIED = 80
"""Below this verified rate, in percent, "closed" does not mean "solved" often enough."""
_COUNTED = Q(case__dispatched_at__isnull=False) & ~Q(case__state__in=ENDED_OTHERWISE)


class DrawnRate(Rate):
    """A rate whose parts are conditions on the drawn closings."""

    def condition(self, part: str, now: datetime) -> Q:
        among = _COUNTED
        if part == DRAWN:
            return among
        among &= self.denominator
        return among & self.numerator if part == NUMERATOR else among


VERIFIED = DrawnRate(
    "verified",
    _("verified closure rate"),
    2,
    Q(result=DrawnCase.Result.SOLVED),
    Q(result__in=DrawnCase.FINAL),
    counts=_(
        "closings drawn at random that an independent second visit found really solved, and hazards "
        "written off that it found still rectified"
    ),
    among=_("closings drawn at random whose second visit was answered: solved or not"),
    excludes=_(
        "Closings drawn but not answered: not looked at yet, nobody reached, or opened again "
        "before; how many were drawn stands beside the rate. A closing counts for the unit that "
        "led it when it was drawn. The interval is Wilson's at 95 %: it takes the draw for a "
        "simple random one, to which “at least one of each unit” comes close."
    ),
)


def wilson(found: int, among: int) -> tuple[float, float] | None:
    """Wilson's score interval at 95 %, in percent; None of nothing.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", 1927.
    It holds for small samples, and for all or none found, where the plain one shrinks to a point.
    """
    if not among:
        return None
    share, square = found / among, Z_95**2
    middle = (share + square / (2 * among)) / (1 + square / among)
    spread = sqrt(share * (1 - share) / among + square / (4 * among**2))
    half = Z_95 * spread / (1 + square / among)
    return max(0.0, 100 * (middle - half)), min(100.0, 100 * (middle + half))


@dataclass(frozen=True, slots=True)
class VerifiedFigure(Figure):
    """So many really solved of so many answered, of so many drawn."""

    drawn: int = 0

    @property
    def interval(self) -> tuple[float, float] | None:
        """Its bounds in percent, to one decimal."""
        bounds = wilson(self.numerator, self.denominator)
        return bounds and (round(bounds[0], 1), round(bounds[1], 1))

    @property
    def unanswered(self) -> int:
        return self.drawn - self.denominator

    def contradicts(self, closure: Figure) -> bool:
        """Whether a high closure rate stands beside it that it does not bear out."""
        return (
            closure.percent is not None
            and self.percent is not None
            and closure.percent >= HIGH_CLOSURE
            and self.percent < LOW_VERIFIED
        )

    def is_too_few_for(self, closure: Figure) -> bool:
        """Whether a high closure rate stands beside it and too few second visits to bear it out."""
        return (
            closure.percent is not None
            and closure.percent >= HIGH_CLOSURE
            and self.denominator < SMALL
        )

    @property
    def may_be_chance(self) -> bool:
        """Whether the interval still reaches a rate that would be good enough."""
        return self.interval is not None and self.interval[1] >= LOW_VERIFIED


NOTHING_DRAWN = VerifiedFigure(VERIFIED, 0, 0)
