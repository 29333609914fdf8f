"""The scale of an enterprise by the statistical classification of 2017.

National Bureau of Statistics, 国统字〔2017〕213号: large, medium and small need all their
indicators (lower bounds included), micro needs any one of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Scale(TextChoices):
    LARGE = "large", _("large")
    MEDIUM = "medium", _("medium")
    SMALL = "small", _("small")
    MICRO = "micro", _("micro")
    NOT_APPLICABLE = "not_applicable", _("not applicable")
    UNKNOWN = "unknown", _("unknown")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The lower bounds of one industry: (large, medium, small) for each indicator that counts."""

    employees: tuple[int, int, int] | None = None
    revenue_wan: tuple[int, int, int] | None = None
    assets_wan: tuple[int, int, int] | None = None


TABLE: Mapping[str, Bounds] = {
    "farming": Bounds(revenue_wan=(20000, 500, 50)),
    "manufacturing": Bounds(employees=(1000, 300, 20), revenue_wan=(40000, 2000, 300)),
    "construction": Bounds(revenue_wan=(80000, 6000, 300), assets_wan=(80000, 5000, 300)),
    "wholesale": Bounds(employees=(200, 20, 5), revenue_wan=(40000, 5000, 1000)),
    "retail": Bounds(employees=(300, 50, 10), revenue_wan=(20000, 500, 100)),
    "transport": Bounds(employees=(1000, 300, 20), revenue_wan=(30000, 3000, 200)),
    "storage": Bounds(employees=(200, 100, 20), revenue_wan=(30000, 1000, 100)),
    "post": Bounds(employees=(1000, 300, 20), revenue_wan=(30000, 2000, 100)),
    "lodging": Bounds(employees=(300, 100, 10), revenue_wan=(10000, 2000, 100)),
    "catering": Bounds(employees=(300, 100, 10), revenue_wan=(10000, 2000, 100)),
    "information": Bounds(employees=(2000, 100, 10), revenue_wan=(100000, 1000, 100)),
    "software": Bounds(employees=(300, 100, 10), revenue_wan=(10000, 1000, 50)),
    "development": Bounds(revenue_wan=(200000, 1000, 100), assets_wan=(10000, 5000, 2000)),
    "property": Bounds(employees=(1000, 300, 100), revenue_wan=(5000, 1000, 500)),
    "leasing": Bounds(employees=(300, 100, 10), assets_wan=(120000, 8000, 100)),
    "other": Bounds(employees=(300, 100, 10)),
}

_GROUP_OF_CODE = {
    "A": "farming",
    **dict.fromkeys("BCD", "manufacturing"),
    "E": "construction",
    "F51": "wholesale",
    "F52": "retail",
    **dict.fromkeys(("G54", "G55", "G56", "G57", "G58"), "transport"),
    "G59": "storage",
    "G60": "post",
    "H61": "lodging",
    "H62": "catering",
    **dict.fromkeys(("I63", "I64"), "information"),
    "I65": "software",
    "K701": "development",
    "K702": "property",
    **dict.fromkeys(("K703", "K709"), "other"),
    "L": "leasing",
    **dict.fromkeys("MNOR", "other"),
    "Q85": "other",
}
"""The longest prefix of an industry code decides."""

_TOO_COARSE = frozenset({"", "F", "G", "H", "I", "K", "K70", "Q"})


def group_of(industry_code: str) -> str | None:
    """Return the row of the table an industry belongs to, None if it is outside the table."""
    for length in range(len(industry_code), 0, -1):
        if group := _GROUP_OF_CODE.get(industry_code[:length]):
            return group
    return None


def scale_of(
    industry_code: str,
    employees: int | None,
    revenue_wan: Decimal | None,
    assets_wan: Decimal | None,
) -> Scale:
    """Return the scale; ``industry_code`` is a section letter with digits, as in C26.

    Unknown where a figure that counts is missing and the others do not settle it, or where the
    code is too short to tell which row of the table applies.
    """
    if industry_code in _TOO_COARSE:
        return Scale.UNKNOWN
    group = group_of(industry_code)
    if group is None:
        return Scale.NOT_APPLICABLE
    bounds = TABLE[group]
    wanted = (
        (employees, bounds.employees),
        (revenue_wan, bounds.revenue_wan),
        (assets_wan, bounds.assets_wan),
    )
    counted = [(figure, steps) for figure, steps in wanted if steps]
    if any(figure is not None and figure < small for figure, (_l, _m, small) in counted):
        return Scale.MICRO
    if any(figure is None for figure, _steps in counted):
        return Scale.UNKNOWN
    for level, scale in enumerate((Scale.LARGE, Scale.MEDIUM)):
        if all(figure >= steps[level] for figure, steps in counted):
            return scale
    return Scale.SMALL
