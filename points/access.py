"""What a scope means for the ledger and for viewings."""

from django.db.models import Q

from core.access import Scope, reaches
from points.models import Judge

ENTRY = "points.entry"
APPEAL = "points.appeal"
VIEWING = "points.viewing"


@reaches(ENTRY, Scope.UNIT)
def entries_of_units(user, units):
    return Q(unit__in=units)


@reaches(ENTRY, Scope.CHARGE)
def charged_entries(user, units):
    return Q(unit__in=user.charge_ids)


@reaches(APPEAL, Scope.UNIT)
def appeals_of_units(user, units):
    return Q(entry__unit__in=units)


@reaches(APPEAL, Scope.CHARGE)
def charged_appeals(user, units):
    return Q(entry__unit__in=user.charge_ids)


@reaches(VIEWING, Scope.OWN)
def judged_viewings(user, units):
    return Q(pk__in=Judge.objects.filter(person=user).values("viewing"))
