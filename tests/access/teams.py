"""The rows of the access table about teams, who serves whom, and the plans for that."""

from organizations.roles import Role
from tests.access.page import Page
from tests.access.world import EVERYBODY, NOBODY

R = Role

SEES_VISITS = EVERYBODY - {R.ADMINISTRATOR, R.HANDLER, NOBODY}
SEES_PLANS = {R.VISIT_OFFICE, R.REPORT_STAFF, R.AUDITOR}

PAGES_OF_TEAMS = (
    Page("visits:team_list", SEES_VISITS),
    Page("visits:teams_export", SEES_VISITS - {R.AUDITOR}),
    *(
        Page(
            name,
            {
                R.UNIT_HEAD,
                R.DISTRICT_LEADER,
                R.VISIT_OFFICE,
                R.SAFETY_OFFICER,
                R.REPORT_STAFF,
                R.AUDITOR,
            },
            otherwise=404,
            kwargs=lambda world: {"pk": world.team.pk},
        )
        for name in ("visits:team_detail", "reports:team_board")
    ),
    Page("visits:team_create", {R.VISIT_OFFICE}),
    Page("visits:team_change", {R.VISIT_OFFICE}, kwargs=lambda world: {"pk": world.team.pk}),
    Page("visits:team_hand_over", {R.VISIT_OFFICE}, kwargs=lambda world: {"pk": world.team.pk}),
    Page("visits:team_assign", {R.VISIT_OFFICE}),
    Page("visits:plan_list", SEES_PLANS),
    Page("visits:plan_create", {R.VISIT_OFFICE}),
    *(
        Page(
            f"visits:{name}",
            SEES_PLANS,
            otherwise=404,
            kwargs=lambda world: {"pk": world.plan.pk},
        )
        for name in ("plan_detail", "plan_progress", "plan_workbook")
    ),
    Page(
        "visits:plan_row",
        {R.VISIT_OFFICE},
        kwargs=lambda world: {"pk": world.plan.pk, "row_pk": world.plan.rows.get().pk},
    ),
    Page(
        "visits:plan_approve",
        {R.VISIT_OFFICE},
        opens=302,
        method="post",
        otherwise=404,
        refused=SEES_PLANS - {R.VISIT_OFFICE},
        kwargs=lambda world: {"pk": world.plan.pk},
    ),
    Page("visits:industry_list", {R.VISIT_OFFICE}),
    Page(
        "visits:industry_remove",
        {R.VISIT_OFFICE},
        opens=302,
        method="post",
        kwargs=lambda world: {"pk": world.industry.pk},
    ),
    Page(
        "visits:drawn_answer",
        {R.VISITING_OFFICIAL},
        otherwise=404,
        kwargs=lambda world: {"pk": world.drawn.pk},
    ),
)
