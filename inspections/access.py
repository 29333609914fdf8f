"""What a scope means for inspections and check-lists, and an enterprise that signs a report."""

from django.db.models import Q

from core.access import Scope, reaches
from enterprises.acting import ActingEnterprise
from inspections.models import InspectedList, Inspection, ReportLink
from inspections.workflow import LIST_MANAGE
from safety.selectors import fields_overseen
from safety.workflow import SafetyField
from visits.access import charged_visits, own_visits, team_visits, unit_visits
from visits.models import Visit

INSPECTION = "inspections.inspection"
CHECK_LIST = "inspections.checklist"


class SigningEnterprise(ActingEnterprise):
    """An enterprise that signs the report of an inspection, by the link to it."""

    def __init__(self, link: ReportLink):
        super().__init__(link.inspection.visit.enterprise, "report")
        self.inspection_id = link.inspection_id


def _of_visits(visits: Q) -> Q:
    return Q(visit__in=Visit.objects.filter(visits).order_by().values("pk"))


def _by_units(units) -> Q:
    """Those in which one of the units took part, whoever logged the visit."""
    joint = Inspection.units.through.objects.filter(organization__in=units)
    return Q(pk__in=joint.values("inspection"))


@reaches(INSPECTION, Scope.OWN)
def own_inspections(user, units):
    return _of_visits(own_visits(user, units))


@reaches(INSPECTION, Scope.TEAM)
def team_inspections(user, units):
    return _of_visits(team_visits(user, units))


@reaches(INSPECTION, Scope.UNIT)
def unit_inspections(user, units):
    return _of_visits(unit_visits(user, units)) | _by_units(units)


@reaches(INSPECTION, Scope.FIELD)
def field_inspections(user, units):
    """Those of the unit and its territory, and wherever a list of a field it oversees was used."""
    lists = InspectedList.objects.filter(version__check_list__field__in=fields_overseen(units))
    return unit_inspections(user, units) | Q(pk__in=lists.order_by().values("inspection"))


@reaches(INSPECTION, Scope.CHARGE)
def charged_inspections(user, units):
    return _of_visits(charged_visits(user, units)) | _by_units(user.charge_ids)


@reaches(INSPECTION, Scope.LINK)
def inspection_of_the_link(user, units):
    return Q(pk=user.inspection_id)


@reaches(CHECK_LIST, Scope.FIELD)
def lists_of_overseen_fields(user, units):
    return Q(field__in=fields_overseen(units))


def fields_managed(actor) -> list[str]:
    """The fields of safety whose check-lists the person keeps."""
    granted = actor.grants(LIST_MANAGE)
    if Scope.ALL in granted:
        return SafetyField.values
    return fields_overseen(granted.get(Scope.FIELD, ()))
