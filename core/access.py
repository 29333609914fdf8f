"""Who may do what to which row: one place for lists, details, files, searches and exports.

Roles grant permissions within a *scope* (organizations/roles.py, the permission table of the
domain, section 8). What a scope means for a model is registered by the app that knows it with
``@reaches``. Everything else asks here: ``visible_to`` for rows, ``listed_to`` for the rows of a
list, ``is_allowed`` for one row.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from core.errors import NotYou
from core.lookups import looked_up


class Scope(StrEnum):
    """How far a permission reaches. Unknown scopes reach nothing."""

    ALL = "all"  # everything
    UNIT = "unit"  # what my unit, or a unit below it, answers for in any part
    LEAD = "lead"  # what my unit leads
    SUPPORT = "support"  # what my unit supports, or has a task in
    ASSIGNED = "assigned"  # what was put into my own hands
    TEAM = "team"  # what my visit team serves and brought back
    CHARGE = "charge"  # the units in my charge, and what I sponsor
    SPONSOR = "sponsor"  # what I sponsor; what nobody sponsors and units in my charge lead
    FIELD = "field"  # my unit's safety fields and territory
    OVERSIGHT = "oversight"  # the hazards that my unit, or a unit below it, oversees
    OTHERS = "others"  # what concerns others than my own unit
    OWN = "own"  # what I made myself
    LINK = "link"  # the one case that the link in hand is for
    NEAR = "near"  # what waits in my town for somebody of another unit to look at
    WALL = "wall"  # what hangs on the wish wall
    ISSUED = "issued"  # what is in force for everybody
    DRAWN = "drawn"  # what was drawn at random for me to look at again
    CODE = "code"  # the issues and demands of the enterprise whose code is in hand


NARROW = 20_000
"""A part of a scope with no more rows than this is looked up by its keys."""


@dataclass(frozen=True)
class Named:
    """The rows that other ``rows`` name in their column ``field``.

    ``is_far``: to know whether a row is named takes more than one look at an index.
    """

    rows: QuerySet
    field: str
    is_far: bool = False

    @property
    def condition(self) -> Q:
        return Q(Exists(self._naming))

    @property
    def by_row(self) -> Q:
        """The same, asked row by row as a list is read."""
        return self.condition if self.is_far else Q(looked_up(self._naming))

    @property
    def _naming(self) -> QuerySet:
        return self.rows.filter(**{self.field: OuterRef("pk")})


Part = Q | Named
Reach = Callable[[object, frozenset[int]], Part]
_reaches: dict[tuple[str, Scope], list[Reach]] = {}


def reaches(model_label: str, scope: Scope) -> Callable[[Reach], Reach]:
    """Register what ``scope`` means for a model: ``reach(user, unit_ids)``, a condition or keys.

    Several apps may register for the same pair; a row is reached if any of them reaches it.
    """

    def register(reach: Reach) -> Reach:
        _reaches.setdefault((model_label, scope), []).append(reach)
        return reach

    return register


def condition_of(part: Part) -> Q:
    return part.condition if isinstance(part, Named) else part


def _parts(model: type[Model], user, permission: str) -> list[Part]:
    """What the user's scopes reach of a model, each alone; ``[Q()]`` is everything."""
    grants = getattr(user, "grants", None)
    scopes = grants(permission) if grants else {}
    if Scope.ALL in scopes:
        return [Q()]
    return [
        reach(user, units)
        for scope, units in scopes.items()
        for reach in _reaches.get((model._meta.label_lower, scope), ())
    ]


def condition_for(model: type[Model], user, permission: str) -> Q | None:
    """Return the condition a row must meet for ``user`` to have ``permission`` on it.

    None means that no row does: no user, no grant, or a scope nobody defined for the model.
    """
    parts = [condition_of(part) for part in _parts(model, user, permission)]
    return reduce(or_, parts) if parts else None


def listed_within(
    rows: QuerySet, *, user, model: type[Model], permission: str, at: str = "pk"
) -> QuerySet:
    """Those of ``rows`` whose ``at`` is in the user's reach of ``model``: the rows of a list.

    The same rows as by ``condition_for``, asked for so that a database finds them quickly: a scope
    of few rows by their keys; of a wide one, each row in the list's order is asked whether it lies
    within, for the page is soon full. Either is a walk through the whole table for the other.
    """
    parts = _parts(model, user, permission)
    if not parts:
        return rows.none()
    if not all(parts):
        return rows
    if _is_narrow(model, user, permission, parts):
        keys = [_keys(model, part) for part in parts]
        named = keys[0].union(*keys[1:], all=True) if keys[1:] else keys[0]
        return rows.filter(**{f"{at}__among": named})
    condition = reduce(or_, (p.by_row if isinstance(p, Named) else p for p in parts))
    if at == "pk":
        return rows.filter(condition)
    within = model._default_manager.filter(condition, pk=OuterRef(f"{at}_id"))
    return rows.filter(looked_up(within))


def _is_narrow(model: type[Model], user, permission: str, parts: list[Part]) -> bool:
    """Whether no part holds many rows; asked once per person and request, for it only guides."""
    known = user.__dict__.setdefault("_narrow_scopes", {})
    key = (model, permission)
    if key not in known:
        known[key] = all(_keys(model, part)[: NARROW + 1].count() <= NARROW for part in parts)
    return known[key]


def _keys(model: type[Model], part: Part) -> QuerySet:
    if isinstance(part, Named):
        return part.rows.order_by().values(part.field)
    return model._default_manager.filter(part).order_by().values("pk")


class ScopedQuerySet(QuerySet):
    """A queryset that knows who may see its rows, by the model's ``view_permission``."""

    def visible_to(self, user):
        return self.allowing(user, self.model.view_permission)

    def allowing(self, user, permission: str):
        """Only the rows on which ``user`` has ``permission``."""
        condition = condition_for(self.model, user, permission)
        return self.none() if condition is None else self.filter(condition)

    def listed_to(self, user, permission: str = ""):
        """As ``visible_to`` (or ``allowing``), for lists: by a statement that suits the scope."""
        permission = permission or self.model.view_permission
        return listed_within(self, user=user, model=self.model, permission=permission)


def has_permission(user, permission: str) -> bool:
    """Whether the user has the permission anywhere at all. Unknown permissions: no."""
    grants = getattr(user, "grants", None)
    return bool(grants and grants(permission))


def is_allowed(user, permission: str, obj: Model) -> bool:
    """Whether the user has the permission on this row."""
    condition = condition_for(type(obj), user, permission)
    if condition is None:
        return False
    if not condition:
        return True
    return type(obj)._default_manager.filter(condition, pk=obj.pk).exists()


def require(user, permission: str, obj: Model | None = None) -> None:
    """Raise NotYou unless the user has the permission (on ``obj``, if given)."""
    allowed = has_permission(user, permission) if obj is None else is_allowed(user, permission, obj)
    if not allowed:
        raise NotYou(_("You may not do this. Ask the visit office if you think you should."))
