"""Section 4 of the domain text, rule by rule: more time, the enterprise's word, how a case ends."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from core.errors import NotNow, NotSo, NotYou
from issues.models import Case, Verification
from issues.selectors.lights import Light, light_of
from issues.services.handling import case_submit_reply
from issues.services.kin import case_approve_replies, case_group, case_merge, case_split
from issues.services.ladder import deadlines_sweep
from issues.services.requests import case_resume
from issues.services.verification import case_close, case_reopen, case_verify, word_give
from issues.workflow import SOLVING_OUTCOMES, Asked, Outcome, Stage, State
from reports.rates import CLOSURE, ON_TIME, ON_TIME_ORIGINAL, SATISFACTION
from tests.rules.conftest import march, parts
from tests.rules.table import each_of, rule

DUE, LATER, LATEST = march(16, 17, 30), march(20, 17, 30), march(25, 17, 30)


@rule("4.5.1")
def an_extension_is_asked_for_a_working_day_before_the_deadline(road):
    late, in_time = road.handled(), road.handled()
    road.go_to(13, 17, 30)
    road.ask(in_time, LATER)
    road.go_to(13, 17, 31)
    with pytest.raises(NotNow, match="Too late"):
        road.ask(late, LATER)


@rule("4.5.2")
def an_extension_needs_reason_new_date_and_what_the_enterprise_was_told(road):
    case = road.handled()
    for facts in ({"reason": ""}, {"told": " "}, {"due_at": DUE}):
        with pytest.raises(NotSo):
            road.ask(case, **{"due_at": LATER, **facts})
    road.ask(case, LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        case.requests.update(told="")


@rule("4.5.3")
def the_office_decides_the_first_and_the_sponsor_the_second(road):
    place = road.place
    case = road.handled(sponsor=place.leader, due_at=DUE)
    road.ask(case, LATER)
    with pytest.raises(NotYou):
        road.decide(case, place.leader)
    road.decide(case, place.officer)
    road.ask(case, LATEST)
    assert case.asked == Asked.SECOND_EXTENSION
    for other in (place.officer, place.principal):
        with pytest.raises(NotYou):
            road.decide(case, other)
    road.decide(case, place.leader)
    assert case.resolve_due_at == LATEST


@rule("4.5.4")
def there_is_no_third_extension(road):
    case = road.handled()
    for due_at, decider in ((LATER, road.place.officer), (LATEST, road.place.leader)):
        road.ask(case, due_at)
        road.decide(case, decider)
    with pytest.raises(NotNow, match="no third"):
        road.ask(case, march(30, 17, 30))


@rule("4.5.5")
def the_original_date_is_kept_and_both_rates_are_shown(road):
    case = road.handled()
    road.ask(case, LATER)
    road.decide(case, road.place.officer)
    assert (case.resolve_due_at, case.resolve_original_due_at) == (LATER, DUE)
    road.go_to(18)
    case_close(actor=road.place.officer, case=road.word(road.reply(case)), outcome="solved")
    assert (parts(ON_TIME, march(31)), parts(ON_TIME_ORIGINAL, march(31))) == ((1, 1), (0, 1))
    page = road.page(road.place.officer, "/figures/?since=2026-03-01&until=2026-03-31")
    assert "by the original date" in page


@rule("4.6.1")
def a_suspension_needs_a_leader_and_a_review_date(road):
    case = road.handled()
    with pytest.raises(NotSo):
        road.ask_suspension(case, march(1))
    road.ask_suspension(case, march(30, 17, 30))
    with pytest.raises(NotYou):
        road.decide(case, road.place.officer)
    road.decide(case, road.place.leader)
    assert case.state == State.SUSPENDED
    assert road.clock_of(case, Stage.REVIEW).due_at == march(30, 17, 30)


@rule("4.6.2")
def a_suspension_stops_the_clock(road):
    case = road.handled()
    road.ask_suspension(case, march(30, 17, 30))
    road.decide(case, road.place.leader)
    assert not deadlines_sweep(at=march(26, 17, 30))["slips"]
    road.go_to(9)
    case_resume(actor=road.place.head, case=case)
    assert case.resolve_due_at == march(23, 17, 30)


@rule("4.6.3")
def a_suspended_case_is_not_closed(road):
    case = road.handled()
    road.ask_suspension(case, march(30, 17, 30))
    road.decide(case, road.place.leader)
    assert (parts(CLOSURE, march(31)), case.closed_at) == ((0, 1), None)


def link_of(case):
    return case.word_links.latest("pk")


@rule("4.8.1")
def the_enterprise_is_asked_by_visit_by_call_or_by_link(road):
    for method in ("visit", "call"):
        road.word(road.replied(), method=method)
    word_give(link=link_of(road.replied()), is_solved=True, satisfaction=4)
    assert list(Verification.objects.order_by("pk").values_list("method", "verifier")) == [
        ("visit", road.place.officer.pk),
        ("call", road.place.officer.pk),
        ("link", None),
    ]


@rule("4.8.2")
def a_link_works_once_and_for_fourteen_days(road):
    used, unused = link_of(road.replied()), link_of(road.replied())
    assert unused.expires_at - unused.made_at == timedelta(days=14)
    word_give(link=used, is_solved=True)
    with pytest.raises(NotNow):
        word_give(link=used, is_solved=False)
    road.go_to(16, 9, 0)
    assert (
        road.signed_in(road.place.visitor).get(f"/public/word/{unused.token}/").status_code == 410
    )
    with pytest.raises(NotNow):
        word_give(link=unused, is_solved=True)


@rule("4.8.3")
def solved_and_satisfied_are_two_questions(road):
    case = road.word(road.replied(), is_solved=True, satisfaction=1)
    said = case.verifications.get()
    assert (case.state, said.is_solved, said.satisfaction) == (State.VERIFIED, True, 1)


@rule("4.8.4")
def no_answer_is_no_answer(road):
    case = road.word(road.replied(), is_solved=None, satisfaction=5)
    assert (case.satisfaction, parts(SATISFACTION, march(31))) == (None, (0, 0))
    for outcome in SOLVING_OUTCOMES:
        with pytest.raises(NotSo, match="did not answer"):
            case_close(actor=road.place.officer, case=case, outcome=outcome)


@rule("4.8.5")
def not_solved_opens_a_new_round_with_a_new_deadline(road):
    case = road.replied()
    road.go_to(9)
    road.word(case, is_solved=False, satisfaction=2)
    row = road.clock_of(case, Stage.RESOLVE)
    assert (case.state, case.round, row.round) == (State.HANDLING, 2, 2)
    assert row.due_at == march(23, 17, 30)


@rule("4.8.6")
def dissatisfied_may_open_one_too(road):
    case = road.word(road.replied(), is_solved=True, satisfaction=2)
    assert "reopen" in road.page(road.place.officer, case.get_absolute_url())
    case_reopen(actor=road.place.officer, case=case, reason="企业对处理结果不满意")
    assert (case.state, case.round) == (State.HANDLING, 2)


@rule("4.8.7")
def who_handled_a_case_never_verifies_it(road):
    case = road.replied()
    with pytest.raises(NotYou):
        case_verify(actor=road.place.head, case=case, method="call", is_solved=True)
    road.word(case)
    with pytest.raises(IntegrityError), transaction.atomic():
        case.verifications.update(verifier_unit=F("handling_unit"))


@rule("4.9.1")
def of_four_outcomes_two_count_as_solved(road):
    for outcome in Outcome:
        road.closed(outcome=outcome)
    assert parts(CLOSURE, march(31)) == (2, 4)


@rule("4.10.1")
def a_like_case_within_ninety_days_of_closing_came_back(road):
    first = road.closed()
    road.clock.shift(timedelta(days=89))
    again = road.registered()
    assert again.relapse_of == first
    assert "came back" in road.page(road.place.officer, again.get_absolute_url())
    road.clock.shift(timedelta(days=2))
    assert road.registered().relapse_of is None
    assert road.registered(title="门口道路破损").relapse_of is None


@rule("4.11.1")
def like_demands_of_three_enterprises_are_answered_together(road):
    place = road.place
    parent = road.handled(firm=place.firms[0])
    children = [road.registered(firm=firm) for firm in place.firms[1:]]
    for child in children:
        case_group(actor=place.officer, case=child, parent=parent)
    case_submit_reply(actor=place.handler, case=parent, text="三家企业统一办理")
    case_approve_replies(actor=place.head, case=parent, children=children)
    for child in children:
        child.refresh_from_db()
        assert (child.state, child.lead_unit) == (State.REPLIED, place.bureau)
        assert child.replies.get().text == "三家企业统一办理"


@rule("4.11.2")
def a_case_is_merged_into_another_and_split_into_several(road):
    goes_on, double, several = road.handled(), road.registered(), road.registered()
    case_merge(actor=road.place.officer, case=double, into=goes_on, reason="重复登记")
    assert (double.state, double.merged_into) == (State.MERGED, goes_on)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=double.pk).update(merged_into=None)
    made = case_split(
        actor=road.place.officer, case=several, titles=["住宿", "子女入学"], reason="实为三事"
    )
    assert [part.split_from for part in made] == [several, several]
    assert light_of(several, march(2)) != Light.CLOSED


@pytest.mark.django_db
@each_of(__name__)
def test_rule_of_solving(road, scenario):
    scenario(road)
