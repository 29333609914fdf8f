"""The register as a workbook: what the list shows, fit to hand round, and read back unchanged."""

import io
import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from core.models import TrailEntry
from enterprises.models import Enterprise, Tag
from enterprises.services import enterprise_merge, enterprise_save, exporting
from organizations.models import Organization
from organizations.roles import Role
from tests.enterprises.shared import CODE, OTHER_CODE, checked_job, codes_said
from tests.factories import EnterpriseFactory, OrganizationFactory, SegmentFactory

THIRD_CODE = "91310108133659570K"
HEADER_ROW = 3
ADDRESS = reverse("enterprises:register_export")


@pytest.fixture(autouse=True)
def _chinese():
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def office(person_with):
    return person_with(Role.VISIT_OFFICE)


@pytest.fixture
def town(db):
    return OrganizationFactory(name="亭林镇", kind=Organization.Kind.TOWN)


def taken(client, query="") -> bytes:
    response = client.get(f"{ADDRESS}?{query}")
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def sheet_of(content: bytes):
    return load_workbook(io.BytesIO(content)).worksheets[0]


def names(content: bytes) -> list[str]:
    rows = sheet_of(content).iter_rows(min_row=HEADER_ROW + 1, min_col=2, max_col=2)
    return [cell.value for (cell,) in rows]


def read_back(actor, content: bytes):
    job = checked_job(actor, SimpleUploadedFile("register.xlsx", content))
    return job, (job.added, job.changed, job.left, job.refused)


def tagged(enterprise: Enterprise, *tags: str) -> None:
    enterprise.tags.set([Tag.objects.get_or_create(name=tag)[0] for tag in tags])


FIRM = {
    "name": "东湖机械厂",
    "uscc": CODE,
    "industry_code": "C34",
    "industry": "通用设备制造业",
    "employees": 0,
    "revenue_wan": Decimal("1234.5678"),
    "assets_wan": Decimal("9876543210987.6543"),
    "benefit_tier": "A",
    "risk": "red",
    "is_key": True,
    "address": "一路 1 号",
    "legal_representative": "钱一",
    "contact_name": "孙二",
    "contact_phone": "021-00012345",
    "registered_on": date(1998, 5, 1),
    "capital": "500万元",
    "capital_wan": Decimal(500),
    "registration_type": "有限责任公司",
    "scope": "机械",
}
"""A firm of which every fact is known."""

OTHERS = {
    "a code of zeros as phone": {"contact_phone": "00012345"},
    "what looks like a formula": {"name": "=1+1 厂", "address": "+86 路", "scope": "@SUM(A1)"},
    "line breaks and double blanks": {
        "name": "双  空　厂",
        "scope": "第一行\n第二行",
        "uscc": None,
    },
    "capital in dollars": {"capital": "100万美元", "capital_wan": None},
    "capital whose header had the unit": {"capital": "500", "capital_wan": Decimal("0.05")},
    "capital as an amount only": {"capital": "", "capital_wan": Decimal("12.5")},
    "capital that says another amount": {"capital": "9万元", "capital_wan": Decimal(8)},
    "founded before Excel counts": {"registered_on": date(1897, 2, 11)},
    "an industry in words only": {"industry_code": "", "industry": "手工灯笼"},
    "no longer active": {"is_active": False},
    "nothing but a name": {
        name: Enterprise._meta.get_field(name).get_default()
        for name in FIRM
        if name not in ("name",)
    },
    **{f"tier {tier}": {"benefit_tier": tier} for tier in Enterprise.Tier.values},
    **{f"risk {risk}": {"risk": risk} for risk in Enterprise.Risk.values},
}


@pytest.mark.parametrize("facts", OTHERS.values(), ids=OTHERS.keys())
def test_a_firm_comes_back_unchanged(facts, office, town, signed_in):
    firm = EnterpriseFactory(**{**FIRM, "town": town, **facts})
    tagged(firm, "高新技术", "规上", "无")
    job, counts = read_back(office, taken(signed_in(office, "zh-hans")))
    assert (counts, [row.changes for row in job.rows.all()]) == ((0, 0, 1, 0), [{}])


@pytest.mark.parametrize("kind", Enterprise.Kind.values)
def test_every_kind_of_target_comes_back_unchanged(kind, office, town, signed_in):
    values = {"kind": kind, "name": "湖东", "address": "湖东一路1号", "risk": "blue", "town": town}
    saved = enterprise_save(actor=office, values={**values, "tags": ["沿街", "独居"]})
    job, counts = read_back(office, taken(signed_in(office, "zh-hans")))
    assert counts == (0, 0, 1, 0)
    said = [code for row in codes_said(job) for code in row]
    assert [code for code in said if code != "uscc uscc_missing"] == []
    assert saved.kind == kind


