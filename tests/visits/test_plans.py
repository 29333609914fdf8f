"""A plan of teams: proposed as a job, adjusted, approved all at once; nothing happens before."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.errors import NotNow, NotSo, NotYou, Overtaken
from core.models import TrailEntry
from enterprises.models import Tag
from notices.models import Notice
from organizations.models import Organization
from tests.factories import (
    EnterpriseFactory,
    OrganizationFactory,
    TeamEnterpriseFactory,
    VisitTeamFactory,
)
from tests.handed import faults_of, sheets_of
from visits import selectors
from visits.models import IndustryDepartment, TeamEnterprise, TeamPlan, VisitTeam
from visits.selectors.planning import plan_loads, row_choices
from visits.services import enterprises_assign
from visits.services.plan_approval import plan_approve
from visits.services.plan_work import plan_run
from visits.services.planning import plan_propose, plan_row_move

pytestmark = pytest.mark.each_database

DAY = timezone.localdate() + timedelta(days=10)


@pytest.fixture
def other_town(district):
    return OrganizationFactory(name="青芦镇", kind=Organization.Kind.TOWN, parent=district.root)


@pytest.fixture
def other(other_town):
    return VisitTeamFactory(name="第二走访组", town=other_town)


@pytest.fixture
def firms(district, team, other, other_town):
    """Four in each town; the district's firm has its team, and one is served by the wrong one."""
    here = [EnterpriseFactory(town=district.town) for _n in range(3)]
    there = [EnterpriseFactory(town=other_town) for _n in range(4)]
    TeamEnterpriseFactory(team=team, enterprise=there[0])
    return [district.firm, *here], there


def proposed(actor, **facts):
    plan = plan_propose(actor=actor, name="秋季组团", takes_effect_on=DAY, **facts)
    plan_run(pk=plan.pk)
    plan.refresh_from_db()
    return plan


def served_on(day):
    rows = TeamEnterprise.objects.filter(since_on__lte=day).exclude(until_on__lt=day)
    return dict(rows.values_list("enterprise_id", "team__name"))


def test_every_enterprise_gets_the_team_of_its_town_and_nothing_happens_yet(
    district, team, other, firms
):
    before = served_on(DAY)
    plan = proposed(district.officer)
    here, there = firms
    found = dict(plan.rows.values_list("enterprise_id", "team_id"))
    assert found == {f.pk: team.pk for f in here} | {f.pk: other.pk for f in there}
    assert (plan.state, plan.cost, plan.bound) == ("done", 8, 8)
    assert plan.by_wish["move"] == [8, 1]
    assert plan.rows.get(is_moved=True).reasons[0]["wish"] == "move"
    assert served_on(DAY) == before


def test_approved_it_takes_effect_on_its_day_with_history_trail_and_notices(
    district, team, other, firms
):
    plan = proposed(district.officer)
    plan_approve(actor=district.officer, plan=plan)
    here, there = firms
    assert served_on(DAY) == {f.pk: team.name for f in here} | {f.pk: other.name for f in there}
    eve = DAY - timedelta(days=1)
    assert served_on(eve) == {district.firm.pk: team.name, there[0].pk: team.name}
    assert TrailEntry.objects.filter(action="plan_approve", changes__moved=7).count() == 1
    assert TrailEntry.objects.filter(action="team_serve").count() == 2
    told = Notice.objects.filter(template="visits.plan_in_force")
    assert told.filter(recipient=district.visitor, params__gone=1).count() == 1
    assert told.count() == len(team.people()) + 3


def test_approving_twice_is_approving_once(district, firms):
    plan = proposed(district.officer)
    for _time in range(2):
        plan_approve(actor=district.officer, plan=plan)
    assert TrailEntry.objects.filter(action="plan_approve").count() == 1
    assert TeamEnterprise.objects.filter(since_on=DAY).count() == 7


def test_an_unchanged_situation_moves_nothing(district, firms):
    plan_approve(actor=district.officer, plan=proposed(district.officer))
    again = proposed(district.officer)
    assert not again.rows.filter(is_moved=True).exists()
    assert again.cost == 0


def test_what_changed_meanwhile_stops_the_whole_plan(district, team, other, firms):
    plan = proposed(district.officer)
    enterprises_assign(
        actor=district.officer, team=other, enterprises=[district.firm], since_on=DAY
    )
    before = served_on(DAY)
    with pytest.raises(Overtaken):
        plan_approve(actor=district.officer, plan=plan)
    assert served_on(DAY) == before
    plan.refresh_from_db()
    assert plan.is_open


def test_a_row_goes_to_another_team_at_the_cost_that_was_shown(district, team, other, firms):
    plan = proposed(district.officer)
    row = plan.rows.get(enterprise=district.firm)
    shown = {choice.team: choice.change for choice in row_choices(row=row)}
    assert (shown[team], shown[other] > 100) == (0, True)
    assert plan_row_move(actor=district.officer, row=row, team=other) == shown[other]
    plan.refresh_from_db()
    row.refresh_from_db()
    assert plan.cost == 8 + shown[other]
    assert sum(cost for cost, _unmet in plan.by_wish.values()) == plan.cost
    assert (row.team, row.is_adjusted, row.is_moved) == (other, True, True)
    assert {part.team: part.load for part in plan_loads(plan=plan)} == {team: 3, other: 5}
    plan_approve(actor=district.officer, plan=plan)
    assert served_on(DAY)[district.firm.pk] == other.name
    with pytest.raises(NotNow):
        plan_row_move(actor=district.officer, row=row, team=team)


