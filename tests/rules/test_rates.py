"""Section 6 of the domain text, rule by rule: what each rate counts, by cases that went their way."""

import pytest

from issues.services.handling import case_accept
from issues.services.requests import case_ask_withdrawal
from issues.services.returns import case_decide_return, case_return
from issues.workflow import Outcome
from reports import rates
from reports.periods import period_of_month
from reports.selectors.figures import Counts
from reports.selectors.frames import Frame
from reports.verified import VERIFIED, VerifiedFigure
from tests.rules.conftest import march, parts
from tests.rules.table import each_of, rule
from visits.services import draw_make, drawn_answer


@rule("6.2.1")
def the_response_rate_counts_what_is_due_and_not_accepted(road):
    in_time, late, _never = road.dispatched(), road.dispatched(), road.dispatched()
    case_accept(actor=road.place.head, case=in_time)
    assert parts(rates.RESPONSE, march(3)) == (1, 1)
    road.go_to(4)
    case_accept(actor=road.place.head, case=late)
    assert parts(rates.RESPONSE, march(4)) == (1, 3)


@rule("6.3.1")
def the_closure_rate_counts_solved_and_explained_among_all_dispatched(road):
    for outcome in (Outcome.SOLVED, Outcome.EXPLAINED, Outcome.CANNOT):
        road.closed(outcome=outcome)
    suspended = road.handled()
    road.ask_suspension(suspended, march(30))
    road.decide(suspended, road.place.leader)
    assert parts(rates.CLOSURE, march(31)) == (2, 4)


@rule("6.4.1")
def the_on_time_rate_counts_what_is_open_and_overdue(road):
    road.closed()
    road.handled()
    assert parts(rates.ON_TIME, march(16, 17, 30)) == (1, 1)
    assert parts(rates.ON_TIME, march(16, 17, 31)) == (1, 2)


@rule("6.5.1")
def the_satisfaction_rate_is_of_those_who_answered(road):
    for is_solved, satisfaction in ((True, 5), (True, 4), (True, 3), (None, None)):
        road.word(road.replied(), is_solved=is_solved, satisfaction=satisfaction)
    assert parts(rates.SATISFACTION, march(3)) == (2, 3)


@rule("6.6.1")
def returns_wrong_dispatches_reopened_and_relapsed_cases_are_counted(road):
    right, wrong = road.dispatched(title="供水不稳"), road.dispatched(title="道路破损")
    for case, uphold in ((right, False), (wrong, True)):
        case_return(actor=road.place.head, case=case, reason="不属于我局职责")
        case_decide_return(actor=road.place.officer, case=case, uphold=uphold)
    road.word(road.replied(title="用地指标"), is_solved=False)
    road.closed()
    road.dispatched()
    now = march(31)
    assert parts(rates.RETURNED, now) == (2, 5)
    assert parts(rates.MISDIRECTED, now) == (1, 5)
    assert parts(rates.REOPENED, now)[0] == 1
    assert parts(rates.RELAPSE, now) == (1, 5)


@rule("6.7.1")
def the_verified_rate_is_of_drawn_closings_with_its_interval(road):
    road.closed(), road.closed(title="用地指标"), road.closed(title="供水不稳")
    draw = draw_make(
        actor=road.place.officer,
        since_on=march(2).date(),
        until_on=march(3).date(),
        share=100,
        visitors=[road.place.visitor],
    )
    for drawn, result in zip(draw.cases.all(), ("solved", "not_solved"), strict=False):
        drawn_answer(actor=road.place.visitor, drawn=drawn, result=result, words="未招到人")
    frame = Frame(road.place.officer, period_of_month(202603), march(31))
    found = Counts(frame).verified()
    assert (found.numerator, found.denominator, found.drawn) == (1, 2, 3)
    assert found.interval == (9.5, 90.5)


@rule("6.7.2")
def a_high_closure_rate_beside_a_low_verified_rate_is_a_warning(road):
    closed, drawn = rates.Figure(rates.CLOSURE, 9, 10), VerifiedFigure(VERIFIED, 5, 10, 10)
    assert drawn.contradicts(closed)
    assert not drawn.contradicts(rates.Figure(rates.CLOSURE, 5, 10))


@rule("6.8.1")
def what_is_left_out_has_a_reason_and_another_who_approves(road):
    case = road.dispatched()
    case_ask_withdrawal(actor=road.place.officer, case=case, reason="企业撤回诉求")
    road.decide(case, road.place.leader)
    request = case.requests.get()
    assert (request.reason, request.decided_by) == ("企业撤回诉求", road.place.leader)
    assert parts(rates.CLOSURE, march(31)) == (0, 0)


@rule("6.8.2")
def a_rate_over_few_cases_is_marked(road):
    few, enough = (
        rates.Figure(rates.CLOSURE, 1, among) for among in (rates.SMALL - 1, rates.SMALL)
    )
    assert (few.is_small, enough.is_small) == (True, False)


@pytest.mark.django_db
@each_of(__name__)
def test_rule_of_the_rates(road, scenario):
    scenario(road)
