"""A case climbs to red by sweeps, is signed for and answered, and comes back yellow."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from issues.models import Case, Slip
from issues.selectors.lights import Light, light_of
from issues.services.cases import case_register
from issues.services.dispatch import case_dispatch, case_triage
from issues.services.handling import case_accept, case_assign, case_contact
from issues.services.ladder import deadlines_sweep
from issues.workflow import Stage, Tier
from tests.journeys.steps import step

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def case(district) -> Case:
    """In the handler's hands for forty days; only the solution is late."""
    with time_machine.travel(timezone.now() - timedelta(days=40)):
        case = case_register(
            actor=district.officer, kind="demand", enterprise=district.firm, title="缺焊工二十名"
        )
        case_triage(actor=district.officer, case=case, tier=Tier.TIME_LIMITED)
        case_dispatch(actor=district.officer, case=case, lead=district.bureau)
        case_accept(actor=district.head, case=case)
        case_assign(actor=district.head, case=case, handler=district.handler)
        case_contact(actor=district.handler, case=case, note="已上门了解用工需求")
    deadlines_sweep(at=timezone.now() - timedelta(days=27))
    deadlines_sweep()
    return case


def test_a_red_slip_is_signed_answered_and_turns_yellow(district, case, open_page, look):
    red = Slip.objects.get(case=case, deadline__stage=Stage.RESOLVE, colour="red")
    the_principal_signs(district, red, open_page, look)
    the_unit_answers_and_solves(district, case, red, open_page, look)
    it_is_yellow_and_not_green(district, case, red, open_page, look)
    case.refresh_from_db()
    assert light_of(case, timezone.now()) == Light.MADE_GOOD


def the_principal_signs(district, red, open_page, look) -> None:
    page = open_page("phone", district.principal)
    page.goto("/cases/slips/?receipt=mine")
    look(page)
    page.click(".row-link")
    expect(page.locator(".slip-red").first).to_have_text("红色")
    look(page)
    page.click(".page-actions .btn-primary")
    expect(page.get_by_text(f"{red.number} 已签收")).to_be_visible()
    look(page)


def the_unit_answers_and_solves(district, case, red, open_page, look) -> None:
    head, handler = open_page("desk", district.head), open_page("desk", district.handler)
    head.goto(red.get_absolute_url())
    head.click(".page-actions .btn-primary")
    head.fill("[name=text]", "岗位要求特殊，首轮招聘未成；本周五前办结。")
    look(head)
    head.click(".form-actions .btn-primary")
    expect(head.get_by_text("岗位要求特殊")).to_be_visible()
    step(handler, case, "submit_reply", text="焊工二十名已到岗")
    step(head, case, "approve_reply")


def it_is_yellow_and_not_green(district, case, red, open_page, look) -> None:
    page = open_page("desk", district.officer)
    page.goto("/cases/slips/?shown=yellow")
    expect(page.locator("table.list .slip-yellow")).to_have_count(1)
    look(page)
    page.goto(red.get_absolute_url())
    expect(page.locator(".page-header .slip-yellow")).to_be_visible()
    look(page)
    page.goto(f"/cases/{case.number}/")
    expect(page.locator(".page-header .light-made_good")).to_be_visible()
    expect(page.locator(".page-header .light-on_time")).to_have_count(0)
    look(page)