def test_the_department_that_fits_the_industry_is_preferred(district, team):
    fitting = VisitTeamFactory(town=district.town)
    IndustryDepartment.objects.create(code="C34", department=fitting.department)
    machines = EnterpriseFactory(town=district.town, industry_code="C3411")
    for _n in range(2):
        EnterpriseFactory(town=district.town)
    plan = proposed(district.officer)
    assert plan.rows.get(enterprise=machines).team == fitting
    assert plan.by_wish["industry"] == [0, 0]


def test_tags_risk_and_the_register_s_own_word_weigh(district, team):
    tagged = EnterpriseFactory(town=district.town, industry_code="C26", risk="red")
    tagged.tags.add(Tag.objects.create(name="专精特新"), Tag.objects.create(name="外贸企业"))
    key = EnterpriseFactory(town=district.town, is_key=True)
    plan = proposed(district.officer)
    weights = dict(plan.rows.values_list("enterprise", "weight"))
    assert weights == {district.firm.pk: 1, tagged.pk: 3, key.pk: 2}


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"towns": "empty"}, "没有在营企业"),
        ({"is_town_strict": True}, "没有组团"),
    ],
)
def test_what_cannot_be_planned_says_which_rule(district, team, facts, sentence):
    empty = OrganizationFactory(name="空镇", kind=Organization.Kind.TOWN)
    if "towns" in facts:
        facts = {"towns": [empty]}
    else:
        EnterpriseFactory(town=empty)
    plan = proposed(district.officer, **facts)
    assert plan.state == "failed"
    assert sentence in plan.message
    with pytest.raises(NotNow):
        plan_approve(actor=district.officer, plan=plan)


def test_a_day_that_is_past_is_refused_beside_it(district):
    with pytest.raises(NotSo) as refused:
        plan_propose(
            actor=district.officer,
            name="补",
            takes_effect_on=timezone.localdate() - timedelta(days=1),
        )
    assert list(refused.value.fields) == ["takes_effect_on"]


def test_only_the_office_proposes_adjusts_and_approves(district, team, firms):
    plan = proposed(district.officer)
    for act in (
        lambda: plan_propose(actor=district.leader, name="x", takes_effect_on=DAY),
        lambda: plan_approve(actor=district.leader, plan=plan),
        lambda: plan_row_move(actor=district.leader, row=plan.rows.first(), team=team),
    ):
        with pytest.raises(NotYou):
            act()


def test_the_pages_lead_from_the_wish_to_the_approval(district, team, other, firms, signed_in):
    office = signed_in(district.officer)
    data = {"name": "秋季组团", "takes_effect_on": DAY, "evenness": 20}
    page = office.post(reverse("visits:plan_create"), data, follow=True).content.decode()
    assert "worked out" in page
    plan = TeamPlan.objects.get()
    plan_run(pk=plan.pk)
    progress = office.get(reverse("visits:plan_progress", args=[plan.pk]))
    assert progress.headers["HX-Refresh"] == "true"
    detail = reverse("visits:plan_detail", args=[plan.pk])
    moved = office.get(detail, {"show": "moved"}).content.decode()
    assert firms[1][0].name in moved
    assert district.firm.name not in moved
    row = plan.rows.get(enterprise=district.firm)
    address = reverse("visits:plan_row", args=[plan.pk, row.pk])
    assert "The town head serves their own town" in office.get(address).content.decode()
    assert office.post(address, {"team": other.pk}).status_code == 302
    book = office.get(reverse("visits:plan_workbook", args=[plan.pk]))
    assert faults_of(book.content) == []
    assert [len(rows) for rows in sheets_of(book.content).values()] == [8, 2, 7]
    assert office.post(reverse("visits:plan_approve", args=[plan.pk])).url == detail
    assert VisitTeam.objects.filter(name=served_on(DAY)[district.firm.pk]).get() == other


def test_the_table_of_industries_is_kept_on_its_page(district, signed_in):
    office, address = signed_in(district.officer), reverse("visits:industry_list")
    for _time in range(2):
        office.post(address, {"code": "C26", "department": district.bureau.pk})
    fits = IndustryDepartment.objects.get()
    assert "化学原料" in office.get(address).content.decode()
    office.post(reverse("visits:industry_remove", args=[fits.pk]))
    assert not IndustryDepartment.objects.exists()


@pytest.mark.parametrize("number", [2, 30])
def test_the_pages_of_plans_ask_the_database_equally_often(
    district, team, other, signed_in, number
):
    for _n in range(number):
        TeamEnterpriseFactory(team=other, enterprise=EnterpriseFactory(town=district.town))
    plan, office, asked = proposed(district.officer), signed_in(district.officer), {}
    row = plan.rows.first()
    for name, args in (
        ("plan_list", []),
        ("plan_detail", [plan.pk]),
        ("plan_row", [plan.pk, row.pk]),
    ):
        address = reverse(f"visits:{name}", args=args)
        office.get(address)
        with CaptureQueriesContext(connection) as queries:
            office.get(address)
        asked[name] = len(queries)
    assert asked == QUERIES


QUERIES = {"plan_list": 9, "plan_detail": 17, "plan_row": 18}


def test_a_team_that_was_there_counts_as_covered_only_itself(district, team, log):
    log()
    listed = selectors.team_enterprises(team=team, user=district.officer)
    assert [one.is_covered for one in listed] == [True]
