"""Where there is no signal: visits are kept on the phone, and arrive once, all of them, later."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from PIL import Image
from playwright.sync_api import BrowserContext, Error, Page, expect

from issues.models import Case
from tests.browser import PASSWORD, log_in
from tests.journeys.conftest import picture
from tests.journeys.steps import add_finding, choose, take_photo
from visits.models import Visit, VisitPhoto

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LOG = "/visits/log/"
PHONE = "/visits/phone/"
KEPT = """async () => {
  while (!(await caches.match("/phone-owner"))) await new Promise((done) => setTimeout(done, 100));
}"""
"""Waits until the pages are on the phone."""
PHOTO_BYTES = """() => new Promise((done) => {
  const request = indexedDB.open("phone", 1);
  request.onsuccess = () => {
    const all = request.result.transaction("photos").objectStore("photos").getAll();
    all.onsuccess = () => done(all.result.map((photo) => photo.sealed.byteLength));
  };
})"""


@pytest.fixture
def page(district, team, open_page):
    """The page of a visit on a phone that has been made ready, and then lost its signal."""
    page = open_page("phone", district.visitor, workers=True)
    page.goto(LOG)
    page.evaluate(KEPT)
    page.context.set_offline(True)
    return page


def write(page: Page, district, situation: str, *photos: dict) -> None:
    """A visit written without a signal: the enterprise is found in what the phone keeps."""
    choose(page, "id_enterprise", "jnjm", district.firm.name)
    page.fill("#id_situation", situation)
    if photos:
        take_photo(page, "photos", photos[0])


def save(page: Page) -> None:
    page.click("[data-send]")
    expect(page.locator("[data-waits]")).to_be_visible()


def states(page: Page):
    return page.locator("[data-items] [data-state]")


def crashed_and_opened_again(page: Page) -> Page:
    """The worker may have gone with the page: then the browser needs to be asked twice."""
    context = page.context
    with pytest.raises(Error):
        page.goto("chrome://crash")
    page.close()
    page = context.new_page()
    try:
        page.goto("/", timeout=8000)
    except Error:
        page = context.new_page()
        page.goto("/")
    return page


def sent_from(context: BrowserContext) -> list[str]:
    """Collects what is posted to the page of a visit."""
    posts = []
    context.on("request", lambda one: one.method == "POST" and posts.append(one.url))
    return posts


def test_three_visits_with_photos_outlive_a_reload_and_a_crash_and_arrive_once(
    district, page, look
):
    page.reload()
    write(page, district, "一号车间", picture("red", "一.jpg", (2400, 1800)))
    expect(page.locator("#brief")).to_contain_text("没有网络")
    road = add_finding(page, "issue", "厂门口道路破损")
    take_photo(page, f"{road}photos", picture("blue", "路.jpg"))
    save(page)
    look(page)
    page.click("[data-waits] a")
    write(page, district, "二号车间", picture("green", "二.jpg"))
    save(page)
    page.reload()
    write(page, district, "三号车间", picture("gray", "三.jpg"))
    save(page)
    page = crashed_and_opened_again(page)
    expect(states(page)).to_have_text(["保存在手机"] * 3)
    look(page)
    assert not Visit.objects.exists()
    page.context.set_offline(False)
    expect(states(page)).to_have_text(["已送达"] * 3)
    told = Visit.objects.order_by("pk").values_list("situation", flat=True)
    assert list(told) == ["一号车间", "二号车间", "三号车间"]
    assert VisitPhoto.objects.count() == 4
    assert Case.objects.count() == 1


def test_after_an_ended_session_one_logs_in_and_two_tabs_send_once(district, page):
    write(page, district, "一号车间")
    save(page)
    other = page.context.new_page()
    other.goto(PHONE)
    Session.objects.all().delete()
    posts = sent_from(page.context)
    page.context.set_offline(False)
    expect(other.locator("[data-stopped]")).to_contain_text("登录已失效")
    expect(states(other)).to_have_text(["保存在手机"])
    other.click("[data-stopped] a")
    other.fill("#id_username", district.visitor.username)
    other.fill("#id_password", PASSWORD)
    other.click("button.btn-primary")
    expect(states(other)).to_have_text(["已送达"])
    page.wait_for_url("**/visits/ZF*/")
    assert Visit.objects.count() == 1
    assert len([url for url in posts if url.endswith(LOG)]) == 1


def test_another_person_on_the_same_phone_neither_sees_nor_sends_it(district, page):
    write(page, district, "一号车间", picture())
    save(page)
    context = page.context
    page.close()
    context.clear_cookies()
    context.set_offline(False)
    page = context.new_page()
    log_in(page, district.officer.username, PASSWORD)
    page.goto(PHONE)
    expect(page.locator("[data-empty]")).to_be_visible()
    expect(states(page)).to_have_count(0)
    assert not Visit.objects.exists()
    page.goto("/account/")
    page.locator("form[data-logout]").last.evaluate("form => form.requestSubmit()")
    page.wait_for_url("**/login/**")
    log_in(page, district.visitor.username, PASSWORD)
    page.goto(PHONE)
    expect(states(page)).to_have_text(["已送达"])
    visit = Visit.objects.get()
    assert (visit.logged_by, visit.photos.count()) == (district.visitor, 1)


def noise(place: Path) -> Path:
    """A photo that is as hard to make small as any."""
    Image.effect_noise((2400, 1800), 90).convert("RGB").save(place, "JPEG", quality=95)
    return place


def test_a_wrong_clock_is_said_and_nothing_is_lost_and_photos_are_small(
    district, page, look, tmp_path
):
    """The worker does not send here: its clock cannot be set."""
    huge = tmp_path / "原图.jpg"
    huge.write_bytes(b"\xff\xd8" + bytes(40 * 1024 * 1024))
    page.clock.set_fixed_time(timezone.now() + timedelta(hours=3))
    page.evaluate("() => { SyncManager.prototype.register = async () => {}; }")
    write(page, district, "一号车间")
    camera = page.locator("[data-camera=photos]")
    camera.locator("input[type=file]").last.set_input_files(
        [noise(tmp_path / f"{number}.jpg") for number in range(3)]
    )
    expect(camera.locator("[data-photos] img[src^=blob]")).to_have_count(3)
    camera.locator("input[type=file]").last.set_input_files(huge)
    expect(camera.locator(".camera-note")).to_contain_text("超过 20 MB")
    expect(camera.locator("[data-photos] li")).to_have_count(3)
    save(page)
    assert sum(page.evaluate(PHOTO_BYTES)) < 1.4 * 1024 * 1024
    page.context.set_offline(False)
    told = page.locator("[data-field=visited_at] .invalid-feedback")
    expect(told).to_contain_text("快了 180 分钟")
    expect(page.locator("[data-clock]")).to_be_visible()
    expect(page.locator("#id_situation")).to_have_value("一号车间")
    look(page)
    page.fill("#id_visited_at", timezone.localtime().strftime("%Y-%m-%dT%H:%M"))
    page.click("[data-send]")
    page.wait_for_url("**/visits/ZF*/")
    assert Visit.objects.get().photos.count() == 3
