"""Which enterprises a safety officer may inspect, and who may accept a rectification."""

from django.db.models import Exists, Q

from core.access import Scope, reaches
from issues.access import field_cases, overseen_hazards
from issues.models import Case
from organizations.models import Organization
from safety.models import FieldAuthority, Inquiry, JointMeeting


@reaches("enterprises.enterprise", Scope.FIELD)
def enterprises_in_the_field(user, units):
    """A field has no bounds but the district's: its authority may find a hazard anywhere."""
    return Q(Exists(FieldAuthority.objects.filter(organization__in=units)))


@reaches("safety.ledgerimport", Scope.FIELD)
@reaches("safety.ledgerimport", Scope.UNIT)
def imports_of_the_unit(user, units):
    return Q(unit__in=units)


@reaches("safety.ledgerrecord", Scope.UNIT)
def records_of_the_unit(user, units):
    """Its own ledger, and what others recorded in its territory."""
    return Q(unit__in=units) | Q(enterprise__town__in=units)


@reaches("safety.ledgerrecord", Scope.FIELD)
def records_of_the_field(user, units):
    overseen = FieldAuthority.objects.filter(organization__in=units).values("field")
    return records_of_the_unit(user, units) | Q(field__in=overseen)


@reaches("safety.ledgerrecord", Scope.CHARGE)
def records_in_charge(user, units):
    return records_of_the_unit(user, user.charge_ids)


INQUIRY, JOINT_MEETING = Inquiry._meta.label_lower, JointMeeting._meta.label_lower


def _kept_from(user) -> Q:
    """Inspections of the person's own unit without an outcome: nobody of it reads those."""
    known = user.__dict__.get("_own_line")
    if known is None:
        paths = Organization.objects.filter(pk__in=user.home_unit_ids).values_list(
            "path", flat=True
        )
        known = user.__dict__["_own_line"] = {
            int(key) for path in paths for key in path.split("/") if key
        }
    return Q(decided_at__isnull=True, unit__in=known)


@reaches(INQUIRY, Scope.OTHERS)
def inquiries_of_others(user, units):
    return ~_kept_from(user)


@reaches(INQUIRY, Scope.FIELD)
def inquiries_of_the_field(user, units):
    hazards = Case.objects.filter(field_cases(user, units))
    return Q(case__in=hazards) & ~_kept_from(user)


@reaches(INQUIRY, Scope.OVERSIGHT)
def inquiries_of_overseen_hazards(user, units):
    hazards = Case.objects.filter(overseen_hazards(user, units))
    return Q(case__in=hazards) & ~_kept_from(user)


@reaches(INQUIRY, Scope.CHARGE)
def inquiries_in_charge(user, units):
    return Q(unit__in=user.charge_ids)


@reaches(INQUIRY, Scope.UNIT)
def inquiries_into_units(user, units):
    """The unit looked into reads it from its outcome on."""
    return Q(unit__in=units, decided_at__isnull=False)


@reaches(JOINT_MEETING, Scope.UNIT)
def joint_meetings_of_units(user, units):
    taking_part = JointMeeting.units.through.objects.filter(organization__in=units)
    return Q(pk__in=taking_part.values("jointmeeting"))


@reaches(JOINT_MEETING, Scope.OWN)
def joint_meetings_convened(user, units):
    return Q(convened_by=user)


@reaches(JOINT_MEETING, Scope.CHARGE)
def joint_meetings_chaired(user, units):
    return Q(chair__in=user.stands_for_ids) | joint_meetings_of_units(user, user.charge_ids)


@reaches(JOINT_MEETING, Scope.SPONSOR)
def joint_meetings_in_the_chair(user, units):
    return Q(chair__in=user.stands_for_ids)


def can_accept(user, case: Case) -> bool:
    """Whether this person is nobody who rectified, nor of the unit that saw it rectified."""
    return case.hazard.submitted_by_id != user.pk and not is_of_unit(user, case.lead_unit)


def may_still(user, permission: str, case: Case) -> bool:
    """Whether a person with the permission is none of those whom a rule of the loop bars from it."""
    barred = _BARRED.get(permission)
    return barred is None or not barred(user, case)


def _rectifies(user, case: Case) -> bool:
    return is_of_unit(user, case.lead_unit)


def _asked_or_rectifies(user, case: Case) -> bool:
    waiting = case.requests.filter(approved__isnull=True, lapsed_at__isnull=True)
    return waiting.filter(requested_by=user).exists() or _rectifies(user, case)


_BARRED = {
    "safety.hazard_accept": lambda user, case: not can_accept(user, case),
    "safety.hazard_decide_regrade": _asked_or_rectifies,
    "safety.hazard_decide_extension": _asked_or_rectifies,
    "safety.suspension_order": _rectifies,
    "safety.resumption_check": _rectifies,
}
"""Permission → who has it and may not use it here: they asked, or their unit rectifies."""


def is_of_unit(person, unit: Organization | None) -> bool:
    """Whether the person belongs to the unit or to a unit below it, whatever else they are."""
    if unit is None:
        return False
    return Organization.objects.filter(
        pk__in=person.home_unit_ids, path__startswith=unit.path
    ).exists()
