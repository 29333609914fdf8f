"""The path of a case through the services, as lists of states."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from core.audit import trail_of
from core.errors import NotNow, NotYou, Overtaken
from issues.models import Case, Deadline, Slip
from issues.selectors.recipients import addressees_on
from issues.services import ladder
from issues.services.cases import case_register
from issues.services.dispatch import (
    case_dispatch,
    case_triage,
)
from issues.services.handling import (
    case_accept,
    case_approve_reply,
    case_assign,
    case_submit_reply,
)
from issues.services.ladder import deadlines_sweep
from issues.services.returns import case_decide_return, case_return
from issues.services.verification import case_close, case_verify
from issues.workflow import Outcome, Stage, State, Tier
from notices.models import Notice

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def case(district):
    with time_machine.travel(MONDAY, tick=False):
        return case_register(
            actor=district.officer, kind="demand", enterprise=district.firm, title="招工难"
        )


def dispatched(district, case):
    case_triage(actor=district.officer, case=case, tier=Tier.TIME_LIMITED)
    case_dispatch(actor=district.officer, case=case, lead=district.bureau)
    return case


def test_a_demand_goes_from_the_office_to_closing_and_leaves_a_trail(district, case):
    with time_machine.travel(MONDAY + timedelta(minutes=5), tick=False):
        dispatched(district, case)
        case_accept(actor=district.head, case=case)
        case_assign(actor=district.head, case=case, handler=district.handler)
        case_submit_reply(actor=district.handler, case=case, text="已组织专场招聘会")
        case_approve_reply(actor=district.head, case=case)
        case_verify(
            actor=district.officer, case=case, method="call", is_solved=True, satisfaction=5
        )
        case_close(actor=district.officer, case=case, outcome=Outcome.SOLVED)
    assert case.state == State.CLOSED
    assert [entry.action for entry in reversed(trail_of(case))] == [
        "register",
        "triage",
        "dispatch",
        "accept",
        "assign",
        "submit_reply",
        "approve_reply",
        "verify",
        "close",
    ]
    left = Deadline.objects.filter(met_at__isnull=True, cancelled_at__isnull=True)
    assert [row.stage for row in left] == [Stage.RETURN_VISIT]


def test_due_dates_follow_the_default_policy(district, case):
    with time_machine.travel(MONDAY, tick=False):
        dispatched(district, case)
    due = {
        row.stage: timezone.localtime(row.due_at).strftime("%m-%d %H:%M")
        for row in Deadline.objects.filter(met_at__isnull=True)
    }
    assert due == {
        Stage.ACCEPT: "03-03 17:30",
        Stage.FIRST_CONTACT: "03-04 17:30",
        Stage.RESOLVE: "03-16 17:30",
    }


def test_a_return_that_is_upheld_lets_the_clock_run_on_and_may_not_be_repeated(district, case):
    with time_machine.travel(MONDAY, tick=False):
        dispatched(district, case)
        case_return(actor=district.head, case=case, reason="不属于我局职责")
        case_decide_return(actor=district.officer, case=case, uphold=True)
        case_dispatch(actor=district.officer, case=case, lead=district.town)
    resolve = Deadline.objects.get(stage=Stage.RESOLVE)
    assert resolve.organization == district.town
    assert case.hand_overs == 1


def test_a_refused_return_is_final(district, case):
    with time_machine.travel(MONDAY, tick=False):
        dispatched(district, case)
        case_return(actor=district.head, case=case, reason="不属于我局职责")
        case_decide_return(actor=district.officer, case=case, uphold=False)
        with pytest.raises(NotNow):
            case_return(actor=district.head, case=case, reason="仍不属于我局")
    assert Case.objects.get().state == State.DISPATCHED


def test_not_solved_opens_the_next_round(district, case):
    with time_machine.travel(MONDAY, tick=False):
        dispatched(district, case)
        case_accept(actor=district.head, case=case)
        case_assign(actor=district.head, case=case, handler=district.handler)
        case_submit_reply(actor=district.handler, case=case, text="已答复")
        case_approve_reply(actor=district.head, case=case)
        with pytest.raises(NotYou):
            case_verify(actor=district.head, case=case, method="call", is_solved=True)
        case_verify(actor=district.officer, case=case, method="call", is_solved=False)
    assert (case.state, case.round, case.resolved_at) == (State.HANDLING, 2, None)


def test_who_acts_on_what_was_changed_meanwhile_is_told_so(district, case):
    seen = case.version
    dispatched(district, case)
    with pytest.raises(Overtaken, match="officer"):
        case_accept(actor=district.head, case=case, seen_version=seen)


def test_the_sweep_climbs_the_ladder_once_and_catches_up(district, case):
    with time_machine.travel(MONDAY, tick=False):
        dispatched(district, case)
    first = deadlines_sweep(at=MONDAY + timedelta(days=30))
    assert first["by_level"] == {1: 2, 2: 3, 3: 3, 4: 3}
    assert deadlines_sweep(at=MONDAY + timedelta(days=31))["slips"] == 0
    assert Slip.objects.filter(level=3).first().recipient == district.leader
    assert Slip.objects.filter(level=4).first().recipient == district.principal
    assert Notice.objects.filter(template="issues.slip_red").count() == 3
    assert Slip.objects.order_by("number").first().number == "DB2026000001"


@pytest.mark.parametrize("cases", [1, 20])
def test_a_fixed_number_of_statements_whatever_is_due(district, cases, django_assert_num_queries):
    with time_machine.travel(MONDAY, tick=False):
        deadlines_sweep()
        for _n in range(cases):
            case_register(
                actor=district.officer, kind="issue", enterprise=district.firm, title="道路破损"
            )
    with django_assert_num_queries(14):
        assert deadlines_sweep(at=MONDAY + timedelta(days=60))["slips"] == 3 * cases


def test_a_step_that_falls_due_during_the_sweep_takes_a_number_of_its_own(
    district, case, monkeypatch
):
    """A calendar that moves a date between two statements must not stop the sweeps after it."""
    with time_machine.travel(MONDAY, tick=False):
        dispatched(district, case)
    later, at = Deadline.objects.get(stage=Stage.RESOLVE), MONDAY + timedelta(days=1)
    Deadline.objects.filter(pk=later.pk).update(due_on=(MONDAY + timedelta(days=30)).date())

    def moved(day):
        Deadline.objects.filter(pk=later.pk).update(due_on=at.date(), next_at=MONDAY)
        return addressees_on(day)

    monkeypatch.setattr(ladder, "addressees_on", moved)
    assert deadlines_sweep(at=at)["slips"] > 1
    monkeypatch.undo()
    assert deadlines_sweep(at=MONDAY + timedelta(days=60))["slips"] > 0
    numbers = sorted(Slip.objects.values_list("number", flat=True))
    assert numbers == [f"DB2026{n:06d}" for n in range(1, len(numbers) + 1)]
