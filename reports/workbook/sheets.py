"""Which rows each sheet holds: the lists of the pages, as one address filters them.

A condition that one list knows and another does not (a case's outcome, a unit's part) reaches the
other through the case: the four sheets always speak of the same cases.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Max, Min, Model, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from core.access import listed_within
from core.filters import conditions_told
from issues.filters import (
    CaseFilter,
    DeadlineFilter,
    DemandFilter,
    IssueFilter,
    ResponsibilityFilter,
)
from issues.models import Case

PERMISSION = "reports.lists_export"
_KNOWING = (CaseFilter, ResponsibilityFilter, DeadlineFilter)
_LISTS = (
    (gettext_lazy("List of issues"), IssueFilter),
    (gettext_lazy("List of demands"), DemandFilter),
    (gettext_lazy("List of responsibilities"), ResponsibilityFilter),
    (gettext_lazy("List of deadlines"), DeadlineFilter),
)


@dataclass(frozen=True)
class Sheet:
    """One list: its title, its rows in order, in words what filters it, and who takes it away."""

    title: str
    rows: QuerySet
    filtered_by: str
    user: object

    @cached_property
    def extent(self) -> "Extent":
        at = "registered_at" if self.rows.model is Case else "case__registered_at"
        found = self.rows.order_by().aggregate(n=Count("pk"), first=Min(at), last=Max(at))
        days = (timezone.localdate(found[end]) if found["n"] else None for end in ("first", "last"))
        return Extent(found["n"], *days)


class Extent(NamedTuple):
    """How many rows, and the days on which their first and last case was registered."""

    count: int
    first_on: date | None
    last_on: date | None


def sheets_of(*, user, params: QueryDict) -> list[Sheet]:
    """The four lists that this person may export, as ``params`` filter them."""
    return [_sheet(str(title), kind, user, params) for title, kind in _LISTS]


def _sheet(title: str, kind: type, user, params: QueryDict) -> Sheet:
    own = kind(params, user=user)
    rows, words = _within_reach(own.ordered, user), conditions_told(own)
    left = [name for name in params if params[name] and not _knows(kind, name)]
    for other in _KNOWING:
        theirs = [name for name in left if _knows(other, name)]
        if theirs:
            left = [name for name in left if name not in theirs]
            found = other(_only(params, theirs), user=user)
            rows, words = rows.filter(**_of(rows.model, found)), words + conditions_told(found)
    return Sheet(title, rows, "；".join(words), user)


def _within_reach(rows: QuerySet, user) -> QuerySet:
    return listed_within(
        rows, user=user, model=Case, permission=PERMISSION, at=_case_of(rows.model)
    )


def _of(model: type[Model], found) -> dict:
    """Rows of the cases that the other list's conditions find."""
    cases = found.qs.order_by().values(_case_of(found.qs.model))
    return {f"{_case_of(model)}__in": cases}


def _case_of(model: type[Model]) -> str:
    return "pk" if model is Case else "case"


def _knows(kind: type, name: str) -> bool:
    return name in kind.base_filters or name.rpartition("_")[0] in kind.base_filters


def _only(params: QueryDict, names: list[str]) -> QueryDict:
    chosen = QueryDict(mutable=True)
    for name in names:
        chosen.setlist(name, params.getlist(name))
    return chosen
