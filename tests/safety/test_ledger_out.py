"""The ledger as a workbook: the layout, what stands in a line, and whose lines they are."""

import io
from datetime import date
from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import load_workbook

from core.models import TrailEntry
from safety.services.finding import hazard_open
from safety.workflow import HazardState
from tests.safety.ledgers import OPEN, checked, counts, ledger_file, taken_over

HEADINGS_ROW = 4


@pytest.fixture(autouse=True)
def _chinese():
    with translation.override("zh-hans"):
        yield


def taken(client, query=""):
    answer = client.get(f"{reverse('safety:ledger_workbook')}?{query}")
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(b"".join(answer.streaming_content))).worksheets[0]


def lines(sheet) -> list[dict]:
    head = [cell.value for cell in sheet[HEADINGS_ROW]]
    rows = sheet.iter_rows(min_row=HEADINGS_ROW + 1, values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_the_layout_is_that_of_offices(district, hazard_in, signed_in):
    hazard_in()
    sheet = taken(signed_in(district.inspector, "zh-hans"))
    merged = {str(one) for one in sheet.merged_cells.ranges}
    assert {"D1:K1", "D2:K2", "A3:A4", "B3:E3", "F3:K3", "L3:R3", "S3:W3"} <= merged
    assert [sheet.cell(3, place).value for place in (1, 2, 6, 12, 19)] == [
        "序号",
        "基本信息",
        "排查",
        "整改",
        "验收销号",
    ]
    aligned = [sheet.cell(3, place).alignment.horizontal for place in (2, 6, 12, 19)]
    assert aligned == ["left", "center", "center", "center"]
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$3:$4", "D5")
    assert sheet.page_setup.orientation == "landscape"
    assert [one.id for one in sheet.col_breaks.brk] == [11]
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage
    assert 60 <= sheet.page_setup.scale < 100


def test_a_line_tells_the_hazard_from_finding_to_writing_off(district, hazard_in, signed_in):
    case = hazard_in(HazardState.WRITTEN_OFF)
    (line,) = lines(taken(signed_in(district.inspector, "zh-hans")))
    today = timezone.localdate()
    assert line["隐患编号"] == case.number
    assert line["企业名称"] == "江南精密机械有限公司"
    assert (line["隐患部位"], line["隐患描述"]) == ("一号车间", "消防通道堆放杂物")
    assert (line["隐患等级"], line["整改措施"]) == ("一般隐患", "已清理")
    assert (line["整改责任单位"], line["整改责任人"]) == ("经济和信息化局", "张厂长")
    assert (line["验收单位"], line["验收人"]) == ("应急管理局", "inspector")
    assert [line[name].date() for name in ("排查时间", "整改完成日期", "验收日期")] == [today] * 3
    assert line["销号情况"] == "已销号"


def test_the_filter_of_the_page_narrows_it_and_the_trail_says_who_took_it(
    district, hazard_in, signed_in
):
    hazard_in(HazardState.RECTIFYING)
    hazard_in()
    client = signed_in(district.inspector, "zh-hans")
    assert len(lines(taken(client, "state=rectifying"))) == 1
    entry = TrailEntry.objects.get(action="safety.ledger_export")
    assert (entry.actor, entry.changes["rows"]) == (district.inspector, 1)
    assert "整改中" in entry.note


def test_it_goes_out_in_english_too(district, hazard_in, signed_in):
    hazard_in()
    assert taken(signed_in(district.inspector)).title == "Ledger of hazard rectification"


def test_nobody_takes_hazards_of_others(district, hazard_in, signed_in):
    hazard_in()
    assert "没有" in str(taken(signed_in(district.head, "zh-hans"))["A5"].value)
    answer = signed_in(district.handler).get(reverse("safety:ledger_workbook"))
    assert answer.status_code == 403


def test_history_stands_behind_the_hazards_unless_the_filter_means_none(district, signed_in):
    taken_over(district.inspector, ledger_file({}, OPEN | {"隐患描述": "通道堵塞"}))
    client = signed_in(district.inspector, "zh-hans")
    found = lines(taken(client))
    assert [line["台账来源"] for line in found] == ["台账导入", "导入前办结"]
    assert [line["排查时间"].date() for line in found] == [date(2026, 3, 2)] * 2
    assert found[1]["销号情况"] == "他处已办结"
    for query, many in (("state=rectifying", 1), ("state=written_off", 1), ("field=dust", 0)):
        assert len([line for line in lines(taken(client, query)) if line["隐患编号"]]) == many


ODD = (
    *(
        "=1+1 试压",
        "-漏油",
        "@现场",
        "第一行\n第二行",
        "带  双空格",
        "“引号”，逗号",
        "全角ＡＢＣ１２",
    ),
    *("很长" * 300, "emoji 🔥 与生僻字 𠮷", "重复的话", "0012", "2024-07-03"),
)


def test_what_goes_out_comes_back_as_nothing_new(district, signed_in):
    """Out and in adds nothing, whatever the texts; without its numbers neither."""
    random = Random(7)
    rows = []
    for n, text in enumerate(ODD * 2):
        row = {"隐患描述": f"{n} {text}", "隐患部位": random.choice(ODD)[:90]}
        row["排查时间"] = f"2026-0{random.randint(1, 3)}-1{n % 10}"
        rows.append(row | {"整改期限": "2026-12-31"} | (OPEN if n % 3 else {"整改完成日期": ""}))
    job = taken_over(district.inspector, ledger_file(*rows))
    assert counts(job) == (len(rows), 0, 0)
    for _one in range(2):
        hazard_open(
            actor=district.visitor,
            enterprise=district.firm,
            title="=登高",
            description=f"{ODD[_one]}\x07",
            field="fire",
        )
    sheet = taken(signed_in(district.inspector, "zh-hans"))
    again = checked(district.inspector, as_file(sheet))
    assert counts(again) == (0, len(rows) + 2, 0)
    for row in sheet.iter_rows(min_row=HEADINGS_ROW + 1, min_col=2, max_col=2):
        row[0].value = None
    assert counts(checked(district.inspector, as_file(sheet))) == (0, len(rows) + 2, 0)


def as_file(sheet) -> SimpleUploadedFile:
    content = io.BytesIO()
    sheet.parent.save(content)
    return SimpleUploadedFile("台账.xlsx", content.getvalue())


@pytest.mark.parametrize("count", [1, 12])
def test_the_queries_do_not_grow_with_the_lines(
    district, hazard_in, signed_in, django_assert_num_queries, count
):
    for _one in range(count):
        hazard_in()
    client = signed_in(district.inspector, "zh-hans")
    taken(client)
    with django_assert_num_queries(19):
        taken(client)
