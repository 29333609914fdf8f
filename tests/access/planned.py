"""The rows of the access table for planned visits and the approvals over the cap."""

from organizations.roles import Role
from tests.access.page import Page
from tests.access.world import EVERYBODY, NOBODY
from visits.models import VisitCap

R = Role

SEES_VISITS = EVERYBODY - {R.ADMINISTRATOR, R.HANDLER, NOBODY}
PLANS = SEES_VISITS - {R.REPORT_STAFF, R.AUDITOR}
SEES_THE_PLAN = {
    R.VISITING_OFFICIAL,
    R.VISIT_OFFICE,
    R.SAFETY_OFFICER,
    R.REPORT_STAFF,
    R.AUDITOR,
}
CHANGES = {R.VISITING_OFFICIAL, R.VISIT_OFFICE}
DECIDES = {R.VISIT_OFFICE, R.DISTRICT_LEADER}


def _planned(world):
    return {"pk": world.planned.pk}


PAGES_OF_PLANNED = (
    Page("visits:planned_list", SEES_VISITS),
    Page("visits:planned_create", PLANS),
    Page(
        "visits:planned_create",
        PLANS - {R.UNIT_HEAD, R.DISTRICT_LEADER},
        situation="for an enterprise",
        otherwise=404,
        refused=EVERYBODY - PLANS,
        query=lambda world: {"enterprise": world.enterprise.pk},
    ),
    Page("visits:planned_guard", PLANS),
    Page("visits:planned_detail", SEES_THE_PLAN, otherwise=404, kwargs=_planned),
    Page(
        "visits:planned_change",
        CHANGES,
        otherwise=404,
        refused=SEES_THE_PLAN - CHANGES,
        kwargs=_planned,
    ),
    Page(
        "visits:planned_withdraw",
        CHANGES,
        opens=302,
        otherwise=404,
        refused=SEES_THE_PLAN - CHANGES,
        method="post",
        kwargs=_planned,
    ),
    Page(
        "visits:planned_join",
        SEES_THE_PLAN & PLANS,
        opens=302,
        otherwise=404,
        refused=SEES_THE_PLAN - PLANS,
        method="post",
        situation="of somebody else",
        kwargs=lambda world: {"pk": world.others_plan.pk},
    ),
    Page(
        "visits:planned_check_in",
        {R.VISITING_OFFICIAL},
        opens=409,
        otherwise=404,
        refused=SEES_THE_PLAN - {R.VISITING_OFFICIAL},
        method="post",
        situation="on another day",
        kwargs=_planned,
    ),
    Page("visits:check_in", PLANS, kwargs=lambda world: {"token": world.code.token}),
    Page("visits:planned_workbook", SEES_VISITS),
    Page("visits:calendar", SEES_VISITS),
    Page("visits:calendar_feed", SEES_VISITS),
    Page("visits:calendar_feed", SEES_VISITS, opens=302, method="post", situation="to make one"),
    Page("visits:calendar_feed_revoke", SEES_VISITS, opens=409, method="post"),
    Page("visits:feed", EVERYBODY, public=True, kwargs=lambda world: {"token": world.feed.token}),
    Page(
        "visits:feed",
        frozenset(),
        otherwise=404,
        public=True,
        situation="with a wrong token",
        kwargs=lambda world: {"token": "wrong"},
    ),
    Page("visits:cap_list", {R.ADMINISTRATOR}),
    Page(
        "visits:cap_remove",
        {R.ADMINISTRATOR},
        opens=302,
        method="post",
        kwargs=lambda world: {"pk": VisitCap.objects.first().pk},
    ),
    Page("visits:over_cap_list", DECIDES),
    Page("visits:over_cap", DECIDES, kwargs=lambda world: {"pk": world.over_cap.pk}),
)
