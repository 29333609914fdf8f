"""The visit office keeps a segment and merges a double, as it is done on the page."""

import pytest
from playwright.sync_api import expect

from enterprises.models import Enterprise, Segment
from organizations.roles import Role
from tests.browser import faults_of
from tests.factories import EnterpriseFactory, OrganizationFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_count_follows_what_is_chosen_and_two_become_one(open_page, person_with):
    office = person_with(Role.VISIT_OFFICE)
    town = OrganizationFactory(name="东湖镇", kind="town")
    EnterpriseFactory(name="东湖化工厂", town=town, is_key=True)
    kept = EnterpriseFactory(name="东湖机械有限公司", town=town, is_key=True)
    EnterpriseFactory(name="东湖机械有限责任公司", town=town)
    page = open_page("phone", office)
    page.goto("/enterprises/segments/new/")
    page.fill("#id_name", "重点企业")
    page.select_option("#id_is_key", "yes")
    expect(page.locator(".segment-count strong")).to_have_text("2")
    page.get_by_label("大型").check()
    expect(page.locator(".segment-count strong")).to_have_text("0")
    page.get_by_label("大型").uncheck()
    expect(page.locator(".segment-count strong")).to_have_text("2")
    assert faults_of(page) == []
    page.get_by_role("button", name="保存").click()
    page.wait_for_url("**/segments/")
    assert Segment.objects.get().conditions == {"is_key": "yes"}
    page.goto("/enterprises/doubles/")
    page.get_by_role("link", name="东湖机械有限公司").click()
    assert faults_of(page) == []
    page.get_by_role("button", name="保留东湖机械有限公司").click()
    page.get_by_role("button", name="确定", exact=True).click()
    page.wait_for_url(f"**/enterprises/{kept.pk}/")
    assert Enterprise.objects.get(merged_into=kept).name == "东湖机械有限责任公司"
    assert faults_of(page) == []
