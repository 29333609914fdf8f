"""One thread per enterprise: written on the phone, answered at the desk, and a promise kept."""

import re

import pytest
from playwright.sync_api import expect

from issues.models import Case
from tests.journeys.conftest import picture
from tests.journeys.steps import choose
from threads.models import Mention, Post, ReadMark

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def send(page, text: str) -> None:
    page.fill("#id_text", text)
    page.click("#write .btn-primary")
    page.wait_for_url(re.compile(r"#post-\d+$"))
    expect(page.locator(".post-text", has_text=text)).to_be_visible()
    expect(page.locator("#id_text")).to_have_value("")


def test_a_post_reaches_who_is_mentioned_is_read_answered_and_becomes_a_case(
    district, team, open_page, look
):
    phone = open_page("phone", district.visitor)
    phone.goto(f"/enterprises/{district.firm.pk}/")
    phone.get_by_role("link", name="进入工作群").click()
    expect(phone.get_by_text("还没有人发言")).to_be_visible()
    look(phone)
    choose(phone, "id_people", "陈静", "陈静")
    phone.check("#id_needs_answer")
    phone.locator("#id_files").set_input_files(picture())
    send(phone, "镇里答应下周开通夜班车。请走访办确认。")
    expect(phone.locator(".post .file-photo img")).to_be_visible()
    expect(phone.locator(".post")).to_contain_text("待陈静答复")
    expect(phone.locator(".post")).to_contain_text("还没有他人读过")
    look(phone)

    desk = open_page("desk", district.officer)
    desk.goto("/")
    expect(desk.locator("#work-asked")).to_have_text("待我答复的问题")
    look(desk)
    desk.goto("/notices/")
    desk.get_by_role("link", name=re.compile("吴芳等您答复")).click()
    desk.wait_for_url(re.compile(rf"/threads/enterprises/{district.firm.pk}/"))
    post = Post.objects.get()
    assert ReadMark.objects.get(person=district.officer).up_to == post.pk
    for name in ("核对后登记", "标为已了结"):
        desk.get_by_role("link", name=name).click()
        expect(desk.locator(".post-quoted")).to_contain_text("夜班车")
        look(desk)
        desk.get_by_role("link", name="取消").click()
    desk.get_by_role("button", name="转为诉求").click()
    case = _case_of(desk, post)
    look(desk)

    phone.fill("#id_text", "正在写的一句")
    desk.get_by_role("link", name="回复吴芳").click()
    expect(desk.locator("#replied .post-quote")).to_contain_text("夜班车")
    expect(desk.locator("#id_text")).to_be_focused()
    desk.keyboard.type("已确认，下周三开通")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(".post-text", has_text="已确认")).to_be_visible()
    assert Mention.objects.get(asks=True).answer.author == district.officer

    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(phone.locator(".post-text", has_text="已确认，下周三开通")).to_be_visible()
    expect(phone.locator("#id_text")).to_have_value("正在写的一句")
    expect(phone.locator(".post").first).to_contain_text("陈静已答复")
    _what_the_phone_shows_now(phone, look)
    _the_case_leads_back(desk, case, look)


def _case_of(desk, post) -> Case:
    """One press made it, with the photo; the post names it."""
    line = desk.locator(".post-case")
    expect(line).to_contain_text("镇里答应下周开通夜班车")
    case = Case.objects.get()
    assert (case.source, case.promised_in.post, case.attachments.count()) == ("thread", post, 1)
    expect(line.get_by_role("link")).to_contain_text(case.number)
    return case


def _what_the_phone_shows_now(phone, look) -> None:
    phone.reload()
    first = phone.locator(".post").first
    expect(first).to_contain_text("陈静已答复")
    first.locator("summary").click()
    expect(first.locator(".readers")).to_contain_text("陈静")
    expect(phone.locator("#id_text")).to_have_value("正在写的一句")
    look(phone)
    phone.goto("/threads/")
    expect(phone.locator("table.list")).to_contain_text("江南精密机械有限公司")
    look(phone)


def _the_case_leads_back(desk, case, look) -> None:
    desk.goto(case.get_absolute_url())
    look(desk)
    desk.get_by_role("link", name=re.compile("镇里答应")).click()
    desk.wait_for_url(re.compile(r"/threads/enterprises/\d+/\?at=\d+#post-\d+"))
    desk.locator(".post").last.get_by_role("button", name="撤回").click()
    expect(desk.locator(".post-gone")).to_contain_text("本人已撤回")
    look(desk)
