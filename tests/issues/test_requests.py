"""Extension, suspension and withdrawal: who asks, who decides, when, and what it changes."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, transaction

from core.audit import trail_of
from core.errors import NotNow, NotSo, NotYou
from issues.models import Case, CaseRequest, Deadline, Slip
from issues.selectors.ball import ball_of
from issues.selectors.lights import Light, light_of
from issues.selectors.requests import decider_of, waiting_request, waiting_sentence
from issues.selectors.work import cases_waiting, waiting_for
from issues.services.cases import case_register
from issues.services.dispatch import case_dispatch, case_triage
from issues.services.handling import (
    case_accept,
    case_approve_reply,
    case_assign,
    case_submit_reply,
)
from issues.services.ladder import deadlines_sweep
from issues.services.offers import moves_offered, step_check
from issues.services.requests import (
    case_ask_extension,
    case_ask_suspension,
    case_ask_withdrawal,
    case_decide_request,
    case_resume,
)
from issues.workflow import Asked, Stage, State, Tier
from notices.models import Notice
from organizations.models import Organization, Position
from tests.factories import PositionFactory

ZONE = ZoneInfo("Asia/Shanghai")
SAID = {"reason": "须市局批复", "told": "已电话说明"}


def march(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=ZONE)


DUE = march(16, 17, 30)


@pytest.fixture
def clock():
    """Monday 2 March 2026, 9:00, until a test moves it."""
    with time_machine.travel(march(2), tick=False) as traveller:
        yield traveller


@pytest.fixture
def case(clock, district):
    """In the handler's hands, to be resolved by Monday 16 March."""
    return handled(district)


def handled(district, **dispatched) -> Case:
    case = case_register(
        actor=district.officer, kind="demand", enterprise=district.firm, title="招工难"
    )
    tier = Tier.LEADER_LED if dispatched else Tier.TIME_LIMITED
    case_triage(actor=district.officer, case=case, tier=tier)
    case_dispatch(actor=district.officer, case=case, lead=district.bureau, **dispatched)
    case_accept(actor=district.head, case=case)
    case_assign(actor=district.head, case=case, handler=district.handler)
    return case


def ask(district, case, due_at, **facts):
    case_ask_extension(actor=district.head, case=case, due_at=due_at, **{**SAID, **facts})


def decide(person, case, approve=True, decision="情况属实"):
    case_decide_request(
        actor=person, case=case, kind=case.asked, approve=approve, decision=decision
    )


def suspend(district, case, review_at):
    case_ask_suspension(actor=district.head, case=case, review_at=review_at, reason="暂无政策")
    decide(district.leader, case)


def resolve_row(case) -> Deadline:
    return case.deadlines.get(stage=Stage.RESOLVE)


def offered(person, case) -> set[str]:
    return {move.name for move in moves_offered(user=person, case=case)}


def test_an_approved_extension_moves_the_date_and_keeps_the_original(district, case):
    ask(district, case, march(20, 17, 30))
    decide(district.officer, case)
    row = resolve_row(case)
    assert (row.due_at, row.original_due_at) == (march(20, 17, 30), DUE)
    assert (case.resolve_due_at, case.resolve_original_due_at) == (march(20, 17, 30), DUE)
    assert (row.next_level, row.next_at) == (1, march(19, 8, 30))
    assert case.state == State.HANDLING


def test_a_refused_extension_leaves_the_date_and_says_why(district, case):
    ask(district, case, march(20, 17, 30))
    with pytest.raises(NotSo):
        decide(district.officer, case, approve=False, decision=" ")
    decide(district.officer, case, approve=False, decision="材料不足")
    assert resolve_row(case).due_at == DUE
    request = CaseRequest.objects.get()
    assert (request.approved, request.decision, request.decided_by) == (
        False,
        "材料不足",
        district.officer,
    )


@pytest.mark.parametrize(
    ("now", "in_time"),
    [
        (march(2, 10), True),
        (march(13, 17, 30), True),  # Friday, at the close: one working day before Monday
        (march(13, 17, 31), False),
        (march(15, 9), False),
        (march(16, 9), False),
        (march(18, 9), False),
    ],
)
def test_an_extension_is_asked_for_one_working_day_before_the_deadline(
    district, case, clock, now, in_time
):
    clock.move_to(now)
    assert ("ask_extension" in offered(district.head, case)) is in_time
    if in_time:
        ask(district, case, march(20, 17, 30))
        return
    with pytest.raises(NotNow, match=r"possible until Fri 13 Mar 17:30"):
        ask(district, case, march(20, 17, 30))
    with pytest.raises(NotNow, match=r"possible until Fri 13 Mar 17:30"):
        step_check(user=district.head, case=case, move="ask_extension")


