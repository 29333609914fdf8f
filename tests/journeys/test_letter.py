"""A safety letter: written, looked at, sent, confirmed on a phone and on paper, the rest reminded."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from enterprises.services import code_issue
from letters.models import Letter, Receipt
from notices.models import Notice
from tests.factories import EnterpriseFactory, SegmentFactory
from tests.journeys.conftest import picture
from tests.journeys.steps import choose

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = "{企业名称}：请{联系人}组织员工学习，并于{截止日期}前签收。"


@pytest.fixture
def firms(district):
    """Three key enterprises of the town, which a segment matches."""
    district.firm.is_key, district.firm.contact_name = True, "钱经理"
    district.firm.save()
    names = ("柳河纺织厂", "柳河化工厂")
    others = [EnterpriseFactory(name=name, town=district.town, is_key=True) for name in names]
    SegmentFactory(name="重点企业", conditions={"is_key": "yes"})
    return [district.firm, *others]


def test_a_letter_goes_out_and_its_receipts_come_in_by_three_ways(district, firms, open_page, look):
    desk = open_page("desk", district.officer)
    desk.goto("/letters/")
    look(desk)
    letter = _written_and_sent(desk, look)
    _confirmed_by_link(desk, open_page("phone"), letter, firms[0], look)
    _confirmed_by_code(district, open_page("phone"), firms[1], look)
    _recorded_on_paper(open_page("phone", district.visitor), letter, firms[2], look)
    _reminded(desk, letter, open_page("phone", district.town_head), look)
    assert sorted(Receipt.objects.values_list("way", flat=True)) == ["code", "link", "paper"]


def _written_and_sent(desk, look) -> Letter:
    desk.get_by_role("link", name="起草告知书").first.click()
    day = timezone.localdate() + timedelta(days=20)
    desk.fill("#id_title", "安全生产告知书")
    choose(desk, "id_segment", "重点", "重点企业")
    desk.fill("#id_body", "{法人}：请签收。")
    desk.fill("#id_reply_by_on", day.isoformat())
    look(desk)
    desk.click(".form-actions .btn-primary")
    expect(desk.get_by_text("没有{法人}这个字段").first).to_be_visible()
    desk.fill("#id_body", BODY)
    desk.click(".form-actions .btn-primary")
    expect(desk.get_by_text("江南精密机械有限公司：请钱经理组织员工学习")).to_be_visible()
    look(desk)
    desk.get_by_role("button", name="发送", exact=True).click()
    desk.click("#confirm .btn-danger")
    expect(desk.get_by_text("告知书已发送给 3 家企业")).to_be_visible()
    look(desk)
    return Letter.objects.get()


def _confirmed_by_link(desk, phone, letter, firm, look) -> None:
    desk.goto(f"/letters/{letter.number}/recipients/?receipt=missing")
    look(desk)
    desk.get_by_role("link", name=firm.name).click()
    desk.wait_for_selector("#letter-link")
    look(desk)
    phone.goto(re.sub(r"^https?://[^/]+", "", desk.input_value("#letter-link")))
    look(phone)
    phone.click("button")
    expect(phone.get_by_text("请填写签收人姓名")).to_be_visible()
    look(phone)
    phone.fill("[name=signer_name]", "钱经理")
    phone.check("[name=has_read]")
    phone.click("button")
    expect(phone.locator(".thanks")).to_contain_text("钱经理")
    look(phone)
    assert Receipt.objects.get().way == "link"


def _confirmed_by_code(district, phone, firm, look) -> None:
    code = code_issue(actor=district.officer, enterprise=firm)
    phone.goto(f"/public/enterprise/{code.token}/")
    look(phone)
    phone.click("text=安全生产告知书")
    phone.fill("[name=signer_name]", "孙厂长")
    phone.check("[name=has_read]")
    phone.click("button")
    expect(phone.locator(".thanks")).to_contain_text("孙厂长")
    look(phone)
    phone.click(".back")
    expect(phone.get_by_text("已签收的告知书")).to_be_visible()


def _recorded_on_paper(phone, letter, firm, look) -> None:
    phone.goto("/")
    look(phone)
    phone.locator("#work-letters").scroll_into_view_if_needed()
    phone.get_by_role("link", name=re.compile("1 家未签收")).click()
    phone.get_by_role("link", name=firm.name).click()
    phone.get_by_role("link", name="登记纸质回执").click()
    phone.fill("#id_signer_name", "赵主任")
    phone.click(".form-actions .btn-primary")
    expect(phone.locator(".alert-danger")).to_be_visible()
    look(phone)
    phone.locator("#id_photos").set_input_files(picture(name="回执.jpg"))
    phone.click(".form-actions .btn-primary")
    expect(phone.locator(".file-photo img")).to_be_visible()
    look(phone)
    assert Receipt.objects.get(way="paper").recorded_by.username == "visitor"


def _reminded(desk, letter, head, look) -> None:
    """All three ways are in the figures; a fourth enterprise is missing, and its town is told."""
    missing = EnterpriseFactory(name="柳河电镀厂", town=letter.recipients.first().enterprise.town)
    letter.recipients.create(enterprise=missing, facts={"enterprise": missing.name})
    desk.goto(letter.get_absolute_url())
    numbers = [one.inner_text().split()[0] for one in desk.locator(".figure-number").all()]
    assert numbers == ["4", "3", "1", "1", "1", "1"]
    look(desk)
    desk.get_by_role("button", name="催签").click()
    expect(desk.get_by_text("已催签")).to_be_visible()
    assert Notice.objects.get(template="letters.reminder").recipient.username == "town_head"
    desk.get_by_role("button", name="催签").click()
    expect(desk.get_by_text("每天最多催签一次")).to_be_visible()
    head.goto("/notices/")
    look(head)
    head.get_by_role("link", name=re.compile("还有企业未签收")).click()
    expect(head.locator("table.list")).to_contain_text("柳河电镀厂")
    expect(head.locator("table.list")).not_to_contain_text("柳河纺织厂")
    look(head)
