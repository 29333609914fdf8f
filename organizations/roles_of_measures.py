"""The part of the permission table about common problems and the measures that answer them.

The visit office says what is one problem; the unit that owns a measure keeps
it; what is in force everybody who meets enterprises may offer.
"""

from core.access import Scope
from organizations.granting import Granted, Role, grants

_PROBLEM, _MEASURE = "measures.problem_view", "measures.measure_view"
_DECIDE, _KEEP = "measures.problem_decide", "measures.measure_keep"
_OFFERS = grants(Scope.ISSUED, _MEASURE)

MEASURE_GRANTS: dict[str, Granted] = {
    Role.VISITING_OFFICIAL: _OFFERS,
    Role.HANDLER: _OFFERS,
    Role.UNIT_HEAD: {
        **grants((Scope.UNIT, Scope.ISSUED), _MEASURE),
        **grants(Scope.UNIT, _PROBLEM, _KEEP),
    },
    Role.VISIT_OFFICE: grants(Scope.ALL, _PROBLEM, _MEASURE, _DECIDE, _KEEP),
    Role.SAFETY_OFFICER: _OFFERS,
    Role.DISTRICT_LEADER: grants(Scope.ALL, _PROBLEM, _MEASURE),
    Role.REPORT_STAFF: grants(Scope.ALL, _PROBLEM, _MEASURE),
    Role.AUDITOR: grants(Scope.ALL, _PROBLEM, _MEASURE),
}