@pytest.mark.parametrize("answers", [(True, True), (False, False), (False, True), (True, False)])
def test_there_are_two_extensions_at_most_whatever_was_decided(district, case, answers):
    deciders = (district.officer, district.leader)
    for day, approve, decider in zip((20, 24), answers, deciders, strict=True):
        ask(district, case, march(day, 17, 30))
        decide(decider, case, approve=approve)
    assert [one.kind for one in case.requests.order_by("id")] == [
        Asked.EXTENSION,
        Asked.SECOND_EXTENSION,
    ]
    assert "ask_extension" not in offered(district.head, case)
    with pytest.raises(NotNow, match="there is no third"):
        ask(district, case, march(27, 17, 30))


def test_the_database_refuses_the_same_extension_twice_and_two_requests_at_once(district, case):
    ask(district, case, march(20, 17, 30))
    asked = CaseRequest.objects.get()
    same = {
        "case": case,
        "round": 1,
        "reason": "又",
        "requested_by": district.head,
        "requested_at": march(3),
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseRequest.objects.create(kind=Asked.WITHDRAWAL, **same)
    decide(district.officer, case)
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseRequest.objects.create(
            kind=Asked.EXTENSION, deadline=asked.deadline, from_at=DUE, due_at=march(30),
            told="已说明", **same,
        )  # fmt: skip


@pytest.mark.parametrize(
    "facts", [{"decided_by": True}, {"told": ""}, {"due_at": DUE}, {"reason": ""}]
)
def test_the_database_refuses_an_extension_that_is_not_whole(district, case, facts):
    ask(district, case, march(20, 17, 30))
    if "decided_by" in facts:
        facts = {"approved": True, "decided_by": district.head, "decided_at": march(3)}
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseRequest.objects.update(**facts)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"due_at": DUE}, "due_on"),
        ({"due_at": march(10)}, "due_on"),
        ({"reason": " "}, "reason"),
        ({"told": ""}, "told"),
    ],
)
def test_an_extension_needs_a_later_date_a_reason_and_what_the_enterprise_was_told(
    district, case, facts, field
):
    with pytest.raises(NotSo) as refusal:
        ask(district, case, **{"due_at": march(20, 17, 30), **facts})
    assert field in refusal.value.fields
    assert not CaseRequest.objects.exists()


def test_an_extension_is_not_approved_once_its_new_date_has_passed(district, case, clock):
    ask(district, case, march(17, 17, 30))
    clock.move_to(march(18))
    with pytest.raises(NotNow):
        decide(district.officer, case)
    decide(district.officer, case, approve=False)


def first_asked(district, case):
    ask(district, case, march(20, 17, 30))


def second_asked(district, case):
    first_asked(district, case)
    decide(district.officer, case)
    ask(district, case, march(24, 17, 30))


def suspension_asked(district, case):
    case_ask_suspension(actor=district.head, case=case, review_at=march(31), reason="暂无政策")


def withdrawal_asked(district, case):
    case_ask_withdrawal(actor=district.officer, case=case, reason="重复登记")


# what waits → who may decide it
DECIDERS = [
    (first_asked, {"officer"}),
    (second_asked, {"leader", "principal"}),
    (suspension_asked, {"leader", "principal"}),
    (withdrawal_asked, {"leader", "principal"}),
]
PEOPLE = ("officer", "head", "handler", "town_head", "leader", "principal", "visitor")


@pytest.mark.parametrize(("asked", "deciders"), DECIDERS)
def test_each_request_is_decided_by_those_of_the_table_only(district, case, asked, deciders):
    asked(district, case)
    kind = case.asked
    moves = {f"approve_{kind}", f"refuse_{kind}"}
    found = {one for one in PEOPLE if moves <= offered(getattr(district, one), case)}
    assert found == deciders
    for name in set(PEOPLE) - deciders:
        with pytest.raises(NotYou):
            decide(getattr(district, name), case)
        waiting = cases_waiting(user=getattr(district, name), key=f"decide_{kind}")
        assert not waiting.exists()
    for name in deciders:
        assert cases_waiting(user=getattr(district, name), key=f"decide_{kind}").get() == case


