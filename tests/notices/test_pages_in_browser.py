"""The pages about being told, in a real browser at both widths."""

import pytest

from notices.models import Channel, Delivery, Route
from organizations.roles import Role
from tests.browser import SIZES, faults_of
from tests.notices.conftest import person, tell

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", SIZES)
def test_a_route_is_set_up_and_tried_without_a_barrier(size, open_page, chat):
    user = person(Channel.EMAIL)
    page = open_page(size, user)
    page.goto("/account/")
    page.get_by_role("link", name="通知方式").last.click()
    assert faults_of(page) == []
    page.get_by_role("link", name="设置 签名 Webhook").click()
    assert faults_of(page) == []
    page.fill("#id_address", f"{chat.origin}/in")
    page.get_by_role("button", name="保存").click()
    assert "Webhook 需要密钥" in page.locator("[role=alert]").inner_text()
    page.fill("#id_secret", "s3cret")
    page.get_by_role("button", name="保存").click()
    page.wait_for_url("**/notices/preferences/")
    page.get_by_role("button", name="发送测试消息").last.click()
    page.get_by_text("测试消息已发出").wait_for()
    assert len(chat.taken) == 1
    assert Route.objects.get(channel="webhook").tested_at


@pytest.mark.parametrize("size", SIZES)
def test_the_outbox_can_be_read_and_tried_again_without_a_barrier(size, open_page, person_with):
    tell(person(Channel.EMAIL, Channel.WECOM, full_name="李军"), "info", "red")
    Delivery.objects.filter(channel="email").update(
        state="failed", failure="对方拒收：550 no such user here", attempts=16
    )
    page = open_page(size, person_with(Role.ADMINISTRATOR))
    page.goto("/notices/outbox/")
    assert faults_of(page) == []
    page.get_by_role("button", name="全部重发").click()
    page.get_by_text("2 条消息将在一分钟内重新发送").wait_for()
    assert Delivery.objects.filter(state="waiting").count() == 4
