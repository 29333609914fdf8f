"""Section 4 of the domain text, rule by rule: into whose hands a case goes."""

import pytest
from django.db import IntegrityError, transaction

from core.audit import trail_of
from core.errors import NotNow, NotSo, NotYou
from issues.models import Responsibility, ReturnRequest
from issues.selectors.proposals import proposal_for
from issues.selectors.returns import returns_by_dispatcher
from issues.services.catch_all import unowned_fall
from issues.services.dispatch import case_dispatch, case_pass_down
from issues.services.handling import case_accept, case_submit_reply, case_support_reply
from issues.services.returns import case_decide_return, case_return
from issues.services.verification import case_close, case_solve_on_the_spot
from issues.workflow import Outcome, Stage, State, Tier
from tests.rules.conftest import march
from tests.rules.table import each_of, rule


@rule("4.1.1")
def the_states_follow_each_other(road):
    case = road.closed()
    passed = [
        entry.changes["state"][1] for entry in reversed(trail_of(case)) if "state" in entry.changes
    ]
    assert list(dict.fromkeys(passed)) == [
        State.REGISTERED,
        State.TRIAGED,
        State.DISPATCHED,
        State.ACCEPTED,
        State.HANDLING,
        State.SUBMITTED,
        State.REPLIED,
        State.VERIFIED,
        State.CLOSED,
    ]
    assert case.tier == Tier.TIME_LIMITED


def solved_on_the_spot(road):
    case = road.registered(title="大门口路灯不亮")
    case_solve_on_the_spot(actor=road.place.officer, case=case, how="当场联系市政更换")
    return case


@rule("4.2.1")
def solved_on_the_spot_is_one_step_with_who_and_how(road):
    with pytest.raises(NotSo):
        case_solve_on_the_spot(actor=road.place.officer, case=road.registered(), how=" ")
    case = solved_on_the_spot(road)
    last = trail_of(case).first()
    assert (case.state, case.tier) == (State.REPLIED, Tier.ON_THE_SPOT)
    assert (last.actor_id, last.note) == (road.place.officer.pk, "当场联系市政更换")


@rule("4.2.2")
def solved_on_the_spot_still_needs_the_enterprises_word(road):
    case = solved_on_the_spot(road)
    with pytest.raises(NotNow):
        case_close(actor=road.place.officer, case=case, outcome=Outcome.SOLVED)
    assert case.word_links.filter(used_at__isnull=True).count() == 1
    case_close(actor=road.place.officer, case=road.word(case), outcome=Outcome.SOLVED)
    assert case.state == State.CLOSED


def give_back(road, case, person=None, **facts):
    facts = {"reason": "不属于我局职责", **facts}
    case_return(actor=person or road.place.head, case=case, **facts)


def decide_return(road, case, uphold=True):
    case_decide_return(actor=road.place.officer, case=case, uphold=uphold, decision="核实")


@rule("4.3.1")
def a_return_is_made_within_one_working_day_with_a_reason(road):
    late, in_time = road.dispatched(), road.dispatched()
    with pytest.raises(NotSo):
        give_back(road, in_time, reason=" ")
    road.go_to(3, 17, 30)
    give_back(road, in_time)
    road.go_to(3, 17, 31)
    with pytest.raises(NotNow, match="time to object has passed"):
        give_back(road, late)


@rule("4.3.2")
def a_return_says_whose_the_case_should_be(road):
    case = road.dispatched()
    give_back(road, case, suggested_unit=road.place.school)
    decide_return(road, case)
    assert ReturnRequest.objects.get().suggested_unit == road.place.school
    assert proposal_for(case).lead == road.place.school


@rule("4.3.3")
def the_office_decides_once_and_finally(road):
    case = road.dispatched()
    give_back(road, case)
    with pytest.raises(NotYou):
        case_decide_return(actor=road.place.leader, case=case, uphold=True)
    decide_return(road, case, uphold=False)
    with pytest.raises(NotNow):
        decide_return(road, case, uphold=True)
    with pytest.raises(NotNow, match="final"):
        give_back(road, case)
    again = ReturnRequest.objects.get()
    again.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)


