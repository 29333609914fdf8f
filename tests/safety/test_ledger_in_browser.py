"""A unit takes its ledger over: columns and words told, refusals seen, and nothing a second time."""

import pytest
from playwright.sync_api import expect

from organizations.models import Organization
from organizations.roles import Role
from safety.models import LedgerRecord
from safety.tasks import ledgers_resume
from tests.browser import faults_of
from tests.enterprises.shared import xlsx_file
from tests.factories import EnterpriseFactory, FieldAuthorityFactory, OrganizationFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEADER = ["序号", "哪天查的", "企业名称", "隐患描述", "隐患等级", "销号情况"]
ROWS = [
    [1, "2026.3.2", "江南精密机械有限公司", "灭火器失压", "一般", "已整改"],
    [2, "2026年3月3日", "江南精密机械厂", "通道堵塞", "Ⅲ级", "整改中"],
    [3, "某天", "江南精密机械有限公司", "电线私拉", "一般", "已整改"],
]


def upload(page):
    file = xlsx_file(HEADER, *ROWS)
    page.goto("/hazards/ledger/imports/")
    content = {"name": "台账.xlsx", "mimeType": "application/zip", "buffer": file.read()}
    page.set_input_files("#id_file", content)
    pressed(page, "上传")


def pressed(page, name):
    """Press it, and let the worker do what then waits."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()
    ledgers_resume()


def test_a_ledger_comes_in_once(open_page, person_with):
    root = OrganizationFactory(name="临江区", kind=Organization.Kind.DISTRICT)
    OrganizationFactory(name="走访办", parent=root, is_visit_office=True)
    authority = OrganizationFactory(name="应急管理局", parent=root, is_catch_all=True)
    FieldAuthorityFactory(field="fire", organization=authority)
    town = OrganizationFactory(name="柳河镇", kind=Organization.Kind.TOWN, parent=root)
    firm = EnterpriseFactory(name="江南精密机械有限公司", town=town)
    page = open_page("desk", person_with(Role.VISIT_OFFICE))
    upload(page)
    expect(page.locator("#id_column_description")).to_have_value("3")
    page.select_option("#id_column_found_on", "1")
    assert faults_of(page) == []
    pressed(page, "逐行核对")
    expect(page.get_by_text("“某天”不是日期")).to_be_visible()
    page.get_by_label("Ⅲ级").select_option("ordinary")
    page.locator("select[id^=id_enterprise]").evaluate(
        "(select, key) => select.tomselect.setValue(key)", str(firm.pk)
    )
    assert faults_of(page) == []
    pressed(page, "保存并重新核对")
    pressed(page, "确认导入 2 行")
    expect(page.get_by_text("已导入 2 行，其中 1 行转为在办隐患")).to_be_visible()
    assert faults_of(page) == []
    page.goto("/hazards/ledger/before/")
    page.get_by_role("link", name="灭火器失压").click()
    expect(page.get_by_text("本系统无人核对照片或验收").first).to_be_visible()
    assert faults_of(page) == []
    upload(page)
    expect(page.get_by_text("没有需要导入的内容")).to_be_visible()
    assert LedgerRecord.objects.count() == 2
