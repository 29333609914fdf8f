"""What belongs to an enterprise, and goes along when it is merged into another.

Each app names its tables that point to an enterprise with ``belongings_add``; a test holds that none
is forgotten. Rows move by statements over all of them, within the transaction of the merge.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db.models import QuerySet

from enterprises.models import Enterprise, EnterpriseCode


def all_moved(rows: QuerySet, field: str, kept: Enterprise, at: datetime) -> int:
    """Point all the rows to the one that is kept."""
    return rows.update(**{field: kept})


def moved_unless_there(*together: str) -> Callable[..., int]:
    """For rows of which an enterprise has one for each ``together``.

    What the kept one has already is said by its own row, and the merged one's is dropped.
    """

    def move(rows: QuerySet, field: str, kept: Enterprise, at: datetime) -> int:
        there = set(rows.model._base_manager.filter(**{field: kept}).values_list(*together))
        doubled = [
            pk for pk, *key in list(rows.values_list("pk", *together)) if tuple(key) in there
        ]
        rows.filter(pk__in=doubled).delete()
        return rows.update(**{field: kept})

    return move


def _codes_moved(rows: QuerySet, field: str, kept: Enterprise, at: datetime) -> int:
    """One code is in force: the kept one's, if it has any; the other then opens nothing."""
    if EnterpriseCode.objects.filter(enterprise=kept, revoked_at__isnull=True).exists():
        rows.filter(revoked_at__isnull=True).update(revoked_at=at)
    return rows.update(**{field: kept})


def _pairs_forgotten(rows: QuerySet, field: str, kept: Enterprise, at: datetime) -> int:
    """What was said of a pair is said of two that stood there; one of them stands no more."""
    rows.delete()
    return 0


@dataclass(frozen=True)
class Belonging:
    """A table (``app.model``) with a foreign key ``field`` to an enterprise, and how rows move.

    ``words`` says what its rows are, where people are told how many moved; without, they are not.
    """

    label: str
    words: object = ""
    field: str = "enterprise"
    move: Callable[..., int] = all_moved

    def of(self, enterprise: Enterprise) -> QuerySet:
        return apps.get_model(self.label)._base_manager.filter(**{self.field: enterprise})


_belongings: list[Belonging] = []


def belongings_add(*belongings: Belonging) -> None:
    _belongings.extend(belongings)


def belongings() -> tuple[Belonging, ...]:
    return tuple(_belongings)


belongings_add(
    Belonging("enterprises.enterprisecode", move=_codes_moved),
    Belonging("enterprises.importrow"),
    Belonging("enterprises.notdouble", field="first", move=_pairs_forgotten),
    Belonging("enterprises.notdouble", field="second", move=_pairs_forgotten),
)
