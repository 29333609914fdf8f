"""A plan of teams from the wish to its being in force, on the pages of the visit office."""

import re

import pytest
from playwright.sync_api import expect

from organizations.models import Organization
from organizations.roles import Role
from tests.factories import (
    EnterpriseFactory,
    MembershipFactory,
    OrganizationFactory,
    TeamEnterpriseFactory,
    UserFactory,
    VisitTeamFactory,
)
from visits.models import PlanRow, TeamPlan, VisitTeam
from visits.services.plan_work import plan_run

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEADS = ("district_leader", "department_head", "town_head")


@pytest.fixture
def other(district, team):
    """A second team with a town of its own; one of that town's four is served by the first."""
    town = OrganizationFactory(name="青芦镇", kind=Organization.Kind.TOWN, parent=district.root)
    heads = {head: UserFactory(full_name=name) for head, name in zip(HEADS, "金钟韩", strict=True)}
    other = VisitTeamFactory(name="第二走访组", department=district.bureau, town=town, **heads)
    MembershipFactory(user=other.town_head, role=Role.UNIT_HEAD, organization=town)
    for name in ("东湖", "西湖", "南湖"):
        EnterpriseFactory(name=f"{name}机械有限公司", town=district.town)
    there = [EnterpriseFactory(name=f"青芦{name}厂", town=town) for name in "一二三四"]
    TeamEnterpriseFactory(team=team, enterprise=there[0])
    return other


def test_from_the_wish_through_one_row_to_the_teams_that_serve(
    district, team, other, open_page, look
):
    page = open_page("desk", district.officer)
    page.goto("/visits/plans/")
    look(page)
    page.locator(".page-actions .btn-primary").click()
    page.fill("#id_name", "秋季组团")
    look(page)
    page.click(".form-actions .btn-primary")
    page.wait_for_url(re.compile(r"/visits/plans/\d+/$"))
    look(page)
    plan = TeamPlan.objects.get()
    plan_run(pk=plan.pk)
    expect(page.locator("#sum")).to_have_text("建议方案")
    expect(page.locator("main")).to_contain_text("任何方案的代价都不低于")
    look(page)
    assert VisitTeam.objects.serving(district.firm).get() == team

    page.get_by_role("link", name=district.firm.name).click()
    look(page)
    expect(page.locator("tr", has_text=team.name)).to_contain_text("当前建议")
    page.get_by_role("button", name=other.name).click()
    expect(page.locator(".alert-success")).to_contain_text(other.name)
    expect(page.locator("tr", has_text=district.firm.name)).to_contain_text("人工调整")
    look(page)
    assert PlanRow.objects.get(plan=plan, is_adjusted=True).team == other

    page.locator(".page-actions form button").click()
    page.locator("dialog[open] [value=yes]").click()
    expect(page.locator(".alert-success")).to_contain_text("方案已批准")
    look(page)
    assert VisitTeam.objects.serving(district.firm).get() == other

    leader = open_page("phone", other.town_head)
    leader.goto(f"/visits/teams/{other.pk}/")
    for name in (district.firm.name, "青芦一厂", "青芦四厂"):
        expect(leader.get_by_role("link", name=name).first).to_be_visible()
    look(leader)