@rule("4.3.4")
def what_nobody_owns_falls_to_somebody_who_must_keep_it(road):
    twice, lying = road.dispatched(), road.registered(title="道路破损")
    give_back(road, twice)
    decide_return(road, twice)
    case_dispatch(actor=road.place.officer, case=twice, lead=road.place.school)
    give_back(road, twice, person=road.place.school_head)
    decide_return(road, twice)
    road.go_to(11)
    assert unowned_fall() == [lying.number]
    for case in (twice, lying):
        case.refresh_from_db()
        assert (case.state, case.lead_unit) == (State.DISPATCHED, road.place.town)
        with pytest.raises(NotNow, match="fell to your unit"):
            give_back(road, case, person=road.place.town_head)


@rule("4.3.5")
def time_spent_being_passed_round_counts(road):
    case = road.dispatched()
    before = road.clock_of(case, Stage.RESOLVE)
    give_back(road, case)
    road.go_to(5)
    decide_return(road, case)
    case_dispatch(actor=road.place.officer, case=case, lead=road.place.town)
    after = road.clock_of(case, Stage.RESOLVE)
    assert (after.pk, after.started_at, after.due_at) == (before.pk, march(2), march(16, 17, 30))
    assert after.organization == road.place.town


@rule("4.3.6")
def the_number_of_hand_overs_is_on_the_case(road):
    case = road.dispatched()
    give_back(road, case)
    decide_return(road, case)
    case_dispatch(actor=road.place.officer, case=case, lead=road.place.town)
    case_accept(actor=road.place.town_head, case=case)
    case_pass_down(actor=road.place.town_head, case=case, unit=road.place.village)
    assert case.hand_overs == 2
    assert "<dt>Hand-overs</dt><dd>2</dd>" in road.page(road.place.officer, case.get_absolute_url())


@rule("4.3.7")
def a_wrong_dispatch_counts_on_the_dispatchers_side(road):
    right, wrong = road.dispatched(), road.dispatched()
    for case, uphold in ((right, False), (wrong, True)):
        give_back(road, case)
        decide_return(road, case, uphold=uphold)
    (row,) = returns_by_dispatcher()
    assert (row["name"], row["dispatched"], row["asked"], row["agreed"]) == ("officer", 2, 2, 1)


@rule("4.4.1")
def one_lead_answers_for_the_whole(road):
    case = road.dispatched(supports=[(road.place.school, "协助招生")])
    assert case.lead_unit == road.place.bureau
    with pytest.raises(IntegrityError), transaction.atomic():
        Responsibility.objects.create(
            case=case, organization=road.place.town, role="lead", since_at=march(2)
        )


@rule("4.4.2")
def each_support_has_its_part_its_shorter_deadline_and_its_reply(road):
    supports = [(road.place.school, "协助招生"), (road.place.town, "提供宿舍")]
    case = road.handled(supports=supports)
    due = dict(
        case.deadlines.filter(stage=Stage.SUPPORT_REPLY).values_list("organization", "due_at")
    )
    assert due == dict.fromkeys((unit.pk for unit, _task in supports), march(5, 17, 30))
    case_support_reply(actor=road.place.school_head, case=case, text="已联系两校")
    parts = case.responsibilities.filter(role="support").order_by("pk")
    assert [(part.task, part.reply) for part in parts] == [
        ("协助招生", "已联系两校"),
        ("提供宿舍", ""),
    ]
    assert case.deadlines.get(organization=road.place.town, stage=Stage.SUPPORT_REPLY).is_open


@rule("4.4.3")
def the_lead_replies_after_its_supports_or_says_why_not(road):
    case = road.handled(supports=[(road.place.school, "协助招生")])
    with pytest.raises(NotSo, match="has not replied yet"):
        case_submit_reply(actor=road.place.handler, case=case, text="已答复")
    road.reply(case, without_supports="教育局书面说明月底前另行答复")
    assert case.replies.get().without_supports


@pytest.mark.django_db
@each_of(__name__)
def test_rule_of_dispatch(road, scenario):
    scenario(road)
