"""A case climbs to red, is signed for and answered, and comes back yellow; the ladder is changed."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from issues.models import Case, LadderPolicy, Slip
from issues.services.cases import case_register
from issues.services.dispatch import case_dispatch, case_triage
from issues.services.handling import case_accept, case_assign, case_contact
from issues.services.ladder import deadlines_sweep
from issues.workflow import Stage, Tier
from organizations.roles import Role
from tests.journeys.conftest import picture
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
    deadlines_sweep()
    return case


def test_a_red_slip_is_signed_answered_and_turns_yellow(district, case, open_page, look):
    red = Slip.objects.get(case=case, deadline__stage=Stage.RESOLVE, colour="red")
    address = f"/cases/slips/{red.number}/"
    the_principal_signs(district, red, address, open_page, look)
    the_unit_answers(district, address, open_page, look)
    the_paper_can_be_printed(district, address, open_page)
    the_case_is_solved(district, case, open_page)
    it_is_yellow_and_not_green(district, case, red, open_page, look)


def the_principal_signs(district, red, address, open_page, look) -> None:
    page = open_page("phone", district.principal)
    page.goto("/cases/slips/?receipt=mine")
    expect(page.locator("table.list tbody tr")).to_have_count(1)
    look(page)
    page.click(".row-link")
    page.wait_for_url(f"**{address}")
    expect(page.locator(".slip-red").first).to_have_text("红色")
    look(page)
    page.click(".page-actions .btn-primary")
    expect(page.get_by_text(f"{red.number} 的签收已记录")).to_be_visible()
    expect(page.locator(".page-actions .btn-primary")).to_have_count(0)
    look(page)


def the_unit_answers(district, address, open_page, look) -> None:
    page = open_page("desk", district.head)
    page.goto(address)
    page.click(".page-actions .btn-primary")
    look(page)
    page.click(".form-actions .btn-primary")
    expect(page.locator(".alert-danger")).to_be_visible()
    look(page)
    page.fill("[name=text]", "岗位要求特殊，首轮招聘未成；本周五前办结。")
    page.locator("[name=files_sent]").set_input_files(picture("green", "招聘会.jpg"))
    page.click(".form-actions .btn-primary")
    page.wait_for_url(f"**{address}")
    expect(page.get_by_text("岗位要求特殊")).to_be_visible()
    page.locator("a[data-photo]").click()
    expect(page.locator("dialog.photo img")).to_be_visible()
    page.keyboard.press("Escape")
    look(page)


def the_paper_can_be_printed(district, address, open_page) -> None:
    page = open_page("desk", district.officer)
    page.goto(address)
    href = page.get_by_text("打印督办单").get_attribute("href")
    paper = page.request.get(href)
    assert (paper.status, paper.headers["content-type"]) == (200, "application/pdf")
    assert paper.body().startswith(b"%PDF-")


def the_case_is_solved(district, case, open_page) -> None:
    handler, head = open_page("desk", district.handler), open_page("desk", district.head)
    step(handler, case, "submit_reply", text="焊工二十名已到岗")
    step(head, case, "approve_reply")


def it_is_yellow_and_not_green(district, case, red, open_page, look) -> None:
    for size in ("phone", "desk"):
        page = open_page(size, district.officer)
        page.goto("/cases/slips/?shown=yellow")
        expect(page.locator("table.list .slip-yellow")).to_have_text(["黄色 已补办"])
        look(page)
        page.goto(f"/cases/{case.number}/")
        expect(page.locator(".page-header .light-on_time")).to_have_count(0)
        expect(page.locator(".slips .slip-yellow")).to_have_count(1)
        look(page)
        page.goto(f"/cases/slips/{red.number}/")
        expect(page.locator(".page-header .slip-yellow")).to_be_visible()
        look(page)
    page.goto("/cases/?q=焊工")
    light = page.locator("table.list .cell-light .light")
    expect(light).to_have_class("light light-made_good")


def test_the_administrator_decides_a_ladder(person_with, open_page, look):
    administrator = person_with(Role.ADMINISTRATOR, full_name="管理员")
    for size in ("phone", "desk"):
        page = open_page(size, administrator)
        page.goto("/cases/ladders/")
        look(page)
        page.get_by_text("调整各级").first.click()
        look(page)
        page.select_option("#id_steps-2-offset", "-1")
        page.click(".form-actions .btn-primary")
        expect(page.locator(".alert-danger")).to_contain_text("第 3 级")
        look(page)
        page.select_option("#id_steps-2-offset", "1" if size == "phone" else "2")
        page.click(".form-actions .btn-primary")
        page.wait_for_url("**/cases/ladders/")
        look(page)
    general = LadderPolicy.objects.get(is_current=True, kind="", grade="", category=None)
    assert (general.version, general.rungs.get(level=3).offset) == (3, 2)
