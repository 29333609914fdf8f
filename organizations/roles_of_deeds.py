"""The part of the permission table about practical deeds and micro-wishes.

A unit keeps the deeds of its own branches; somebody of another unit looks whether they are done.
The wish wall is the whole district's; whose wish it is concerns who collected or claimed it.
"""

from core.access import Scope
from organizations.granting import Granted, Role, grants

_ON_THE_WALL: Granted = {
    **grants((Scope.UNIT, Scope.OWN, Scope.ASSIGNED, Scope.WALL), "deeds.wish_view"),
    **grants((Scope.UNIT, Scope.OWN, Scope.ASSIGNED), "deeds.wish_name_view"),
    **grants(Scope.WALL, "deeds.wish_claim"),
}
_KEEPS: Granted = {
    **_ON_THE_WALL,
    **grants((Scope.UNIT, Scope.OWN), "deeds.wish_collect", "deeds.deed_view", "deeds.deed_keep"),
}
_KEEPS_AND_LOOKS: Granted = {
    **_KEEPS,
    **grants((Scope.UNIT, Scope.OWN, Scope.NEAR), "deeds.deed_view"),
    **grants((Scope.UNIT, Scope.NEAR), "deeds.deed_accept"),
}
_SEES_EVERYTHING = grants(Scope.ALL, "deeds.deed_view", "deeds.wish_view", "deeds.wish_name_view")

DEED_GRANTS: dict[str, Granted] = {
    Role.VISITING_OFFICIAL: _KEEPS_AND_LOOKS,
    Role.HANDLER: _KEEPS,
    Role.UNIT_HEAD: {**_KEEPS_AND_LOOKS, **grants(Scope.UNIT, "deeds.deed_decide")},
    Role.VISIT_OFFICE: {
        **_SEES_EVERYTHING,
        **grants(
            Scope.ALL,
            "deeds.deed_keep",
            "deeds.deed_decide",
            "deeds.deed_accept",
            "deeds.wish_collect",
            "deeds.wish_claim",
        ),
    },
    Role.SAFETY_OFFICER: {
        **grants((Scope.ASSIGNED, Scope.WALL), "deeds.wish_view"),
        **grants(Scope.ASSIGNED, "deeds.wish_name_view"),
        **grants(Scope.WALL, "deeds.wish_claim"),
    },
    Role.DISTRICT_LEADER: {
        **grants((Scope.CHARGE, Scope.ASSIGNED, Scope.WALL), "deeds.wish_view"),
        **grants((Scope.CHARGE, Scope.ASSIGNED), "deeds.wish_name_view"),
        **grants(Scope.WALL, "deeds.wish_claim"),
        **grants(Scope.CHARGE, "deeds.deed_view", "deeds.deed_accept"),
    },
    Role.REPORT_STAFF: _SEES_EVERYTHING,
    Role.AUDITOR: _SEES_EVERYTHING,
}
