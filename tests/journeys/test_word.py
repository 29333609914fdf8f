"""The enterprise says by its link that it is not solved; the case goes round again."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from enterprises.services import code_issue
from issues.models import Case, WordLink
from issues.services.cases import case_register
from issues.services.dispatch import case_dispatch, case_triage
from issues.services.handling import (
    case_accept,
    case_approve_reply,
    case_assign,
    case_submit_reply,
)
from issues.workflow import State, Tier
from organizations.models import Organization
from tests.journeys.conftest import picture
from tests.journeys.steps import expect_state, step

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def case(district) -> Case:
    """A demand that the bureau has replied to."""
    Organization.objects.filter(pk=district.office.pk).update(phone="0512-88001234")
    case = case_register(
        actor=district.officer, kind="demand", enterprise=district.firm, title="缺焊工二十名"
    )
    case_triage(actor=district.officer, case=case, tier=Tier.TIME_LIMITED)
    case_dispatch(actor=district.officer, case=case, lead=district.bureau)
    case_accept(actor=district.head, case=case)
    case_assign(actor=district.head, case=case, handler=district.handler)
    case_submit_reply(actor=district.handler, case=case, text="已对接两所职业学校,月底到岗。")
    case_approve_reply(actor=district.head, case=case)
    return case


def path_given(page) -> str:
    """The link as the officer copies it, without the host of the test's server."""
    page.click("[data-copy]")
    expect(page.locator("[data-copy]")).to_contain_text("已复制")
    return re.sub(r"^https?://[^/]+", "", page.input_value("#word-link"))


def press(page, name: str, value: str) -> None:
    page.locator(f"label:has([name={name}][value='{value}'])").click()


def test_not_solved_by_link_opens_the_next_round_and_the_next_link_ends_it(
    district, case, open_page, look
):
    desk, phone = open_page("desk", district.officer), open_page("phone")
    desk.goto(f"/cases/{case.number}/verify/")
    look(desk)
    desk.goto(f"/cases/{case.number}/")
    look(desk)
    address = path_given(desk)
    phone.goto(address)
    look(phone)
    press(phone, "is_solved", "no")
    press(phone, "satisfaction", "2")
    phone.fill("[name=words]", "只来了三个人,夜班还是开不起来")
    phone.click("button")
    expect(phone.locator(".thanks")).to_contain_text("未解决")
    look(phone)
    expect(phone.locator("form")).to_have_count(0)
    expect_state(desk, case, State.HANDLING)
    expect(desk.locator(".timeline")).to_contain_text("企业 江南精密机械有限公司")
    look(desk)

    handler, head = open_page("phone", district.handler), open_page("desk", district.head)
    handler.goto(f"/cases/{case.number}/")
    expect(handler.get_by_text("只来了三个人").first).to_be_visible()
    step(handler, case, "submit_reply", text="又送来十二人,厂里已安排夜班。")
    step(head, case, "approve_reply")
    desk.goto(f"/cases/{case.number}/")
    newer = path_given(desk)
    assert newer != address
    phone.goto(newer)
    look(phone)
    press(phone, "is_solved", "yes")
    press(phone, "satisfaction", "5")
    phone.click("button")
    expect(phone.locator("h1")).to_contain_text("感谢")
    look(phone)
    expect_state(desk, case, State.VERIFIED)
    look(desk)


def test_what_is_missing_is_marked_and_what_is_over_says_whom_to_call(case, open_page, look):
    phone = open_page("phone")
    link = case.word_links.get()
    phone.goto(f"/public/word/{link.token}/")
    phone.evaluate("document.querySelector('form').noValidate = true")
    phone.click("button")
    expect(phone.locator("fieldset.wrong")).to_be_visible()
    look(phone)
    WordLink.objects.update(expires_at=link.made_at + timedelta(microseconds=1))
    assert phone.goto(f"/public/word/{link.token}/").status == 410
    expect(phone.locator("a[href='tel:0512-88001234']")).to_be_visible()
    look(phone)
    assert phone.goto("/public/word/wrong/").status == 404
    look(phone)


def test_by_its_code_an_enterprise_follows_its_cases(district, case, open_page, look):
    desk, phone = open_page("desk", district.officer), open_page("phone")
    desk.goto(f"/enterprises/{district.firm.pk}/")
    desk.click("text=企业服务码")
    look(desk)
    desk.click("button:has-text('生成服务码')")
    expect(desk.locator(".sheet-page .qr")).to_be_visible()
    look(desk)
    phone.goto(re.sub(r"^https?://[^/]+", "", desk.inner_text(".sheet-address")))
    look(phone)
    phone.click(f"text={case.title}")
    expect(phone.locator(".stages .now")).to_contain_text("您的评价")
    look(phone)


def test_an_enterprise_raises_a_demand_and_sees_what_becomes_of_it(district, case, open_page, look):
    code = code_issue(actor=district.officer, enterprise=district.firm)
    desk, phone = open_page("desk", district.officer), open_page("phone")
    office_phone = open_page("phone", district.officer)
    for title, answer in (("厂门口缺路灯", "raised_take_up"), ("想办食堂", "raised_refuse")):
        phone.goto(f"/public/enterprise/{code.token}/")
        phone.click("text=提出诉求")
        look(phone)
        phone.fill("[name=title]", title)
        phone.fill("[name=description]", "夜班工人下班看不清路,已发生两起摔伤。")
        phone.fill("[name=contact_name]", "钱经理")
        phone.fill("[name=contact_phone]", "13800000000")
        phone.set_input_files("[name=photos]", [picture(), picture("navy", "路口.jpg")])
        phone.click("button")
        expect(phone.locator(".thanks")).to_be_visible()
        look(phone)
        desk.goto("/")
        look(desk)
        desk.click("#work-raised")
        look(desk)
        office_phone.goto("/cases/raised/")
        look(office_phone)
        desk.click(f"text={title}")
        look(desk)
        office_phone.goto(desk.url)
        look(office_phone)
        way = desk.locator(f"a[href*='{'accept' if answer == 'raised_take_up' else 'refuse'}/']")
        way.first.click()
        look(desk)
        if answer == "raised_refuse":
            desk.fill("[name=reason]", "请按规定向市场监督管理局申请。")
        desk.click(".form-actions .btn-primary")
        desk.wait_for_url(lambda url: not url.endswith(("accept/", "refuse/")))
    made = Case.objects.latest("pk")
    assert (made.title, made.source, made.attachments.count()) == ("厂门口缺路灯", "enterprise", 2)
    phone.goto(f"/public/enterprise/{code.token}/")
    expect(phone.get_by_text("请按规定向市场监督管理局申请。")).to_be_visible()
    look(phone)
    phone.click("text=厂门口缺路灯 >> nth=0")
    expect(phone.locator(".stages .now")).to_be_visible()
    look(phone)


def test_what_is_missing_in_a_demand_is_marked(district, open_page, look):
    code = code_issue(actor=district.officer, enterprise=district.firm)
    phone = open_page("phone")
    phone.goto(f"/public/enterprise/{code.token}/demand/")
    phone.evaluate("document.querySelector('form').noValidate = true")
    phone.fill("[name=title]", "厂门口缺路灯")
    phone.fill("[name=contact_phone]", "打我手机")
    phone.click("button")
    expect(phone.locator("[name=title]")).to_have_value("厂门口缺路灯")
    look(phone)
