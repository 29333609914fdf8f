"""The part of the permission table about letters and their receipts.

The visit office and a safety officer write and send; whoever is in charge of an enterprise records
its receipt.
"""

from core.access import Scope
from organizations.granting import Granted, Role, grants

_VIEW, _MANAGE, _RECORD = "letters.letter_view", "letters.letter_manage", "letters.receipt_record"

LETTER_GRANTS: dict[str, Granted] = {
    Role.VISITING_OFFICIAL: grants((Scope.TEAM, Scope.UNIT), _VIEW, _RECORD),
    Role.UNIT_HEAD: grants((Scope.UNIT, Scope.TEAM), _VIEW, _RECORD),
    Role.VISIT_OFFICE: grants(Scope.ALL, _VIEW, _MANAGE, _RECORD),
    Role.SAFETY_OFFICER: {
        **grants((Scope.FIELD, Scope.OWN), _VIEW, _RECORD),
        **grants(Scope.OWN, _MANAGE),
    },
    Role.DISTRICT_LEADER: grants((Scope.CHARGE, Scope.TEAM), _VIEW),
    Role.REPORT_STAFF: grants(Scope.ALL, _VIEW),
    Role.AUDITOR: grants(Scope.ALL, _VIEW),
}