def test_a_second_extension_of_a_sponsored_case_is_the_sponsors_alone(clock, district, person_with):
    sponsor = person_with("district_leader", district.root)
    PositionFactory(organization=district.root, kind=Position.Kind.LEADER, holder=sponsor)
    case = handled(district, sponsor=sponsor, resolve_due_at=DUE)
    second_asked(district, case)
    for name in ("leader", "principal"):
        with pytest.raises(NotYou):
            decide(getattr(district, name), case)
    assert decider_of(waiting_request(case)) == sponsor
    decide(sponsor, case)
    assert resolve_row(case).due_at == march(24, 17, 30)


def test_whoever_stands_in_for_the_sponsor_decides_during_leave(clock, district, person_with):
    sponsor = person_with("district_leader", district.root)
    deputy = person_with("district_leader", district.root)
    today = march(2).date()
    PositionFactory(
        organization=district.root, kind=Position.Kind.LEADER, holder=sponsor, delegate=deputy,
        delegate_from_on=today, delegate_until_on=today,
    )  # fmt: skip
    case = handled(district, sponsor=sponsor, resolve_due_at=DUE)
    second_asked(district, case)
    decide(deputy, case)
    assert resolve_row(case).due_at == march(24, 17, 30)


@pytest.mark.parametrize(
    ("asked", "told", "sentence"),
    [
        (
            first_asked,
            "officer",
            "An extension to Fri 20 Mar 17:30 waits for officer to decide, before the present deadline Mon 16 Mar 17:30",
        ),
        (
            second_asked,
            "leader",
            "A second extension to Tue 24 Mar 17:30 waits for leader to decide, before the present deadline Fri 20 Mar 17:30",
        ),
        (
            suspension_asked,
            "leader",
            "A suspension until Tue 31 Mar 09:00 waits for leader to decide, before the present deadline Mon 16 Mar 17:30",
        ),
        (
            withdrawal_asked,
            "leader",
            "The withdrawal waits for leader to decide, before the present deadline Mon 16 Mar 17:30",
        ),
    ],
)
def test_the_case_says_who_decides_by_when_and_tells_them(district, case, asked, told, sentence):
    asked(district, case)
    assert waiting_sentence(case) == sentence
    notices = Notice.objects.filter(template="issues.to_decide").order_by("id")
    assert notices.last().recipient == getattr(district, told)


@pytest.mark.parametrize(
    ("approve", "template"), [(True, "issues.approved"), (False, "issues.refused")]
)
def test_whoever_asked_is_told_what_was_decided(district, case, approve, template):
    first_asked(district, case)
    decide(district.officer, case, approve=approve)
    assert Notice.objects.get(template=template).recipient == district.head


def test_a_request_lapses_when_the_case_moves_on_without_it(district, case):
    first_asked(district, case)
    case_submit_reply(actor=district.handler, case=case, text="已办")
    assert case.asked == Asked.EXTENSION
    case_approve_reply(actor=district.head, case=case)
    assert case.asked == ""
    assert CaseRequest.objects.get().lapsed_at == march(2)
    assert trail_of(case).first().changes["lapsed"] == Asked.EXTENSION


def test_while_one_request_waits_no_other_is_made(district, case):
    first_asked(district, case)
    assert not offered(district.head, case) & {"ask_extension", "ask_suspension"}
    with pytest.raises(NotNow, match="Another request waits"):
        suspension_asked(district, case)
    with pytest.raises(NotNow, match="Another request waits"):
        withdrawal_asked(district, case)


def test_a_suspension_stops_the_clock_but_starts_that_of_its_review(district, case, clock):
    clock.move_to(march(4))
    suspend(district, case, march(25, 17, 30))
    row, review = resolve_row(case), case.deadlines.get(stage=Stage.REVIEW)
    assert (case.state, case.suspended_at) == (State.SUSPENDED, march(4))
    assert (row.is_paused, row.next_at) == (True, None)
    assert (review.due_at, review.organization) == (march(25, 17, 30), district.bureau)
    assert case.due_at == review.due_at
    assert light_of(Case.objects.get(), march(20)) == Light.SUSPENDED
    assert ball_of(case, [review]).sentence == (
        "Suspended; waits for 人力资源和社会保障局 to look at it again, due Wed 25 Mar 17:30"
    )


