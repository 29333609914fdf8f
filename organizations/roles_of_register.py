"""The part of the permission table about the register of visit targets.

Whoever sees a part of it takes that part away as a workbook; an auditor reads only.
"""

from core.access import Scope
from organizations.granting import Granted, Role, grants

_VIEW, _EXPORT = "enterprises.enterprise_view", "enterprises.register_export"

REGISTER_GRANTS: dict[str, Granted] = {
    Role.VISITING_OFFICIAL: grants((Scope.TEAM, Scope.UNIT), _VIEW, _EXPORT),
    Role.HANDLER: grants(Scope.ASSIGNED, _VIEW, _EXPORT),
    Role.UNIT_HEAD: grants((Scope.UNIT, Scope.TEAM), _VIEW, _EXPORT),
    Role.VISIT_OFFICE: grants(
        Scope.ALL,
        _VIEW,
        _EXPORT,
        "enterprises.enterprise_change",
        "enterprises.enterprise_merge",
        "enterprises.segment_change",
        "enterprises.register_import",
    ),
    Role.SAFETY_OFFICER: grants(Scope.FIELD, _VIEW, _EXPORT),
    Role.DISTRICT_LEADER: grants((Scope.CHARGE, Scope.TEAM), _VIEW, _EXPORT),
    Role.REPORT_STAFF: grants(Scope.ALL, _VIEW, _EXPORT),
    Role.AUDITOR: grants(Scope.ALL, _VIEW),
}
