"""An online visit: invited, filled in on a phone, taken over into the visit, a case at its end."""

import re

import pytest
from playwright.sync_api import expect

from issues.models import Case
from tests.journeys.steps import choose, save_visit
from tests.journeys.test_word import path_given
from visits.models import Invitation, ProposedDemand

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_an_enterprise_fills_in_on_its_phone_becomes_a_case(district, open_page, look):
    desk, phone = open_page("desk", district.visitor), open_page("phone")
    desk.goto("/visits/online/")
    look(desk)
    desk.click(".page-actions .btn-primary, a[href='/visits/online/new/'] >> nth=0")
    choose(desk, "id_enterprise", "江南", district.firm.name)
    desk.evaluate(
        """() => {
          const at = new Date(Date.now() + 30 * 36e5 - new Date().getTimezoneOffset() * 6e4);
          document.querySelector("[name=meets_at]").value = at.toISOString().slice(0, 16);
        }"""
    )
    desk.fill("[name=about]", "了解用工情况")
    look(desk)
    desk.click(".form-actions .btn-primary")
    desk.wait_for_url(re.compile(r"/visits/online/\d+/"))
    look(desk)
    link = path_given(desk)

    phone.goto(link)
    look(phone)
    phone.fill("[name=situation]", "订单饱满，缺人")
    phone.fill("[name=form-0-title]", "缺焊工二十名")
    phone.fill("[name=form-0-description]", "七月起急需")
    phone.locator("details summary").first.click()
    phone.fill("[name=form-1-title]", "夏季限电怎么安排")
    phone.fill("[name=contact_name]", "王经理")
    phone.fill("[name=contact_phone]", "13800000001")
    look(phone)
    phone.click("button")
    expect(phone.locator(".thanks")).to_contain_text("本链接已使用")
    look(phone)
    phone.goto(link)
    expect(phone.locator("form")).to_have_count(0)

    desk.goto("/")
    desk.click(f"a:has-text('{district.firm.name}')")
    desk.wait_for_url(re.compile(r"/visits/online/\d+/"))
    look(desk)
    desk.click("a[href^='/visits/log/?invitation=']")
    expect(desk.locator("[name=mode][value=online]")).to_be_checked()
    expect(desk.locator("[name=situation]")).to_have_value("订单饱满，缺人")
    cards = desk.locator("[data-finding]")
    expect(cards).to_have_count(2)
    look(desk)
    cards.nth(1).locator("[data-finding-remove]").click()
    desk.fill("[name=findings-0-title]", "缺熟练焊工二十名")
    desk.wait_for_timeout(600)
    desk.reload()
    expect(desk.locator("[name=findings-0-title]")).to_have_value("缺熟练焊工二十名")
    expect(cards).to_have_count(1)
    save_visit(desk)
    look(desk)
    case = Case.objects.get()
    assert case.title == "缺熟练焊工二十名"
    kept, dropped = ProposedDemand.objects.all()
    assert (kept.title, kept.finding.case, dropped.finding) == ("缺焊工二十名", case, None)
    desk.goto(f"/visits/online/{Invitation.objects.get().pk}/")
    expect(desk.locator(".became")).to_contain_text(case.number)
    look(desk)
