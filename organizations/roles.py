"""The permission table: what each role may do, and how far (domain, section 8).

This page and its parts (roles_of_….py) are the whole of it. Code asks for a permission
(core.access), never for a role; ``docs/permissions.md`` is made from this table.
"""

from core.access import Scope
from organizations.granting import Granted, Role
from organizations.granting import grants as _grants
from organizations.roles_of_deeds import DEED_GRANTS
from organizations.roles_of_hazards import HAZARD_GRANTS
from organizations.roles_of_letters import LETTER_GRANTS
from organizations.roles_of_measures import MEASURE_GRANTS
from organizations.roles_of_points import POINTS_GRANTS
from organizations.roles_of_register import REGISTER_GRANTS
from organizations.roles_of_reports import REPORT_GRANTS
from organizations.roles_of_zero import ZERO_GRANTS

_SEES_EVERYTHING = _grants(
    Scope.ALL,
    "enterprises.segment_view",
    "visits.visit_view",
    "visits.session_view",
    "visits.campaign_view",
    "visits.plan_view",
    "issues.case_view",
    "issues.key_task_view",
    "issues.raised_demand_view",
)

_KEEPS_SEGMENTS = {
    **_grants(Scope.ALL, "enterprises.segment_view"),
    **_grants(Scope.OWN, "enterprises.segment_change"),
}

_INVITES = _grants(Scope.OWN, "visits.invitation_manage")
_GOES = {**_grants(Scope.DRAWN, "visits.drawn_answer"), **_INVITES}
"""Whoever visits. At a case drawn for them they give that one answer; on its page they read."""

