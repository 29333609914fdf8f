"""Whose enterprises are whose. Teams, charge and assignment are registered by the apps above."""

from django.db.models import Q

from core.access import Scope, reaches


@reaches("enterprises.enterprise", Scope.UNIT)
@reaches("enterprises.enterprise", Scope.FIELD)
def _in_my_territory(user, units: frozenset[int]) -> Q:
    return Q(town__in=units)


@reaches("enterprises.segment", Scope.OWN)
def _my_segments(user, units: frozenset[int]) -> Q:
    return Q(made_by=user)
