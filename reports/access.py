"""Of which units a person may open the figures: those whose cases their permission reaches."""

from django.db.models import Q, QuerySet

from core.access import Scope, condition_for, reaches
from organizations.models import Organization

FIGURES = "reports.figures_view"
UNIT = "organizations.organization"
RANKED = (Organization.Kind.DEPARTMENT, Organization.Kind.TOWN)


@reaches(UNIT, Scope.UNIT)
def own_units(user, units):
    return Q(pk__in=units)


@reaches(UNIT, Scope.CHARGE)
def units_in_charge(user, units):
    return Q(pk__in=user.charge_ids)


def units_open_to(user) -> QuerySet[Organization]:
    """The departments and towns whose figures this person may open, in their order."""
    condition = condition_for(Organization, user, FIGURES)
    if condition is None:
        return Organization.objects.none()
    return (
        Organization.objects.active()
        .filter(condition, kind__in=RANKED)
        .order_by("kind", "order", "pk")
    )
