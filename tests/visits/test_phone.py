"""The page in an official's hand: two findings, a photo, a line that drops, one visit saved."""

import pytest
from playwright.sync_api import expect

from issues.models import Case
from issues.workflow import State
from organizations.roles import Role
from tests.browser import faults_of
from tests.factories import EnterpriseFactory, FieldAuthorityFactory, OrganizationFactory
from tests.visits.conftest import photo_bytes
from visits.models import Visit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


def found(page, field, words, name):
    """Choose ``name`` from what a finder finds for ``words``."""
    page.click(f"[data-field='{field}'] .ts-control")
    page.keyboard.type(words, delay=30)
    page.click(f"[data-field='{field}'] .ts-dropdown [data-selectable]:has-text('{name}')")


def test_a_visit_is_logged_by_thumb_and_saved_once_over_a_broken_line(
    district, team, open_page, tmp_path
):
    picture = tmp_path / "现场.jpg"
    picture.write_bytes(photo_bytes((2400, 1600), tag_306="2026:09:24 10:30:00"))
    page = open_page("phone", district.visitor)
    page.goto("/visits/log/")
    found(page, "enterprise", "jnjm", "江南精密")
    page.locator("[data-field=participants] .item").nth(3).wait_for()
    page.fill("[name=situation]", "订单增长三成")
    page.click("[data-kind=demand]")
    page.fill("[name=findings-0-title]", "希望续租厂房")
    page.click("label:has([name=findings-0-handling][value=dispatch])")
    found(page, "findings-0-unit", "rlzy", "人力资源")
    page.click("[data-kind=issue]")
    page.set_input_files("[data-camera=findings-1-photos] label:last-child input", picture)
    page.wait_for_selector("[data-photos] img[src^=blob]")
    page.click(".visit-save button")
    page.wait_for_selector("[data-field=findings-1-title] .invalid-feedback")
    assert faults_of(page) == []
    assert Visit.objects.count() == 0
    page.fill("[name=findings-1-title]", "路灯不亮")
    page.context.set_offline(True)
    page.click(".visit-save button")
    expect(page.locator("[data-status]")).to_contain_text("网络")
    page.context.set_offline(False)
    page.wait_for_url("**/visits/ZF*/")
    assert faults_of(page) == []
    assert set(Case.objects.values_list("state", flat=True)) == {State.DISPATCHED, State.REGISTERED}
    stored = Visit.objects.get().photos.get().stored
    assert stored.taken_at.isoformat() == "2026-09-24T02:30:00+00:00"


def test_what_was_typed_comes_back_after_the_page_was_closed(district, team, open_page):
    page = open_page("phone", district.visitor)
    page.goto("/visits/log/")
    page.fill("[name=situation]", "订单增长三成")
    page.click("[data-kind=hazard]")
    page.fill("[name=findings-0-title]", "灭火器过期")
    page.wait_for_timeout(600)
    page.reload()
    assert page.input_value("[name=situation]") == "订单增长三成"
    assert page.input_value("[name=findings-0-title]") == "灭火器过期"
    assert page.is_checked("[name=findings-0-kind][value=hazard]")


def test_without_scripts_a_visit_is_logged_from_the_search_to_the_dispatch(
    district, team, open_page, tmp_path
):
    picture = tmp_path / "现场.jpg"
    picture.write_bytes(photo_bytes())
    other = EnterpriseFactory(name="北岸纺织有限公司", town=district.town)
    page = open_page("phone", district.visitor, scripts=False)
    page.goto("/visits/log/")
    page.fill("[name=enterprise_q]", "北岸")
    page.click("main form[role=search] button")
    page.click(f".find-list [href$='={other.pk}']")
    page.fill("[name=situation]", "订单增长三成")
    page.click("label:has([name=findings-0-kind][value=demand])")
    page.fill("[name=findings-0-title]", "希望续租厂房")
    page.set_input_files("[name=findings-0-photos] >> nth=-1", picture)
    page.click("label:has([name=findings-0-handling][value=dispatch])")
    page.select_option("#id_findings-0-unit-plain", label=str(district.bureau))
    page.click(".visit-save button")
    page.wait_for_url("**/visits/ZF*/")
    case = Case.objects.get()
    assert (case.enterprise, case.state, case.lead_unit) == (
        other,
        State.DISPATCHED,
        district.bureau,
    )
    assert Visit.objects.get().photos.count() == 1


def test_each_card_offers_only_what_this_person_may_do_with_it(
    district, team, open_page, person_with
):
    authority = OrganizationFactory(name="消防救援大队", parent=district.root)
    FieldAuthorityFactory(field="fire", organization=authority)
    page = open_page("phone", person_with(Role.SAFETY_OFFICER, authority))
    page.goto(f"/visits/log/?enterprise={district.firm.pk}")
    page.click("[data-finding-add] [data-kind=hazard]")
    choices = page.locator("[data-handling] .segment:visible")
    words = page.locator("[data-to-office]")
    expect(choices).to_have_text(["交走访办", "就地解决"])
    page.select_option("[name=findings-0-field]", "fire")
    page.click("label:has([name=findings-0-handling][value=solved])")
    expect(page.locator("[data-field=findings-0-how]")).to_be_visible()
    page.select_option("[name=findings-0-field]", "gas")
    expect(choices).to_have_count(0)
    expect(words).to_be_visible()
    expect(page.locator("[data-field=findings-0-how]")).to_be_hidden()
    assert page.is_checked("[name=findings-0-handling][value=office]")
    assert faults_of(page) == []
