"""The part of the permission table about joint meetings and safety-responsibility inspections.

The unit looked into reads an inspection from its outcome on; until then nobody who belongs to it
does, whatever else they are (safety/access.py).
"""

from core.access import Scope
from organizations.granting import Granted, Role, grants

_MEETING, _MANAGE, _DECIDE = (
    "safety.joint_meeting_view",
    "safety.joint_meeting_manage",
    "safety.hazard_decide_jointly",
)
_READ, _OPEN, _WORK = "safety.inquiry_view", "safety.inquiry_open", "safety.inquiry_manage"

ZERO_GRANTS: dict[str, Granted] = {
    Role.UNIT_HEAD: {
        **grants(Scope.UNIT, _MEETING, "safety.inquiry_answer"),
        **grants((Scope.UNIT, Scope.OVERSIGHT), _READ),
    },
    Role.VISIT_OFFICE: {
        **grants(Scope.ALL, _MEETING, _MANAGE, _DECIDE, _OPEN),
        **grants(Scope.OTHERS, _READ, _WORK),
    },
    Role.SAFETY_OFFICER: {
        **grants((Scope.UNIT, Scope.OWN), _MEETING),
        **grants(Scope.OWN, _MANAGE),
        **grants(Scope.FIELD, _DECIDE, _OPEN, _READ, _WORK),
    },
    Role.DISTRICT_LEADER: {
        **grants((Scope.CHARGE, Scope.OWN), _MEETING),
        **grants((Scope.SPONSOR, Scope.OWN), _MANAGE),
        **grants(Scope.CHARGE, _DECIDE, _OPEN, _READ, _WORK),
    },
    Role.REPORT_STAFF: grants(Scope.ALL, _MEETING),
    Role.AUDITOR: grants(Scope.ALL, _MEETING, _READ),
}
