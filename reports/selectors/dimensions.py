"""By what cases are told apart: each value as a condition and in words, for a line and its list."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from issues.models import CampaignMark, Case, Category
from issues.workflow import Tier, all_state_labels
from organizations.peers import NOBODY, groups_of_units
from safety.workflow import SafetyField

NONE = "none"
"""Stands in an address for a value that a case does not have."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """``condition`` and ``words`` of a value as it stands in an address."""

    key: str
    condition: Callable[[object], Q]
    words: Callable[[object], str]


def narrowed_by(cases: QuerySet[Case], asked: dict) -> QuerySet[Case]:
    """Those of the cases that have every value asked for; other keys are not looked at."""
    for one in _asked(asked):
        cases = cases.filter(one.condition(asked[one.key]))
    return cases


def words_of(asked: dict) -> list[str]:
    return [one.words(asked[one.key]) for one in _asked(asked)]


def _asked(asked: dict) -> list[Dimension]:
    return [one for one in DIMENSIONS.values() if asked.get(one.key) not in (None, "")]


def _led_by(unit: int) -> Q:
    if unit == NOBODY:
        return Q(lead_unit__isnull=True)
    return Q(lead_unit__in=groups_of_units().members_of(unit))


def _unit_words(unit: int) -> str:
    name = groups_of_units().name_of(unit) if unit != NOBODY else _("waits for a new unit")
    return _("lead unit: %(name)s") % {"name": name or "?"}


def _town_words(town: int) -> str:
    name = groups_of_units().name_of(town) if town != NOBODY else _("no town given")
    return _("enterprise in: %(name)s") % {"name": name or "?"}


def _or_none(column: str) -> Callable[[int], Q]:
    """The row of this key in the column; 0 stands for none."""
    return lambda key: Q(**{column: key}) if key else Q(**{f"{column}__isnull": True})


class Categories:
    """The categories as the figures see them: what is below one counts with it."""

    def __init__(self):
        self._all = Category.objects.in_bulk()

    def top_of(self, key: int | None) -> int:
        """The topmost category above it; 0 for none."""
        while key and self._all[key].parent_id:
            key = self._all[key].parent_id
        return key or 0

    def members_of(self, top: int) -> list[int]:
        return [key for key in self._all if self.top_of(key) == top]

    def name_of(self, key: int) -> str:
        return str(self._all[key]) if key in self._all else _("no category")


def _of_category(top: int) -> Q:
    return Q(category__in=Categories().members_of(top)) if top else Q(category__isnull=True)


def campaign_words(mark: int) -> str:
    found = CampaignMark.objects.filter(pk=mark).first()
    return str(found) if found else _("without a campaign")


def tier_words(tier: str) -> str:
    return str(Tier(tier).label) if tier in Tier.values else _("no tier yet")


DIMENSIONS: dict[str, Dimension] = {
    one.key: one
    for one in (
        Dimension("unit", _led_by, _unit_words),
        Dimension("town", _or_none("town"), _town_words),
        Dimension("tier", lambda tier: Q(tier="" if tier == NONE else tier), tier_words),
        Dimension("category", _of_category, lambda top: Categories().name_of(top)),
        Dimension(
            "source",
            lambda source: Q(source=source),
            lambda source: str(Case.Source(source).label),
        ),
        Dimension("mark", _or_none("campaign"), campaign_words),
        Dimension(
            "state",
            lambda state: Q(state=state),
            lambda state: str(all_state_labels().get(state, state)),
        ),
        Dimension(
            "field",
            lambda field: Q(hazard__field=field),
            lambda field: str(SafetyField(field).label),
        ),
    )
}
