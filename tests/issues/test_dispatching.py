"""Into whose hands a case goes: rules that propose, a selection at once, returns, the catch-all."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from core.audit import trail_of
from core.errors import NotNow, NotSo, NotYou
from issues.models import Category, DispatchRule, Responsibility, ReturnRequest
from issues.selectors.proposals import LEAST_LIKE, proposal_for
from issues.selectors.returns import returns_by_dispatcher, returns_by_unit
from issues.services.bulk import Choice, cases_dispatch
from issues.services.cases import case_register
from issues.services.catch_all import unowned_fall
from issues.services.dispatch import (
    case_dispatch,
    case_dispatch_on_the_spot,
    case_pass_down,
    case_triage,
)
from issues.services.dispatch_rules import dispatch_rule_save
from issues.services.handling import case_accept, case_assign
from issues.services.offers import moves_offered, step_check
from issues.services.returns import case_decide_return, case_return
from issues.workflow import Kind, Stage, State, Tier
from notices.models import Notice
from organizations.models import Organization
from organizations.roles import Role
from tests.factories import OrganizationFactory, PositionFactory

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as moving:
        yield moving


@pytest.fixture
def school(district, person_with):
    unit = OrganizationFactory(name="教育局", parent=district.root)
    district.school_head = person_with(Role.UNIT_HEAD, unit)
    PositionFactory(organization=unit, holder=district.school_head)
    return unit


@pytest.fixture
def register(district, clock):
    def make(title="缺焊工二十名", kind=Kind.DEMAND, **facts):
        return case_register(
            actor=district.officer, kind=kind, enterprise=district.firm, title=title, **facts
        )

    return make


@pytest.fixture
def dispatched(district, register):
    def make(lead=None, **facts):
        case = register(**facts)
        case_triage(actor=district.officer, case=case, tier=Tier.TIME_LIMITED)
        case_dispatch(actor=district.officer, case=case, lead=lead or district.bureau)
        return case

    return make


def talent():
    return Category.objects.get(code="talent")


# what the rule asks of a case, what the case is, whether it fits
FITS = [
    ({"words": "焊工 招工"}, {"title": "缺焊工二十名"}, True),
    ({"words": "焊工 招工"}, {"title": "用工难", "description": "多次招工无果"}, True),
    ({"words": "焊工"}, {"title": "厂门口道路破损"}, False),
    ({"words": "焊工", "kind": "issue"}, {"title": "缺焊工"}, False),
    ({"kind": "demand"}, {"title": "缺焊工"}, True),
    ({"words": "焊工", "is_active": False}, {"title": "缺焊工"}, False),
]


@pytest.mark.parametrize(("asks", "facts", "fits"), FITS)
def test_a_rule_proposes_where_all_its_conditions_hold(district, register, asks, facts, fits):
    DispatchRule.objects.create(name="招工", lead=district.bureau, **asks)
    proposal = proposal_for(register(**facts))
    assert proposal.lead == (district.bureau if fits else None)
    assert bool(proposal.why) == fits


def test_the_rule_with_most_conditions_speaks_first(district, school, register):
    DispatchRule.objects.create(name="一般", words="焊工", lead=district.bureau, tier="leader_led")
    DispatchRule.objects.create(name="本镇", words="焊工", town=district.town, lead=school)
    proposal = proposal_for(register())
    assert (proposal.lead, proposal.tier) == (school, Tier.LEADER_LED)
    assert [("本镇" in why, "焊工" in why) for why in proposal.why] == [(True, True), (False, True)]


def test_a_rule_gives_the_category_that_the_next_rule_asks_for(district, register):
    DispatchRule.objects.create(name="词", words="焊工", proposed_category=talent(), kind="demand")
    DispatchRule.objects.create(name="人才", category=talent(), to_territory=True)
    proposal = proposal_for(register())
    assert (proposal.category, proposal.lead) == (talent(), district.town)


def test_without_a_rule_experience_proposes_the_unit_that_led_like_cases(
    district, register, dispatched
):
    for _ in range(LEAST_LIKE):
        dispatched(category=talent())
    proposal = proposal_for(register(category=talent()))
    assert proposal.lead == district.bureau
    assert str(LEAST_LIKE) in proposal.why[0]


def test_too_few_like_cases_propose_nothing(register, dispatched):
    for _ in range(LEAST_LIKE - 1):
        dispatched(category=talent())
    assert proposal_for(register(category=talent())).lead is None


def test_a_unit_whose_return_was_agreed_to_is_not_proposed_again(district, school, dispatched):
    DispatchRule.objects.create(name="焊工", words="焊工", lead=district.bureau)
    case = dispatched()
    case_return(actor=district.head, case=case, reason="不属于我局", suggested_unit=school)
    case_decide_return(actor=district.officer, case=case, uphold=True)
    assert proposal_for(case).lead == school


def test_only_the_office_keeps_the_rules_and_each_change_is_in_the_trail(district):
    rule = DispatchRule(name="焊工", words="焊工", lead=district.bureau)
    with pytest.raises(NotYou):
        dispatch_rule_save(actor=district.head, rule=rule)
    dispatch_rule_save(actor=district.officer, rule=rule)
    rule.words = "焊工 电工"
    dispatch_rule_save(actor=district.officer, rule=rule)
    assert trail_of(rule).first().changes["words"] == ["焊工", "焊工 电工"]


def test_a_selection_is_dispatched_each_on_its_own(district, register):
    good, overtaken, without = register(), register(), register()
    chosen = [Choice(good, good.version, district.bureau, talent())]
    chosen.append(Choice(overtaken, overtaken.version, district.bureau))
    chosen.append(Choice(without, without.version, None))
    case_triage(
        actor=district.officer, case=type(good).objects.get(pk=overtaken.pk), tier="time_limited"
    )
    done = cases_dispatch(actor=district.officer, choices=chosen, note="请尽快联系企业")
    assert [bool(one.refusal) for one in done] == [False, True, True]
    good.refresh_from_db()
    without.refresh_from_db()
    assert (good.state, good.category, good.lead_unit) == (
        State.DISPATCHED,
        talent(),
        district.bureau,
    )
    assert without.state == State.REGISTERED


def test_the_selection_page_proposes_and_dispatches(district, register, signed_in):
    DispatchRule.objects.create(name="焊工", words="焊工", lead=district.bureau)
    cases = [register(), register(title="路灯不亮")]
    client = signed_in(district.officer)
    address = "/cases/dispatch/?" + "&".join(f"number={case.number}" for case in cases)
    page = client.get(address)
    assert [line["proposal"].lead for line in page.context["form"].lines] == [district.bureau, None]
    sent = {"number": [case.number for case in cases], "everyone": "", "note": ""}
    for case, lead in zip(cases, (district.bureau, district.town), strict=True):
        sent |= {f"{case.number}-version": case.version, f"{case.number}-lead": lead.pk}
    assert client.post("/cases/dispatch/", sent).status_code == 302
    for case in cases:
        case.refresh_from_db()
    assert [case.lead_unit for case in cases] == [district.bureau, district.town]


def test_the_list_offers_the_choice_only_to_who_may_dispatch(district, register, signed_in):
    register()
    assert signed_in(district.officer).get("/cases/").context["may_select"]
    assert not signed_in(district.visitor).get("/cases/").context["may_select"]


def test_an_objection_comes_within_the_time_to_accept(district, dispatched, clock):
    case = dispatched()
    assert "return" in offered(district.head, case)
    clock.move_to(MONDAY + timedelta(days=2))
    assert "return" not in offered(district.head, case)
    with pytest.raises(NotNow, match="time to object has passed"):
        step_check(user=district.head, case=case, move="return")
    with pytest.raises(NotNow, match="time to object has passed"):
        case_return(actor=district.head, case=case, reason="不属于我局")


def test_a_return_says_whose_it_should_be(district, school, dispatched, signed_in):
    case, browser = dispatched(), signed_in(district.head)
    facts = {"version": case.version, "reason": "不属于我局"}
    refused = browser.post(f"/cases/{case.number}/return/", facts)
    assert "suggested_unit" in refused.context["form"].errors
    browser.post(f"/cases/{case.number}/return/", {**facts, "suggested_unit": school.pk})
    assert ReturnRequest.objects.get().suggested_unit == school


def test_whoever_dispatched_wrongly_is_told_by_another_who_decides(
    district, school, dispatched, register
):
    on_the_spot, by_office = register(), dispatched()
    case_dispatch_on_the_spot(actor=district.leader, case=on_the_spot, lead=district.bureau)
    for case in (on_the_spot, by_office):
        case_return(actor=district.head, case=case, reason="不属于我局")
        case_decide_return(actor=district.officer, case=case, uphold=True)
    told = Notice.objects.filter(template="issues.wrongly_dispatched")
    assert [(notice.recipient, notice.subject_id) for notice in told] == [
        (district.leader, on_the_spot.pk)
    ]


def offered(person, case) -> set[str]:
    return {move.name for move in moves_offered(user=person, case=case)}


def test_a_wrong_dispatch_counts_on_the_record_of_whoever_dispatched(district, dispatched):
    right, wrong = dispatched(), dispatched()
    for case, uphold in ((right, False), (wrong, True)):
        case_return(actor=district.head, case=case, reason="不属于我局")
        case_decide_return(actor=district.officer, case=case, uphold=uphold)
    row = returns_by_dispatcher()[0]
    assert (row["name"], row["dispatched"], row["asked"], row["agreed"]) == ("officer", 2, 2, 1)
    unit = returns_by_unit()[0]
    assert (unit["name"], unit["asked"], unit["refused"]) == (district.bureau.name, 2, 1)


def returned_twice(district, school, case):
    case_return(actor=district.head, case=case, reason="不属于我局")
    case_decide_return(actor=district.officer, case=case, uphold=True)
    case_dispatch(actor=district.officer, case=case, lead=school)
    case_return(actor=district.school_head, case=case, reason="也不属于我局")
    case_decide_return(actor=district.officer, case=case, uphold=True)


def test_what_two_units_were_right_to_return_falls_to_the_town(district, school, dispatched):
    case = dispatched()
    returned_twice(district, school, case)
    case.refresh_from_db()
    assert (case.state, case.lead_unit, case.hand_overs) == (State.DISPATCHED, district.town, 2)
    with pytest.raises(NotNow):
        case_return(actor=district.town_head, case=case, reason="不归我镇")


def test_without_a_town_it_falls_to_the_catch_all_unit(district, school, dispatched):
    catch_all = OrganizationFactory(name="企业服务中心", parent=district.root, is_catch_all=True)
    district.firm.town = None
    district.firm.save()
    case = dispatched()
    returned_twice(district, school, case)
    case.refresh_from_db()
    assert case.lead_unit == catch_all


def test_what_lies_undispatched_for_five_working_days_falls_too(district, register, clock):
    case, young = register(), None
    clock.move_to(MONDAY + timedelta(days=8))
    young = register()
    assert unowned_fall() == []
    clock.move_to(MONDAY + timedelta(days=9))
    assert unowned_fall() == [case.number]
    assert unowned_fall() == []
    case.refresh_from_db()
    young.refresh_from_db()
    assert (case.state, case.lead_unit, young.state) == (
        State.DISPATCHED,
        district.town,
        State.REGISTERED,
    )
    last = trail_of(case).first()
    assert (last.action, last.actor) == ("dispatch", None)
    assert Responsibility.objects.get(case=case, role="lead").is_final


def test_a_town_dispatches_further_down_and_the_clock_runs_on(district, dispatched, person_with):
    below = OrganizationFactory(
        name="柳河社区", parent=district.town, kind=Organization.Kind.COMMUNITY
    )
    community_head = person_with(Role.UNIT_HEAD, below)
    case = dispatched(lead=district.town)
    case_accept(actor=district.town_head, case=case)
    due_at = case.resolve_due_at
    with pytest.raises(NotSo):
        case_pass_down(actor=district.town_head, case=case, unit=district.bureau)
    case_pass_down(actor=district.town_head, case=case, unit=below)
    assert (case.state, case.lead_unit, case.resolve_due_at) == (State.DISPATCHED, below, due_at)
    open_rows = case.deadlines.filter(met_at__isnull=True, cancelled_at__isnull=True)
    assert {(row.stage, row.organization) for row in open_rows} == {
        (Stage.ACCEPT, below),
        (Stage.FIRST_CONTACT, below),
        (Stage.RESOLVE, below),
    }
    case_accept(actor=community_head, case=case)
    assert case.state == State.ACCEPTED
    with pytest.raises(NotYou):
        case_assign(actor=district.head, case=case, handler=district.handler)