_OF_CASES_AND_VISITS: dict[str, Granted] = {
    Role.VISITING_OFFICIAL: {
        **_grants(
            (Scope.TEAM, Scope.UNIT),
            "visits.visit_log",
            "visits.visit_plan",
            "visits.campaign_view",
        ),
        **_grants(Scope.ALL, "enterprises.segment_view"),
        **_grants((Scope.TEAM, Scope.UNIT, Scope.OWN), "threads.post_add"),
        **_grants((Scope.TEAM, Scope.OWN), "visits.visit_view"),
        **_grants(
            (Scope.TEAM, Scope.OWN, Scope.DRAWN),
            "issues.case_view",
        ),
        **_GOES,
        **_grants(
            (Scope.TEAM, Scope.OWN),
            "issues.case_return_visit",
            "issues.case_solve_on_the_spot",
            "issues.case_dispatch_on_the_spot",
            "safety.hazard_fix_on_the_spot",
        ),
    },
    Role.HANDLER: {
        **_grants(
            Scope.ASSIGNED,
            "issues.case_view",
            "issues.case_handle",
            "issues.slip_view",
            "issues.slip_reply",
            "safety.hazard_rectify",
            "threads.post_add",
        ),
        **_grants(Scope.UNIT, "visits.session_view", "visits.session_answer"),
    },
    Role.UNIT_HEAD: {
        **_KEEPS_SEGMENTS,
        **_grants(
            (Scope.UNIT, Scope.TEAM),
            "threads.post_add",
            "visits.visit_view",
            "visits.visit_log",
            "visits.visit_plan",
            "visits.campaign_view",
        ),
        **_grants((Scope.UNIT, Scope.TEAM, Scope.DRAWN, Scope.OVERSIGHT), "issues.case_view"),
        **_grants(Scope.TEAM, "issues.case_return_visit"),
        **_GOES,
        **_grants(
            Scope.UNIT,
            "visits.session_view",
            "visits.session_answer",
            "issues.key_task_view",
            "issues.key_task_progress",
            "issues.slip_view",
            "issues.slip_reply",
        ),
        **_grants(
            Scope.TEAM,
            "issues.case_solve_on_the_spot",
            "issues.case_dispatch_on_the_spot",
            "safety.hazard_fix_on_the_spot",
        ),
        **_grants(
            Scope.LEAD,
            "issues.case_accept",
            "issues.case_plan",
            "issues.key_task_plan",
            "issues.case_pass_down",
            "issues.case_return",
            "issues.case_assign",
            "issues.case_handle",
            "issues.case_approve_reply",
            "issues.case_ask_extension",
            "issues.case_ask_suspension",
            "issues.case_resume",
            "safety.hazard_rectify",
        ),
        **_grants(Scope.SUPPORT, "issues.case_support_reply", "issues.case_task_reply"),
    },
    Role.VISIT_OFFICE: {
        **_SEES_EVERYTHING,
        **_grants(Scope.DRAWN, "visits.drawn_answer"),
        **_grants(
            Scope.ALL,
            "threads.post_add",
            "visits.visit_log",
            "visits.visit_plan",
            "visits.team_manage",
            "visits.session_manage",
            "visits.session_run",
            "visits.campaign_manage",
            "visits.draw_view",
            "visits.draw_make",
            "visits.plan_manage",
            "visits.planned_manage",
            "visits.invitation_manage",
            "visits.over_cap_decide",
            "issues.case_register",
            "issues.case_triage",
            "issues.case_dispatch",
            "issues.case_dispatch_on_the_spot",
            "issues.case_solve_on_the_spot",
            "issues.case_decide_return",
            "issues.case_record_minutes",
            "issues.case_plan",
            "issues.case_replan_late",
            "issues.key_task_manage",
            "issues.key_task_plan",
            "issues.key_task_replan_late",
            "issues.case_merge",
            "issues.case_split",
            "issues.case_group",
            "issues.dispatch_rule_manage",
            "issues.returns_view",
            "issues.case_decide_extension",
            "issues.case_resume",
            "issues.case_ask_withdrawal",
            "issues.case_decide_withdrawal",
            "issues.case_verify",
            "issues.case_close",
            "issues.case_return_visit",
            "issues.raised_demand_review",
            "issues.slip_view",
            "safety.hazard_register",
            "safety.hazard_file",
            "safety.hazard_fix_on_the_spot",
        ),
        **_grants(Scope.UNIT, "issues.slip_reply"),
    },
    Role.SAFETY_OFFICER: {
        **_KEEPS_SEGMENTS,
        **_INVITES,
        **_grants(
            Scope.FIELD,
            "threads.post_add",
            "visits.visit_view",
            "visits.visit_log",
            "visits.visit_plan",
            "visits.campaign_view",
            "issues.case_view",
            "issues.slip_view",
            "safety.hazard_register",
            "safety.hazard_file",
            "safety.hazard_assess",
            "safety.hazard_order",
            "safety.hazard_accept",
            "safety.hazard_fix_on_the_spot",
        ),
    },
    Role.DISTRICT_LEADER: {
        **_KEEPS_SEGMENTS,
        **_grants(
            (Scope.CHARGE, Scope.TEAM),
            "threads.post_add",
            "visits.visit_view",
            "visits.visit_log",
            "visits.visit_plan",
            "visits.campaign_view",
            "issues.case_dispatch_on_the_spot",
            "issues.case_solve_on_the_spot",
            "safety.hazard_fix_on_the_spot",
        ),
        **_grants(
            (Scope.CHARGE, Scope.TEAM, Scope.DRAWN),
            "issues.case_view",
        ),
        **_grants((Scope.CHARGE, Scope.TEAM), "issues.case_return_visit"),
        **_GOES,
        **_grants(
            Scope.CHARGE,
            "visits.over_cap_decide",
            "issues.case_convene",
            "issues.case_record_minutes",
            "issues.key_task_view",
            "issues.case_decide_suspension",
            "issues.case_resume",
            "issues.case_decide_withdrawal",
            "issues.slip_view",
        ),
        **_grants(Scope.OWN, "visits.session_view", "visits.session_run"),
        **_grants(
            Scope.SPONSOR,
            "issues.case_decide_second_extension",
            "issues.case_plan",
            "issues.case_replan_late",
            "issues.key_task_plan",
            "issues.key_task_replan_late",
        ),
    },
    Role.REPORT_STAFF: {
        **_SEES_EVERYTHING,
        **_grants(
            Scope.ALL,
            "visits.draw_view",
            "visits.draw_make",
            "issues.slip_view",
            "issues.returns_view",
        ),
    },
    Role.AUDITOR: {
        **_SEES_EVERYTHING,
        **_grants(
            Scope.ALL,
            "core.trail_view",
            "visits.draw_view",
            "issues.slip_view",
            "issues.returns_view",
        ),
    },
    Role.ADMINISTRATOR: {
        **HAZARD_GRANTS[Role.ADMINISTRATOR],
        **_grants(
            Scope.ALL,
            "organizations.people_manage",
            "calendars.calendar_manage",
            "notices.outbox_manage",
            "visits.cap_manage",
            "issues.policy_manage",
        ),
    },
}

_PARTS = (
    REGISTER_GRANTS,
    DEED_GRANTS,
    HAZARD_GRANTS,
    ZERO_GRANTS,
    LETTER_GRANTS,
    POINTS_GRANTS,
    MEASURE_GRANTS,
    REPORT_GRANTS,
    _OF_CASES_AND_VISITS,
)

GRANTS: dict[str, Granted] = {
    role: {name: scopes for part in _PARTS for name, scopes in part.get(role, {}).items()}
    for role in Role.values
}
"""Role → permission → scopes. A permission that stands in no part is held by nobody."""
