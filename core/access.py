"""Who may do what to which row: one place for lists, details, files, searches and exports.

Roles grant permissions within a *scope* (organizations/roles.py, the permission table of the
domain, section 8). What a scope means for a model is registered by the app that knows it with
``@reaches``. Everything else asks here: ``visible_to`` for rows, ``is_allowed`` for one row.
"""

from collections.abc import Callable
from enum import StrEnum

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from core.errors import NotYou


class Scope(StrEnum):
    """How far a permission reaches. Unknown scopes reach nothing."""

    ALL = "all"  # everything
    UNIT = "unit"  # what my unit, or a unit below it, answers for in any part
    LEAD = "lead"  # what my unit leads
    SUPPORT = "support"  # what my unit supports
    ASSIGNED = "assigned"  # what was put into my own hands
    TEAM = "team"  # what my visit team serves and brought back
    CHARGE = "charge"  # the units in my charge, and what I sponsor
    FIELD = "field"  # my unit's safety fields and territory
    OWN = "own"  # what I made myself
    LINK = "link"  # the one case that the link in hand is for
    CODE = "code"  # the issues and demands of the enterprise whose code is in hand


Reach = Callable[[object, frozenset[int]], Q]
_reaches: dict[tuple[str, Scope], list[Reach]] = {}


def reaches(model_label: str, scope: Scope) -> Callable[[Reach], Reach]:
    """Register what ``scope`` means for a model: ``reach(user, unit_ids) -> Q``.

    Several apps may register for the same pair; a row is reached if any of them reaches it.
    """

    def register(reach: Reach) -> Reach:
        _reaches.setdefault((model_label, scope), []).append(reach)
        return reach

    return register


def condition_for(model: type[Model], user, permission: str) -> Q | None:
    """Return the condition a row must meet for ``user`` to have ``permission`` on it.

    None means that no row does: no user, no grant, or a scope nobody defined for the model.
    """
    grants = getattr(user, "grants", None)
    scopes = grants(permission) if grants else {}
    if Scope.ALL in scopes:
        return Q()
    parts = [
        reach(user, units)
        for scope, units in scopes.items()
        for reach in _reaches.get((model._meta.label_lower, scope), ())
    ]
    if not parts:
        return None
    condition = parts[0]
    for part in parts[1:]:
        condition |= part
    return condition


class ScopedQuerySet(QuerySet):
    """A queryset that knows who may see its rows, by the model's ``view_permission``."""

    def visible_to(self, user):
        return self.allowing(user, self.model.view_permission)

    def allowing(self, user, permission: str):
        """Only the rows on which ``user`` has ``permission``."""
        condition = condition_for(self.model, user, permission)
        return self.none() if condition is None else self.filter(condition)


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