def test_a_suspension_that_nobody_looks_at_again_climbs_the_ladder(district, case, clock):
    suspend(district, case, march(25, 17, 30))
    levels = case.deadlines.get(stage=Stage.REVIEW).ladder.rungs.count()
    deadlines_sweep(at=datetime(2026, 4, 20, 9, 0, tzinfo=ZONE))
    slips = Slip.objects.filter(case=case)
    assert [slip.level for slip in slips.order_by("level")] == list(range(1, levels + 1))
    assert {slip.deadline.stage for slip in slips} == {Stage.REVIEW}
    assert light_of(Case.objects.get(), march(26)) == Light.SUPERVISED


def test_taking_it_up_again_moves_the_date_by_the_working_days_of_the_pause(district, case, clock):
    clock.move_to(march(4))
    suspend(district, case, march(25, 17, 30))
    clock.move_to(march(11))
    case_resume(actor=district.head, case=case, note="政策已出台")
    row = resolve_row(case)
    assert (row.due_at, row.original_due_at) == (march(23, 17, 30), DUE)
    assert (case.state, case.suspended_at, case.resolve_due_at) == (
        State.HANDLING,
        None,
        march(23, 17, 30),
    )
    assert case.deadlines.get(stage=Stage.REVIEW).met_at == march(11)


def test_two_suspensions_move_the_date_as_one_of_the_same_length(district, case, clock):
    for started, ended in ((4, 6), (10, 13)):
        clock.move_to(march(started))
        suspend(district, case, march(25, 17, 30))
        clock.move_to(march(ended))
        case_resume(actor=district.officer, case=case)
    assert resolve_row(case).due_at == march(23, 17, 30)


@pytest.mark.parametrize("review_at", [march(2), march(1)])
def test_the_review_date_lies_ahead(district, case, review_at):
    with pytest.raises(NotSo):
        case_ask_suspension(actor=district.head, case=case, review_at=review_at, reason="无政策")


def test_the_unit_is_reminded_of_its_suspended_cases_when_the_review_is_near(district, case, clock):
    suspend(district, case, march(25, 17, 30))
    waiting = {"head": district.head, "officer": district.officer, "leader": district.leader}
    for day, expected in ((10, set()), (23, {"head"})):
        clock.move_to(march(day))
        found = {
            name
            for name, person in waiting.items()
            if cases_waiting(user=person, key="review").exists()
        }
        assert found == expected


def test_a_withdrawn_case_ends_with_all_its_clocks(district, case):
    withdrawal_asked(district, case)
    decide(district.leader, case)
    assert (case.state, case.closed_at, case.outcome) == (State.WITHDRAWN, march(2), "")
    assert not case.deadlines.filter(met_at=None, cancelled_at=None).exists()
    assert case.due_at is None
    assert light_of(Case.objects.get(), march(30)) == Light.CLOSED
    assert all(offered(getattr(district, one), case) == set() for one in PEOPLE)
    assert deadlines_sweep(at=march(31))["slips"] == 0


def test_a_suspended_case_can_be_withdrawn(district, case):
    suspend(district, case, march(25))
    withdrawal_asked(district, case)
    decide(district.leader, case)
    assert case.state == State.WITHDRAWN
    assert not case.deadlines.filter(met_at=None, cancelled_at=None).exists()


def test_nobody_decides_their_own_withdrawal_even_with_the_permission(district, case):
    withdrawal_asked(district, case)
    with pytest.raises(NotYou, match="Whoever asked does not decide"):
        decide(district.officer, case)


def test_what_waits_stands_on_the_home_page_of_whoever_decides(district, case):
    first_asked(district, case)
    groups = {group.key: list(group.queryset) for group in waiting_for(user=district.officer)}
    assert groups["decide_extension"] == [case]
    assert groups["decide_withdrawal"] == []


def test_a_vacant_post_of_leader_falls_upward(clock, district):
    case = handled(district)
    Organization.objects.update(leader=None)
    suspension_asked(district, case)
    assert decider_of(waiting_request(case)) == district.principal