def test_a_household_of_a_long_address_and_namesakes_come_back(office, town, signed_in):
    EnterpriseFactory(kind="household", address="某路" * 120, town=town)
    EnterpriseFactory(name="小卖部", address="一路", uscc=CODE)
    for address in ("二路", "三路", "三路"):
        EnterpriseFactory(name="小卖部", kind="shop_or_market", address=address)
    _job, counts = read_back(office, taken(signed_in(office, "zh-hans")))
    assert counts == (0, 0, 5, 0)


def test_what_is_changed_in_the_workbook_and_only_that_is_changed_by_the_import(
    office, town, signed_in
):
    firm = EnterpriseFactory(**FIRM, town=town)
    book = load_workbook(io.BytesIO(taken(signed_in(office, "zh-hans"))))
    head = [cell.value for cell in book.active[HEADER_ROW]]
    book.active.cell(HEADER_ROW + 1, head.index("从业人员") + 1).value = 31
    content = io.BytesIO()
    book.save(content)
    job, counts = read_back(office, content.getvalue())
    assert counts == (0, 1, 0, 0)
    assert job.rows.get().changes == {"employees": [0, 31]}
    assert firm.scope == "机械"


def test_the_workbook_holds_the_list_as_filtered_and_sorted(office, town, signed_in):
    away = OrganizationFactory(name="湖东街道", kind=Organization.Kind.TOWN)
    for name, where, code in (("乙厂", town, CODE), ("甲厂", town, OTHER_CODE)):
        EnterpriseFactory(name=name, town=where, uscc=code, scope="长文" * 30)
    EnterpriseFactory(name="丙厂", town=away)
    merged = EnterpriseFactory(name="旧甲厂", town=town)
    enterprise_merge(actor=office, merged=merged, kept=Enterprise.objects.get(uscc=CODE))
    segment = SegmentFactory(conditions={"town": [str(away.pk)]})
    client = signed_in(office, "zh-hans")
    assert names(taken(client, f"town={town.pk}&sort=name")) == ["甲厂", "乙厂"]
    assert names(taken(client, f"segment={segment.pk}")) == ["丙厂"]
    assert sorted(names(taken(client))) == ["丙厂", "乙厂", "甲厂"]
    content = taken(client, f"town={town.pk}&scale=large")
    assert names(content) == [None]
    assert sheet_of(content)["A4"].value == "没有符合条件的记录"


def test_the_sheet_is_fit_to_be_handed_round(office, town, signed_in):
    EnterpriseFactory(**FIRM, town=town)
    sheet = sheet_of(taken(signed_in(office, "zh-hans"), f"town={town.pk}"))
    assert sheet["C1"].value.endswith("走访对象库")
    assert re.search(r"亭林镇.*共 1 条", sheet["C2"].value)
    assert [sheet.cell(HEADER_ROW, place).value for place in (1, 2)] == ["序号", "企业名称"]
    assert sheet["A4"].value == 1
    assert sheet.freeze_panes == "C4"
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$3:$3", "$A:$B")
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (2, 0)
    assert sheet.page_setup.pageOrder == "overThenDown"
    assert sheet.column_dimensions["B"].width > sheet.column_dimensions["A"].width


def test_each_takes_what_the_list_shows_them_and_the_trail_says_so(
    person_with, office, town, signed_in
):
    EnterpriseFactory(name="镇里的厂", town=town)
    EnterpriseFactory(name="别处的厂")
    head = person_with(Role.UNIT_HEAD, town, username="head")
    query = f"town={town.pk}"
    assert names(taken(signed_in(head, "zh-hans"), query)) == ["镇里的厂"]
    entry = TrailEntry.objects.get(action="enterprises.register_export")
    assert (entry.actor, entry.changes["rows"], entry.changes["query"]) == (head, 1, query)
    assert "亭林镇" in entry.note


def test_the_list_leads_to_its_workbook(office, signed_in):
    page = signed_in(office, "zh-hans").get(reverse("enterprises:list")).content.decode()
    assert ADDRESS in page


@pytest.mark.parametrize("more", [0, 30])
def test_the_workbook_takes_the_same_statements_however_many_rows(
    more, office, town, django_assert_num_queries
):
    for one in EnterpriseFactory.create_batch(1 + more, town=town):
        tagged(one, "规上")
    rows = Enterprise.objects.select_related("town").order_by("id")
    taking = {"actor": office, "found": rows, "filtered_by": "", "query": ""}
    exporting.register_export(**taking, file=io.BytesIO())
    with django_assert_num_queries(6):
        exporting.register_export(**taking, file=io.BytesIO())


def test_capital_written_in_the_form_brings_its_amount_as_from_a_file(office):
    values = {"name": "甲厂", "uscc": THIRD_CODE, "capital": "800万元", "capital_wan": None}
    assert enterprise_save(actor=office, values=values).capital_wan == 800
    dollars = {"name": "乙厂", "uscc": OTHER_CODE, "capital": "8万美元", "capital_wan": None}
    assert enterprise_save(actor=office, values=dollars).capital_wan is None
