"""The first pages in Chromium: usable by all, quick to fill in, and nothing typed is lost."""

import pytest

from organizations.roles import Role
from tests.browser import faults_of
from tests.factories import OrganizationFactory, PositionFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def head(person_with):
    bureau = OrganizationFactory(name="市场监督管理局", short_name="市监局", phone="021-5555")
    user = person_with(Role.UNIT_HEAD, bureau, full_name="李敏", phone="13900000000")
    PositionFactory(organization=bureau, holder=user)
    return user


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_the_first_pages_have_no_faults(open_page, head, size):
    page = open_page(size)
    page.goto("/login/")
    faults = {"/login/": faults_of(page)}
    page = open_page(size, head)
    for address in ("/account/", "/account/password/", "/units/", "/units/?q=zzz", "/nowhere/"):
        page.goto(address)
        faults[address] = faults_of(page)
    assert {address: found for address, found in faults.items() if found} == {}


def test_a_person_logs_in_speaks_english_turns_it_dark_and_leaves(open_page, head):
    page = open_page("desk", head)
    page.click(".person-menu button")
    page.click("text=English")
    page.click(".person-menu button")
    page.click("text=Dark look")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert faults_of(page) == []
    page.click(".person-menu button")
    page.click("text=Log out")
    page.wait_for_url("**/login/")


def test_a_refused_password_shows_the_reason_beside_the_field(open_page, head):
    page = open_page("phone", head)
    page.goto("/account/password/")
    page.fill("#id_old_password", "wrong")
    page.fill("#id_new_password1", "new-and-long-enough-1")
    page.fill("#id_new_password2", "new-and-long-enough-1")
    page.click(".form-actions .btn-primary")
    summary = page.locator(".alert-danger")
    assert "尚未保存" in summary.inner_text()
    assert page.evaluate("document.activeElement.matches('.alert-danger')")
    assert page.locator("#div_id_old_password .invalid-feedback").is_visible()
    assert faults_of(page) == []


def test_the_content_is_reached_by_keyboard_past_the_menu(open_page, head):
    page = open_page("desk", head)
    page.goto("/units/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
