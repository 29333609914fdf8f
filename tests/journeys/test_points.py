"""A unit appeals and is right; the month is closed; what comes later stands beside it, not in it."""

import re

import pytest
from django.utils import timezone, translation
from playwright.sync_api import expect

from core.months import begins_at, in_words, month_of, month_on
from points.models import Entry, PointsRule
from points.services.booking import entries_book
from points.services.rules import points_rules_seed
from tests.points.factories import slip_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def last_month(district) -> int:
    """Two red slips of the bureau in the month before this one."""
    month = month_on(month_of(timezone.now()), -1)
    points_rules_seed()
    PointsRule.objects.update(since_at=begins_at(month))
    for _n in range(2):
        slip_of(district.bureau, begins_at(month))
    entries_book()
    return month


def test_an_appeal_is_upheld_and_a_closed_month_keeps_what_it_said(
    district, last_month, open_page, look
):
    first, second = Entry.objects.order_by("id")
    with translation.override("zh-hans"):
        month = in_words(last_month)
    phone = open_page("phone", district.head)
    phone.goto(f"/points/entries/?month={last_month}")
    look(phone)
    phone.goto(first.get_absolute_url())
    phone.get_by_role("link", name="提出申诉").click()
    phone.fill("#id_reason", "通知送达有误")
    phone.click(".form-actions .btn-primary")
    expect(phone.locator(".page-header .badge-state")).to_have_text("申诉待裁定")
    look(phone)

    desk = open_page("desk", district.officer)
    desk.goto(first.get_absolute_url())
    desk.get_by_role("link", name="裁定申诉").click()
    desk.get_by_label("成立：记一条冲正分录").check()
    desk.fill("#id_decision", "送达记录有误，属实")
    desk.click(".form-actions .btn-primary")
    expect(desk.locator(".page-header")).to_contain_text("+3")

    desk.goto("/points/months/")
    desk.get_by_role("button", name=f"{month}结账").click()
    desk.locator("#confirm .btn-danger").click()
    row = desk.get_by_role("row").filter(has_text=district.bureau.name)
    expect(row).to_contain_text("−3")
    look(desk)

    desk.goto(second.get_absolute_url())
    desk.get_by_role("link", name="冲正").click()
    desk.fill("#id_reason", "同一时限重复发单")
    desk.click(".form-actions .btn-primary")
    desk.goto(f"/points/months/{last_month}/")
    expect(row).to_contain_text("−3")
    later = desk.get_by_role("region", name=re.compile("结账后的更正"))
    expect(later.get_by_role("listitem")).to_have_count(1)
    expect(later).to_contain_text("+3")
    assert desk.request.get(f"/points/months/{last_month}/announcement/").body()[:5] == b"%PDF-"
