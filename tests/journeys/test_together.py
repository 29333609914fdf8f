"""Two people at one case, and a case that is not mine."""

import pytest
from playwright.sync_api import expect

from issues.models import Case
from issues.services.cases import case_register
from issues.services.dispatch import case_dispatch, case_triage
from issues.services.handling import case_accept, case_assign
from issues.workflow import State, Tier
from tests.browser import settle
from tests.journeys.steps import fill, step

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def case(district) -> Case:
    """An issue that the bureau has been given to solve by a date."""
    case = case_register(
        actor=district.officer, kind="issue", enterprise=district.firm, title="厂门口道路破损"
    )
    case_triage(actor=district.officer, case=case, tier=Tier.TIME_LIMITED)
    case_dispatch(actor=district.officer, case=case, lead=district.bureau)
    return case


def test_the_second_of_two_is_told_who_did_what_and_keeps_the_words(
    district, case, open_page, look
):
    case_accept(actor=district.head, case=case)
    case_assign(actor=district.head, case=case, handler=district.handler)
    first = open_page("desk", district.handler)
    second = open_page("phone", district.head)
    for page in (first, second):
        page.goto(f"/cases/{case.number}/submit_reply/")
    fill(second.locator("form.form-page"), "text", "我局已与镇里商定修复方案")
    step(first, case, "submit_reply", text="路面已修复")
    second.click(".form-actions .btn-primary")
    told = second.locator(".alert-danger")
    expect(told).to_contain_text(district.handler.full_name)
    expect(second.locator("[name=text]")).to_have_value("我局已与镇里商定修复方案")
    look(second)
    case.refresh_from_db()
    assert (case.state, case.replies.count()) == (State.SUBMITTED, 1)


def test_two_who_accept_at_once_accept_once(district, case, open_page):
    pages = [open_page(size, district.head) for size in ("desk", "phone")]
    for page in pages:
        page.goto(f"/cases/{case.number}/accept/")
    for page in pages:
        page.click(".form-actions .btn-primary")
        settle(page)
    expect(pages[1].locator(".alert-danger")).to_contain_text(district.head.full_name)
    case.refresh_from_db()
    assert case.state == State.ACCEPTED


@pytest.mark.parametrize("path", ["", "accept/", "files/"])
def test_a_case_of_another_unit_does_not_exist(district, case, open_page, look, path):
    page = open_page("phone", district.support_head)
    answer = page.goto(f"/cases/{case.number}/{path}")
    assert answer.status == 404
    expect(page.get_by_text(case.title)).to_have_count(0)
    look(page)
