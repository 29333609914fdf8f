"""Searching as people do: from the header of a desk, from a phone, and on to the whole list."""

import pytest

from issues.services.cases import case_register
from organizations.roles import Role
from tests.browser import faults_of
from tests.factories import EnterpriseFactory, OrganizationFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def officer(transactional_db, person_with):
    office = OrganizationFactory(name="走访办", is_visit_office=True)
    person = person_with(Role.VISIT_OFFICE, office, username="officer")
    firm = EnterpriseFactory(name="江南精密机械有限公司")
    for title in ("招工难", "厂门口道路破损"):
        case_register(actor=person, kind="issue", enterprise=firm, title=title)
    return person


def test_the_box_in_the_header_leads_to_the_hits_and_on_to_the_list(officer, open_page):
    page = open_page("desk", officer)
    page.fill("#search-all", "招工")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    assert page.locator("mark").all_inner_texts() == ["招工"]
    page.click(".search-ways a")
    page.wait_for_url("**/cases/issues/?q=*")
    assert page.locator("table.list .row-link").all_inner_texts() == ["招工难"]


@pytest.mark.parametrize("words", ["精密", "鱻龘", ""])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_nobody_trips_over_the_search(officer, open_page, size, words):
    page = open_page(size, officer)
    page.goto("/account/")
    if size == "phone":
        page.click(".topbar-tools a.phone-only[href='/search/']")
        page.wait_for_url("**/search/")
    page.goto(f"/search/?q={words}" if words else "/search/")
    assert faults_of(page) == []
