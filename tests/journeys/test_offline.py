"""Where there is no signal: visits are kept on the phone, and arrive once, all of them, later."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Error, expect

from issues.models import Case
from tests.browser import log_in
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


@pytest.fixture
def page(district, team, open_page):
    """The page of a visit on a phone that has been made ready, and then lost its signal."""
    page = open_page("phone", district.visitor, workers=True)
    page.goto(LOG)
    page.evaluate(KEPT)
    page.context.set_offline(True)
    return page


def write(page, district, situation: str, photo: dict) -> None:
    """A visit written without a signal: the enterprise is found in what the phone keeps."""
    choose(page, "id_enterprise", "jnjm", district.firm.name)
    page.fill("#id_situation", situation)
    take_photo(page, "photos", photo)


def save(page) -> None:
    page.click("[data-send]")
    expect(page.locator("[data-waits]")).to_be_visible()


def states(page):
    return page.locator("[data-items] [data-state]")


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
    context = page.context
    with pytest.raises(Error):
        page.goto("chrome://crash")
    page = context.new_page()
    page.goto("/")
    expect(states(page)).to_have_text(["保存在手机"] * 3)
    look(page)
    assert not Visit.objects.exists()
    context.set_offline(False)
    expect(states(page)).to_have_text(["已送达"] * 3)
    told = Visit.objects.order_by("pk").values_list("situation", flat=True)
    assert list(told) == ["一号车间", "二号车间", "三号车间"]
    assert VisitPhoto.objects.count() == 4
    assert Case.objects.count() == 1
