"""The administrator's back room looks like the rest, speaks Chinese and has a way back."""

import pytest
from playwright.sync_api import expect

from organizations.roles import Role
from tests.browser import faults_of
from tests.journeys.words import foreign_words_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ("", "organizations/user/", "organizations/position/")
YES = {"True"}
"""What Django calls the picture of a tick."""


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_the_back_room_is_of_the_house(size, open_page, person_with):
    page = open_page(size, person_with(Role.ADMINISTRATOR, full_name="万斌", username="1001"))
    found = {}
    for path in PAGES:
        page.goto(f"/admin/{path}")
        found[path] = [*faults_of(page), *sorted(set(foreign_words_of(page)) - YES)]
        background = page.locator("#header").evaluate("it => getComputedStyle(it).backgroundColor")
        assert background == "rgb(255, 255, 255)"
    assert {path: faults for path, faults in found.items() if faults} == {}
    page.click(".way-back")
    page.wait_for_url("**/")
    expect(page.locator(".topbar h1")).to_have_text("工作台")
