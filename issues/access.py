"""What each scope means for a case, and what a case lends to its enterprise (domain, section 8)."""

from django.db.models import Q

from core.access import Named, Part, Scope, condition_of, reaches
from core.audit import SystemActor
from enterprises.acting import ActingEnterprise
from enterprises.models import Enterprise
from issues.models import Case, KeyTask, Responsibility, WordLink
from issues.workflow import Kind
from organizations.without_role import OF_THE_MACHINE


class MachineActor(SystemActor):
    """The machine in one of its duties, with just the permissions that the duty needs."""

    def __init__(self, duty: str):
        self._granted = OF_THE_MACHINE[duty]

    def grants(self, permission: str) -> dict[Scope, frozenset[int]]:
        return dict.fromkeys(self._granted.get(permission, ()), frozenset())


class EnterpriseActor(ActingEnterprise):
    """An enterprise that acts for itself, by a link about one case or by its code."""

    def __init__(self, enterprise: Enterprise, held: str, case_id: int | None = None):
        super().__init__(enterprise, held)
        self.case_id = case_id

    @classmethod
    def by_link(cls, link: WordLink) -> "EnterpriseActor":
        return cls(link.case.enterprise, "link", link.case_id)


CASE = "issues.case"
SLIP = "issues.slip"
KEY_TASK = "issues.keytask"
ENTERPRISE = "enterprises.enterprise"


def _answering(**facts) -> Named:
    """Cases in which such a part has not ended."""
    return Named(Responsibility.objects.filter(ended_at__isnull=True, **facts), "case")


@reaches(CASE, Scope.UNIT)
def unit_cases(user, units):
    return _answering(organization__in=units)


@reaches(CASE, Scope.LEAD)
def led_cases(user, units):
    return Q(lead_unit__in=units)


@reaches(CASE, Scope.SUPPORT)
def supported_cases(user, units):
    roles = (Responsibility.Role.SUPPORT, Responsibility.Role.TASK)
    return _answering(organization__in=units, role__in=roles)


@reaches(CASE, Scope.ASSIGNED)
def assigned_cases(user, units):
    return Q(handler=user, lead_unit__in=units)


@reaches(CASE, Scope.OWN)
def own_cases(user, units):
    return Q(registered_by=user)


@reaches(CASE, Scope.CHARGE)
def charged_cases(user, units):
    return _answering(organization__in=user.charge_ids)


@reaches(CASE, Scope.CHARGE)
def sponsored_cases(user, units):
    return _answering(person__in=user.stands_for_ids)


@reaches(CASE, Scope.SPONSOR)
def cases_to_sponsor(user, units):
    """The sponsor's; where nobody sponsors, theirs who answer for the lead unit."""
    nobody = ~_sponsored(person__is_active=True).condition
    return _sponsored(person__in=user.stands_for_ids).condition | (
        nobody & Q(lead_unit__in=user.charge_ids)
    )


def _sponsored(**facts) -> Named:
    return _answering(role=Responsibility.Role.SPONSOR, **facts)


@reaches(CASE, Scope.FIELD)
def field_cases(user, units):
    return Q(kind=Kind.HAZARD) & (Q(oversight_unit__in=units) | Q(town__in=units))


@reaches(CASE, Scope.OVERSIGHT)
def overseen_hazards(user, units):
    """Those of my own fields, not all that lie in my territory."""
    return Q(kind=Kind.HAZARD, oversight_unit__in=units)


@reaches(CASE, Scope.LINK)
def case_of_link(actor, units):
    return Q(pk=actor.case_id)


@reaches(CASE, Scope.CODE)
def cases_of_code(actor, units):
    """Hazards reach an enterprise by an order to rectify, and not before."""
    return Q(enterprise=actor.enterprise) & ~Q(kind=Kind.HAZARD)


@reaches(KEY_TASK, Scope.UNIT)
def key_tasks_of_units(user, units):
    """Led by these units, or with their part in it."""
    taking_part = KeyTask.units.through.objects.filter(organization__in=units)
    return Q(organization__in=units) | Q(pk__in=taking_part.values("keytask"))


@reaches(KEY_TASK, Scope.LEAD)
def key_tasks_led(user, units):
    return Q(organization__in=units)


@reaches(KEY_TASK, Scope.CHARGE)
def key_tasks_in_charge(user, units):
    return key_tasks_of_units(user, user.charge_ids) | key_tasks_of_leader(user, units)


@reaches(KEY_TASK, Scope.SPONSOR)
def key_tasks_of_leader(user, units):
    return Q(leader__in=user.stands_for_ids)


@reaches(SLIP, Scope.UNIT)
def slips_of_units(user, units):
    return Q(organization__in=units)


@reaches(SLIP, Scope.ASSIGNED)
def slips_of_assigned_cases(user, units):
    return Q(organization__in=units, case__handler=user)


@reaches(SLIP, Scope.CHARGE)
def slips_in_charge(user, units):
    return Q(organization__in=user.charge_ids)


@reaches(SLIP, Scope.FIELD)
def slips_of_field_cases(user, units):
    return Q(case__in=Case.objects.filter(field_cases(user, units)))


@reaches(ENTERPRISE, Scope.CODE)
def enterprise_of_code(actor, units):
    return Q(pk=actor.enterprise.pk)


def _enterprise_with(part: Part) -> Named:
    return Named(Case.objects.filter(condition_of(part)), "enterprise", is_far=True)


@reaches(ENTERPRISE, Scope.UNIT)
def enterprises_of_unit_cases(user, units):
    return _enterprise_with(unit_cases(user, units))


@reaches(ENTERPRISE, Scope.ASSIGNED)
def enterprises_of_assigned_cases(user, units):
    return _enterprise_with(assigned_cases(user, units))


@reaches(ENTERPRISE, Scope.CHARGE)
def enterprises_in_charge(user, units):
    return Q(town__in=user.charge_ids)


@reaches(ENTERPRISE, Scope.CHARGE)
def enterprises_of_charged_cases(user, units):
    return _enterprise_with(charged_cases(user, units))


@reaches(ENTERPRISE, Scope.CHARGE)
def enterprises_of_sponsored_cases(user, units):
    return _enterprise_with(sponsored_cases(user, units))


@reaches(ENTERPRISE, Scope.FIELD)
def enterprises_of_field_cases(user, units):
    return _enterprise_with(field_cases(user, units))
