"""The part of the permission table about check-lists and major hazards (domain, section 4).

Check-lists, and the list of major hazards, are open to everybody who works on cases. Who inspects
is who logs visits: an inspection is one.
"""

from core.access import Scope
from organizations.granting import Granted, Role, grants

_READS = grants(Scope.ALL, "safety.listing_view", "inspections.list_view")

HAZARD_GRANTS: dict[str, Granted] = {
    Role.VISITING_OFFICIAL: _READS,
    Role.HANDLER: _READS,
    Role.UNIT_HEAD: {
        **_READS,
        **grants(Scope.UNIT, "safety.ledger_export", "safety.ledger_import", "safety.ledger_view"),
        **grants(Scope.LEAD, "safety.hazard_ask_regrade", "safety.hazard_ask_extension"),
        **grants(Scope.OVERSIGHT, "safety.hazard_decide_regrade"),
    },
    Role.VISIT_OFFICE: {
        **_READS,
        **grants(
            Scope.ALL,
            "safety.ledger_export",
            "safety.ledger_import",
            "safety.ledger_view",
            "safety.hazard_decide_regrade",
            "safety.hazard_decide_extension",
            "safety.listing_supervise",
            "safety.listing_end",
        ),
    },
    Role.SAFETY_OFFICER: {
        **_READS,
        **grants(
            Scope.FIELD,
            "safety.ledger_export",
            "safety.ledger_import",
            "safety.ledger_view",
            "safety.hazard_ask_regrade",
            "safety.hazard_decide_extension",
            "safety.listing_supervise",
            "safety.listing_end",
            "safety.suspension_order",
            "safety.resumption_check",
            "inspections.list_manage",
        ),
    },
    Role.DISTRICT_LEADER: {
        **_READS,
        **grants((Scope.CHARGE, Scope.TEAM), "safety.ledger_export"),
        **grants(
            Scope.CHARGE,
            "safety.ledger_view",
            "safety.hazard_decide_regrade",
            "safety.suspension_order",
        ),
    },
    Role.REPORT_STAFF: {
        **_READS,
        **grants(Scope.ALL, "safety.ledger_export", "safety.ledger_view"),
    },
    Role.AUDITOR: {**_READS, **grants(Scope.ALL, "safety.ledger_view")},
    Role.ADMINISTRATOR: grants(Scope.ALL, "inspections.list_view", "inspections.list_manage"),
}
