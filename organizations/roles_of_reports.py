"""The part of the permission table about figures, lists taken away, and the reports that are kept.

A report holds what its maker could see: whoever sees everything sees every report, whoever leads a
unit those of the unit's own cases, anybody else their own. Whoever sees campaigns may have the workbook
of one made, so visiting officials see their own as well.
"""

from core.access import Scope
from organizations.granting import Granted, Role, grants

_FIGURES, _LISTS, _VIEW = "reports.figures_view", "reports.lists_export", "reports.report_view"
_BRIEFS = "reports.template_manage", "reports.schedule_manage"

REPORT_GRANTS: dict[str, Granted] = {
    Role.VISITING_OFFICIAL: grants(Scope.OWN, _VIEW),
    Role.UNIT_HEAD: {
        **grants(Scope.UNIT, _FIGURES, _LISTS),
        **grants((Scope.UNIT, Scope.OWN), _VIEW),
    },
    Role.VISIT_OFFICE: grants(Scope.ALL, _FIGURES, _LISTS, _VIEW, *_BRIEFS),
    Role.SAFETY_OFFICER: {**grants(Scope.FIELD, _LISTS), **grants(Scope.OWN, _VIEW)},
    Role.DISTRICT_LEADER: {
        **grants(Scope.CHARGE, _FIGURES),
        **grants((Scope.CHARGE, Scope.TEAM), _LISTS),
        **grants((Scope.CHARGE, Scope.OWN), _VIEW),
    },
    Role.REPORT_STAFF: grants(Scope.ALL, _FIGURES, _LISTS, _VIEW, *_BRIEFS),
    Role.AUDITOR: grants(Scope.ALL, _FIGURES, _VIEW),
}
