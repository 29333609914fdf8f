"""A case that was reopened: every round with its date, its replies and the enterprise's word."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from issues.models import Deadline
from issues.services.cases import case_register
from issues.services.dispatch import case_dispatch_on_the_spot
from issues.services.handling import (
    case_accept,
    case_approve_reply,
    case_assign,
    case_submit_reply,
)
from issues.services.verification import case_close, case_return_visit, case_verify
from issues.workflow import Stage, State

ZONE = ZoneInfo("Asia/Shanghai")


def march(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=ZONE)


@pytest.fixture
def clock():
    with time_machine.travel(march(2), tick=False) as traveller:
        yield traveller


@pytest.fixture
def case(clock, district):
    case = case_register(
        actor=district.officer, kind="demand", enterprise=district.firm, title="招工难"
    )
    case_dispatch_on_the_spot(actor=district.officer, case=case, lead=district.bureau)
    case_accept(actor=district.head, case=case)
    case_assign(actor=district.head, case=case, handler=district.handler)
    return case


def reply(district, case, text):
    case_submit_reply(actor=district.handler, case=case, text=text)
    case_approve_reply(actor=district.head, case=case)


def rounds_shown(district, case, signed_in):
    page = signed_in(district.officer).get(reverse("issues:case_detail", args=[case.number]))
    return page.context["rounds"], page.content.decode()


def test_a_case_not_solved_keeps_its_first_round_and_gets_a_new_deadline(
    district, case, clock, signed_in
):
    clock.move_to(march(6))
    reply(district, case, "已发布招聘信息")
    clock.move_to(march(10))
    case_verify(actor=district.officer, case=case, method="call", is_solved=False, words="没人来")
    clock.move_to(march(11))
    reply(district, case, "已组织专场招聘")
    rounds, page = rounds_shown(district, case, signed_in)
    assert [(one.number, one.begun_at, one.deadline.due_at, one.outcome) for one in rounds] == [
        (2, march(10), march(24, 17, 30), "met in time"),
        (1, march(2), march(16, 17, 30), "met in time"),
    ]
    assert [getattr(one, "text", "") or one.words for one in rounds[1].told] == [
        "已发布招聘信息",
        "没人来",
    ]
    assert [one.text for one in rounds[0].told] == ["已组织专场招聘"]
    assert page.index("Round 2") < page.index("Round 1")
    assert Deadline.objects.filter(case=case, stage=Stage.RESOLVE).count() == 2


def test_a_return_visit_that_finds_it_not_solved_opens_a_third_round(
    district, case, clock, signed_in
):
    for day in (3, 5):
        reply(district, case, f"{day}日答复")
        clock.move_to(march(day))
        case_verify(actor=district.officer, case=case, method="call", is_solved=day == 5)
    case_close(actor=district.officer, case=case, outcome="solved")
    clock.move_to(march(20))
    case_return_visit(actor=district.officer, case=case, is_solved=False, words="又缺人")
    assert (case.state, case.round) == (State.HANDLING, 3)
    rounds, page = rounds_shown(district, case, signed_in)
    assert [one.number for one in rounds] == [3, 2, 1]
    assert rounds[0].told == []
    assert rounds[0].opened_by.words == "又缺人"
    assert rounds[1].told[-1].words == "又缺人"
    assert "No reply yet." in page


def test_a_single_round_is_not_numbered(district, case, signed_in):
    rounds, page = rounds_shown(district, case, signed_in)
    assert rounds == []
    reply(district, case, "已办")
    rounds, page = rounds_shown(district, case, signed_in)
    assert [one.number for one in rounds] == [1]
    assert "Round 1" not in page
