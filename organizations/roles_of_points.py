"""The part of the permission table about points, the ranking and viewings of projects.

The ranking is announced to all. The ledger of a unit is its own; its head objects, and the visit
office or the leader in charge decides. Whoever was chosen as a judge scores.
"""

from core.access import Scope
from organizations.granting import Granted, Role, grants

_READS = grants(Scope.ALL, "points.ranking_view")
_JUDGES = grants(Scope.OWN, "points.viewing_view", "points.viewing_score")
_SEES_EVERYTHING = {
    **_READS,
    **grants(Scope.ALL, "points.entry_view", "points.viewing_view"),
}
_OF_A_UNIT = {**_READS, **_JUDGES, **grants(Scope.UNIT, "points.entry_view")}

POINTS_GRANTS: dict[str, Granted] = {
    Role.VISITING_OFFICIAL: {**_READS, **_JUDGES},
    Role.HANDLER: _OF_A_UNIT,
    Role.UNIT_HEAD: {**_OF_A_UNIT, **grants(Scope.UNIT, "points.appeal_make")},
    Role.VISIT_OFFICE: {
        **_SEES_EVERYTHING,
        **grants(
            Scope.ALL,
            "points.entry_make",
            "points.appeal_decide",
            "points.rule_manage",
            "points.month_close",
            "points.viewing_manage",
        ),
        **grants(Scope.OWN, "points.viewing_score"),
    },
    Role.SAFETY_OFFICER: {**_READS, **_JUDGES},
    Role.DISTRICT_LEADER: {
        **_READS,
        **_JUDGES,
        **grants(Scope.CHARGE, "points.entry_view", "points.appeal_decide"),
    },
    Role.REPORT_STAFF: _SEES_EVERYTHING,
    Role.AUDITOR: _SEES_EVERYTHING,
}
