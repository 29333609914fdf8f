"""Return visits bring back the enterprise's word; not solved is not let go."""

import pytest
from django.urls import reverse

from core.errors import NotSo, NotYou
from issues.services.handling import (
    case_accept,
    case_approve_reply,
    case_assign,
    case_submit_reply,
)
from issues.services.verification import case_close, case_verify
from issues.workflow import State
from tests.visits.test_pages import JSON, sent
from visits import selectors
from visits.services import CheckEntry, FindingEntry


@pytest.fixture
def replied(district, team, log):
    """A demand of the firm, dispatched on the spot, handled and replied."""
    wanted = FindingEntry(kind="demand", title="招工难", handling="dispatch", unit=district.bureau)
    case = log(findings=[wanted]).findings.get().case
    case_accept(actor=district.head, case=case)
    case_assign(actor=district.head, case=case, handler=district.handler)
    case_submit_reply(actor=district.handler, case=case, text="已组织专场招聘会")
    case_approve_reply(actor=district.head, case=case)
    return case


@pytest.fixture
def closed(district, replied):
    case_verify(actor=district.officer, case=replied, method="call", is_solved=True)
    case_close(actor=district.officer, case=replied, outcome="solved")
    return replied


def test_a_closed_case_found_solved_stays_closed(district, closed, log):
    check = CheckEntry(case=closed, is_solved=True, satisfaction=5, words="很好")
    visit = log(mode="return", checks=[check])
    assert closed.state == State.CLOSED
    word = visit.checks.get().verification
    assert (word.is_solved, word.satisfaction, word.after_closing) == (True, 5, True)


def test_a_closed_case_found_not_solved_is_opened_again(district, closed, log):
    log(mode="return", checks=[CheckEntry(case=closed, is_solved=False, words="人又走了")])
    assert (closed.state, closed.round, closed.closed_at) == (State.HANDLING, 2, None)


def test_a_replied_case_is_verified_by_the_office_on_its_visit(district, replied, log):
    log(district.officer, mode="return", checks=[CheckEntry(case=replied, is_solved=True)])
    assert replied.state == State.VERIFIED


def test_who_may_not_verify_is_told_beside_the_case(district, replied, log):
    with pytest.raises(NotYou) as refused:
        log(mode="return", checks=[CheckEntry(case=replied, is_solved=True)])
    assert list(refused.value.fields) == [f"checks-{replied.pk}-is_solved"]


def test_the_two_questions_are_asked_separately_and_the_first_must_be_answered(
    district, closed, log
):
    with pytest.raises(NotSo) as refused:
        log(mode="return", checks=[CheckEntry(case=closed, satisfaction=5)])
    assert list(refused.value.fields) == [f"checks-{closed.pk}-is_solved"]


@pytest.mark.parametrize(
    ("name", "when_replied", "when_closed"),
    [("officer", 1, 1), ("visitor", 0, 1), ("leader", 0, 1), ("head", 0, 0)],
)
def test_the_cases_offered_are_those_the_person_may_ask_about(
    district, replied, name, when_replied, when_closed
):
    def offered():
        user = type(district.officer).objects.get(pk=getattr(district, name).pk)
        return len(selectors.cases_to_check(user=user, enterprise=district.firm))

    assert offered() == when_replied
    case_verify(actor=district.officer, case=replied, method="call", is_solved=True)
    case_close(actor=district.officer, case=replied, outcome="solved")
    assert offered() == when_closed


def test_the_page_records_what_was_said(district, closed, signed_in):
    prefix = f"checks-{closed.pk}"
    data = sent(
        district,
        mode="return",
        **{f"{prefix}-is_solved": "yes", f"{prefix}-satisfaction": 4, f"{prefix}-words": "满意"},
    )
    visitor = signed_in(district.visitor)
    answer = visitor.post(reverse("visits:log"), data, headers=JSON)
    page = visitor.get(answer.json()["url"]).content.decode()
    assert "What the enterprise said of its cases" in page
    assert closed.verifications.first().satisfaction == 4


def test_the_page_keeps_a_half_answered_case_beside_its_question(district, closed, signed_in):
    prefix = f"checks-{closed.pk}"
    data = sent(district, mode="return", **{f"{prefix}-words": "还行"})
    answer = signed_in(district.visitor).post(reverse("visits:log"), data, headers=JSON)
    assert list(answer.json()["errors"]) == [f"{prefix}-is_solved"]
