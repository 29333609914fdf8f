"""The overview by town: which branches have a deed this year, and how the wishes stand."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from core.access import Scope
from deeds.models import Deed, Wish
from deeds.selectors.deeds import deeds_late
from deeds.selectors.towns import towns_of
from deeds.selectors.wishes import wishes_behind
from deeds.workflow import IN_HAND, DeedState, WishState
from organizations.models import Organization

COUNTED = (
    "branches", "with_deed", "without", "accepted",
    "deeds", "deeds_late", "wishes", "unclaimed", "in_hand", "fulfilled", "wishes_late",
)  # fmt: skip


@dataclass
class TownRow:
    """One town's figures; each is the length of the list that it opens."""

    town: Organization
    counts: Counter = field(default_factory=Counter)

    @property
    def figures(self) -> dict[str, int]:
        return {name: self.counts[name] for name in COUNTED}


def branches_seen(*, user) -> QuerySet[Organization]:
    """The branches whose deeds this person may see, whether they have any or not."""
    scopes = user.grants(Deed.view_permission)
    branches = Organization.objects.active().filter(kind=Organization.Kind.BRANCH)
    if Scope.ALL in scopes:
        return branches
    units = set(scopes.get(Scope.UNIT, ()))
    if Scope.CHARGE in scopes:
        units |= user.charge_ids
    return branches.filter(pk__in=units)


def branches_listed(*, user, year: int) -> QuerySet[Organization]:
    """The branches with ``has_deed`` and ``has_accepted`` of the year."""
    deeds = Deed.objects.filter(organization=OuterRef("pk"), year=year)
    standing = deeds.exclude(state=DeedState.ASIDE)
    accepted = deeds.filter(state=DeedState.ACCEPTED)
    branches = branches_seen(user=user).select_related("parent")
    return branches.annotate(
        has_deed=Exists(standing),
        has_accepted=Exists(accepted),
        place=Coalesce("parent__order", Value(0)),
    )


def years_known(*, user) -> list[int]:
    """The years of which there are deeds, and this one, the latest first."""
    found = Deed.objects.visible_to(user).order_by().values_list("year", flat=True).distinct()
    return sorted({*found, timezone.localdate().year}, reverse=True)


def overview_by_town(*, user, year: int) -> list[TownRow]:
    """One row for each town that the person sees anything of, in the order of the tree."""
    branches = list(branches_listed(user=user, year=year))
    deeds = Deed.objects.visible_to(user).filter(year=year).exclude(state=DeedState.ASIDE)
    wishes = Wish.objects.visible_to(user).exclude(state=WishState.WITHDRAWN)
    wishes = wishes.filter(collected_at__year=year)
    counted = [
        *_branches(branches),
        *_rows("deeds", deeds, "organization"),
        *_rows("deeds_late", deeds.filter(deeds_late()), "organization"),
        *_rows("wishes", wishes, "unit"),
        *_rows("unclaimed", wishes.filter(state=WishState.PUBLISHED), "unit"),
        *_rows("in_hand", wishes.filter(state__in=IN_HAND), "unit"),
        *_rows("fulfilled", wishes.filter(state=WishState.THANKED), "unit"),
        *_rows("wishes_late", wishes.filter(wishes_behind()), "unit"),
    ]
    return _by_town(counted)


def _branches(branches: list[Organization]) -> Iterable[tuple[int, str]]:
    for branch in branches:
        yield branch.pk, "branches"
        yield branch.pk, "with_deed" if branch.has_deed else "without"
        if branch.has_accepted:
            yield branch.pk, "accepted"


def _rows(name: str, rows: QuerySet, unit: str) -> Iterable[tuple[int, str]]:
    return ((key, name) for key in rows.order_by().values_list(unit, flat=True))


def _by_town(counted: list[tuple[int, str]]) -> list[TownRow]:
    keys = {key for key, _name in counted}
    towns = towns_of(Organization.objects.filter(pk__in=keys))
    rows: dict[int, TownRow] = {}
    for key, name in counted:
        town = towns[key]
        rows.setdefault(town.pk, TownRow(town)).counts[name] += 1
    return sorted(rows.values(), key=lambda row: (row.town.order, row.town.pk))


def totals(rows: list[TownRow]) -> dict[str, int]:
    whole = Counter()
    for row in rows:
        whole.update(row.counts)
    return {name: whole[name] for name in COUNTED}
