"""Rows of the register that may be one, side by side."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from enterprises.belongings import belongings
from enterprises.intake.verdicts import register_form
from enterprises.kinds import FACTS_OF_KIND
from enterprises.models import Enterprise, NotDouble, label_of
from enterprises.selectors.imports import in_words

MOST = 100
"""So many pairs are proposed at once; the others come up as these are dealt with."""
MERGE = "enterprises.enterprise_merge"
BODY = Substr("uscc", 9, 9)
"""Places 9 to 17 of a credit code name the body itself; the rest changes with the registry."""
SAME_BODY, SAME_NAME = _("same organisation in the credit code"), _("same name in the same town")
FIRST_SHOWN = ("kind", "uscc", "town", "address")


@dataclass(frozen=True)
class Double:
    first: Enterprise
    second: Enterprise
    why: object


def doubles_proposed(*, user) -> list[Double]:
    """Pairs that are likely one: by the body in their codes, by their name in a town."""
    rows = Enterprise.objects.allowing(user, MERGE).filter(merged_into__isnull=True)
    said = set(NotDouble.objects.values_list("first", "second"))
    found: dict[tuple[int, int], Double] = {}
    for why, pairs in ((SAME_BODY, _by_body(rows)), (SAME_NAME, _by_name(rows))):
        for first, second in pairs:
            if (first.pk, second.pk) not in said and len(found) < MOST:
                found.setdefault((first.pk, second.pk), Double(first, second, why))
    return list(found.values())


def _by_body(rows: QuerySet) -> list[tuple[Enterprise, Enterprise]]:
    coded = rows.filter(uscc__isnull=False).annotate(body=BODY)
    bodies = [body for (body,) in _repeated(coded, "body")]
    return _paired(coded.filter(body__in=bodies), lambda one: one.body)


def _by_name(rows: QuerySet) -> list[tuple[Enterprise, Enterprise]]:
    keys = set(_repeated(rows, "town", "name_key"))
    alike = rows.filter(name_key__in={key for _town, key in keys})
    pairs = _paired(alike, lambda one: (one.town_id, one.name_key))
    return [pair for pair in pairs if (pair[0].town_id, pair[0].name_key) in keys]


def _repeated(rows: QuerySet, *names: str) -> list[tuple]:
    counted = rows.order_by().values(*names).annotate(number=Count("pk")).filter(number__gt=1)
    return list(counted.order_by(*names).values_list(*names)[:MOST])


def _paired(rows: QuerySet, key: Callable) -> list[tuple[Enterprise, Enterprise]]:
    """Each row with the oldest of the same key, that one first."""
    oldest: dict[object, Enterprise] = {}
    pairs = []
    for one in rows.select_related("town").defer("search", "scope").order_by("pk"):
        first = oldest.setdefault(key(one), one)
        if first is not one:
            pairs.append((first, one))
    return pairs


@dataclass(frozen=True)
class Fact:
    """One fact of two targets, in words; whether they differ in it."""

    label: str
    first: str
    second: str
    differs: bool


def facts_beside(first: Enterprise, second: Enterprise) -> list[Fact]:
    """What the register says of each, what both lack left out."""
    towns = {one.town_id: one.town.name for one in (first, second) if one.town_id}
    both = FACTS_OF_KIND[first.kind] | FACTS_OF_KIND[second.kind]
    names = [*FIRST_SHOWN, *sorted(both - {*FIRST_SHOWN, "name", "industry_code"}), "is_active"]
    pairs = ((name, register_form(first, name), register_form(second, name)) for name in names)
    return [
        Fact(label_of(name), in_words(name, one, towns), in_words(name, other, towns), one != other)
        for name, one, other in pairs
        if one not in (None, "", []) or other not in (None, "", [])
    ]


def belongings_beside(first: Enterprise, second: Enterprise) -> list[Fact]:
    """How much hangs on each, by what it is: all of it goes to the one that is kept."""
    counted = [
        (one.words, one.of(first).count(), one.of(second).count())
        for one in belongings()
        if one.words
    ]
    return [Fact(words, str(a), str(b), differs=False) for words, a, b in counted if a or b]
