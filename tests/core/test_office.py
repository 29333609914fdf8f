"""How a handed sheet is laid out: widths, heights, which way up, and what stands in its cells."""

import io
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from openpyxl import load_workbook

from core.office import Layout, Maker, facts_told, table_of, workbook_of
from core.office_page import lines_of
from tests.handed import faults_of, sheets_of

NOW = datetime(2026, 3, 2, 10, 0, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
MAKER = Maker("周明", NOW)


@pytest.fixture(autouse=True)
def _chinese():
    with translation.override("zh-hans"):
        yield


def made(headings, rows=(), title="名单", **looks):
    content = workbook_of([table_of(title, headings, rows, maker=MAKER, **looks)], now=NOW)
    return content, load_workbook(io.BytesIO(content)).worksheets[0]


@pytest.mark.parametrize(
    ("widths", "orientation", "fault"),
    [
        ([24, 24, 36], "portrait", []),
        ([28] * 5, "landscape", []),
        ([30] * 8, "landscape", ["名单: too small to be read"]),
    ],
)
def test_a_narrow_table_stands_upright_and_all_its_columns_are_on_one_page(
    widths, orientation, fault
):
    content, sheet = made([("甲", width) for width in widths], [["一"] * len(widths)])
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == (orientation, 1)
    assert faults_of(content) == fault


@pytest.mark.parametrize(
    ("groups", "kept", "first"),
    [((), 3, 6), ((("甲", 3), ("乙", 6)), 3, 4), ((("甲", 2), ("乙", 5), ("丙", 2)), 3, 8)],
)
def test_a_sheet_of_two_pages_is_parted_between_its_groups(groups, kept, first):
    layout = Layout("名单", "", [("甲", 20)] * 9, groups, kept=kept, across=2)
    assert layout.first_page == first
    assert layout.across_page(1, layout.titled_from) == f"D1:{'ABCDEFGHIJ'[first - 1]}1"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("短", 4, 1),
        ("江州建设工程有限公司", 21, 1),
        ("江州建设工程有限公司", 20, 2),
        ("整改期间停用相关设备，专人值守，配备应急器材", 16, 4),
        ("WT2026000140", 13, 1),
        ("WT2026000140", 12, 2),
        ("一\n\n二", 10, 3),
    ],
)
def test_a_text_takes_so_many_lines(text, width, lines):
    assert lines_of(text, width) == lines


def test_columns_are_measured_in_the_font_that_stands_in_them():
    book = load_workbook(io.BytesIO(made([("甲", 12)])[0]))
    assert {font.name for font in book._fonts[:2]} == {"仿宋"}


def test_values_keep_their_kind():
    rows = [["=1+1", 7, 0.5, date(2026, 3, 2), NOW, timedelta(hours=30, minutes=5), None, MAKER]]
    content, sheet = made([("甲", 20)] * 8, rows, shares=[2])
    ((text, number, share, day, instant, time, nothing, thing),) = sheets_of(content)["名单"]
    assert (text, number, share, nothing, thing) == ("=1+1", 7, 0.5, None, str(MAKER))
    assert (day, instant) == (datetime(2026, 3, 2), datetime(2026, 3, 2, 10, 0))
    assert time == timedelta(hours=30, minutes=5)
    formats = [cell.number_format for cell in sheet[4][3:7]]
    assert formats == ["0.0%", "yyyy-mm-dd", "yyyy-mm-dd hh:mm", '[h]"小时"mm"分"']


@pytest.mark.parametrize(
    ("filtered_by", "note", "nothing"),
    [
        (None, "共 0 条", "无"),
        ("", "筛选条件：全部    共 0 条", "没有符合条件的记录"),
        ("镇街：亭林镇", "筛选条件：镇街：亭林镇    共 0 条", "没有符合条件的记录"),
    ],
)
def test_an_empty_sheet_says_so_and_names_a_filter_only_where_there_is_one(
    filtered_by, note, nothing
):
    _content, sheet = made([("甲", 40)], filtered_by=filtered_by, remark="不含已撤回的。")
    assert sheet["A2"].value.startswith(note)
    assert sheet["A2"].value.endswith("制表人：周明    不含已撤回的。")
    assert sheet["A4"].value == nothing
    told = facts_told(filtered_by=filtered_by, count=0, made_by="周明", now=NOW)
    assert sheet["A2"].value.startswith(told)


@pytest.mark.parametrize(
    ("tab", "name"),
    [("进度", "进度"), ("甲/乙：[丙]*?", "甲 乙： 丙"), ("长" * 40, "长" * 31)],
)
def test_any_name_becomes_one_that_a_tab_may_have(tab, name):
    assert made([("甲", 12)], tab=tab)[1].title == name


def test_long_heads_titles_and_notes_are_seen_whole():
    headings = [("95%置信区间（Wilson）下限", 13), ("乙", 40), ("丙", 40)]
    _content, sheet = made(headings, title="名单" * 15, remark="说明" * 80)
    heights = [sheet.row_dimensions[row].height for row in (1, 2, 3)]
    assert heights == [60, 78, 50.5]


def test_few_narrow_columns_are_stretched_over_the_page():
    _content, sheet = made([("甲", 10), ("乙", 27)])
    assert [sheet.column_dimensions[name].width for name in "ABC"] == [6, 20, 54]
