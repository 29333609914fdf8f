"""The rows of the access table for campaigns."""

from organizations.roles import Role
from tests.access.hazards import SEES_IT
from tests.access.page import Page

R = Role

LISTS_CAMPAIGNS = {
    R.VISITING_OFFICIAL,
    R.UNIT_HEAD,
    R.VISIT_OFFICE,
    R.SAFETY_OFFICER,
    R.DISTRICT_LEADER,
    R.REPORT_STAFF,
    R.AUDITOR,
}
SEES_CAMPAIGN = LISTS_CAMPAIGNS - {R.UNIT_HEAD, R.DISTRICT_LEADER}
"""Its one target lies in the town: not the bureau's, and not in the leader's charge."""


def _campaign(world):
    return {"pk": world.campaign.pk}


def _question(world):
    return {"pk": world.campaign_question.pk}


def _seen(name: str) -> Page:
    return Page(f"visits:campaign_{name}", SEES_CAMPAIGN, otherwise=404, kwargs=_campaign)


def _managed(name: str, kwargs=_campaign, method: str = "get", opens: int = 200) -> Page:
    return Page(
        f"visits:campaign_{name}",
        {R.VISIT_OFFICE},
        opens=opens,
        otherwise=404,
        refused=SEES_CAMPAIGN - {R.VISIT_OFFICE},
        method=method,
        kwargs=kwargs,
    )


PAGES_OF_CAMPAIGNS = (
    Page("visits:campaign_list", LISTS_CAMPAIGNS),
    Page("visits:campaign_create", {R.VISIT_OFFICE}),
    *(_seen(name) for name in ("detail", "targets", "visitors", "wall")),
    Page("reports:campaign_export", SEES_CAMPAIGN, otherwise=404, kwargs=_campaign),
    Page(
        "reports:campaign_export",
        SEES_CAMPAIGN,
        opens=302,
        otherwise=404,
        method="post",
        situation="as a report",
        kwargs=_campaign,
    ),
    Page(
        "visits:campaign_of_fault",
        {R.VISIT_OFFICE},
        opens=409,
        otherwise=404,
        refused=SEES_IT - {R.VISIT_OFFICE},
        method="post",
        situation="of a fault found once",
        kwargs=lambda world: {"number": world.hazard.number},
    ),
    _managed("change"),
    _managed("scope"),
    _managed("scope", method="post", opens=302),
    _managed("end"),
    _managed("end", method="post", opens=302),
    _managed("open", method="post", opens=409),
    _managed("ask"),
    _managed("question", _question),
    _managed("unask", _question, method="post", opens=302),
)
