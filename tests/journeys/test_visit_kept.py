"""A visit logged where the line drops and thumbs press twice: nothing typed is lost or doubled."""

import pytest
from playwright.sync_api import expect

from issues.models import Case
from tests.journeys.conftest import picture
from tests.journeys.steps import add_finding, choose, save_visit, take_photo, tick
from visits.models import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(district, team, open_page):
    """The page of a visit on a phone, with the enterprise found and the situation told."""
    page = open_page("phone", district.visitor)
    page.goto("/visits/log/")
    choose(page, "id_enterprise", "jnjm", district.firm.name)
    page.fill("#id_situation", "订单较去年增加两成")
    return page


def test_a_half_filled_finding_is_refused_beside_its_field_and_nothing_is_lost(page, look):
    road = add_finding(page, "issue", "厂门口道路破损")
    take_photo(page, f"{road}photos", picture())
    staff = add_finding(page, "demand", "")
    page.fill(f"[name={staff}description]", "夜班缺焊工")
    page.click(".visit-save .btn-primary")
    beside = page.locator(f"[data-field={staff}title] .invalid-feedback")
    expect(beside).to_be_visible()
    expect(page.locator("#id_situation")).to_have_value("订单较去年增加两成")
    expect(page.locator(f"[name={staff}description]")).to_have_value("夜班缺焊工")
    expect(page.locator(f"[data-camera={road}photos] [data-photos] li")).to_have_count(1)
    assert not Visit.objects.exists()
    look(page)
    page.fill(f"[name={staff}title]", "缺焊工二十名")
    save_visit(page)
    assert (Visit.objects.count(), Case.objects.count()) == (1, 2)


def test_pressing_twice_saves_once(page):
    add_finding(page, "issue", "厂门口道路破损")
    page.locator(".visit-save .btn-primary").dblclick()
    page.wait_for_url("**/visits/ZF*/")
    assert (Visit.objects.count(), Case.objects.count()) == (1, 1)


def test_a_lost_connection_keeps_the_page_and_sends_it_once(page):
    add_finding(page, "issue", "厂门口道路破损")
    page.context.set_offline(True)
    page.click(".visit-save .btn-primary")
    expect(page.locator("[data-status]")).not_to_be_empty()
    expect(page.locator("#id_situation")).to_have_value("订单较去年增加两成")
    assert not Visit.objects.exists()
    page.context.set_offline(False)
    page.wait_for_url("**/visits/ZF*/")
    assert (Visit.objects.count(), Case.objects.count()) == (1, 1)


def test_an_answer_that_was_lost_does_not_double_the_visit(page):
    lost = []

    def lose_the_first(route):
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch())
            route.abort()

    add_finding(page, "demand", "缺焊工二十名")
    tick(page, "mode", "on_site")
    page.route("**/visits/log/", lose_the_first)
    page.click(".visit-save .btn-primary")
    page.wait_for_url("**/visits/ZF*/")
    assert lost[0].ok
    assert (Visit.objects.count(), Case.objects.count()) == (1, 1)


def test_a_list_that_is_ready_late_leaves_the_cursor_where_one_types(page):
    page.evaluate(
        """() => {
            const field = document.querySelector("#id_enterprise").tomselect;
            field.focus();
            field.control_input.value = "jnjm";
            field.control_input.dispatchEvent(new Event("input"));
            document.querySelector("#id_situation").focus();
        }"""
    )
    page.wait_for_timeout(700)
    assert page.evaluate("document.activeElement.id") == "id_situation"
