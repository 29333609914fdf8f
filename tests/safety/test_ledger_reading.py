"""Untidy cells and headings of ledgers: what is read, and what is refused with which reason."""

from datetime import date, datetime

import pytest

from core.intake.table import find_table
from core.sheets import sheets_of
from safety.ledger.headings import field_of, fields_meant, weight
from safety.ledger.rows import RowReader, day_written
from safety.ledger.words import LEVELS, field_in, level_key, state_in
from tests.enterprises.shared import SHARED, shared_rows, xlsx_file

DAYS = {
    "2024-07-03": "2024-07-03",
    "2024/7/3": "2024-07-03",
    "2024.7.3": "2024-07-03",
    "２０２４．７．３": "2024-07-03",
    "2024年7月3日": "2024-07-03",
    "2024年7月3日前": "2024-07-03",
    "2024-07-03 10:30:00": "2024-07-03",
    "24.7.3": "2024-07-03",
    "24年7月3日": "2024-07-03",
    "20240703": "2024-07-03",
    45476: "2024-07-03",
    45476.5: "2024-07-03",
    datetime(2024, 7, 3, 10): "2024-07-03",
    date(2024, 7, 3): "2024-07-03",
    "2024年7月": None,
    "7月3日": None,
    "2024-02-30": None,
    "长期": None,
}


@pytest.mark.parametrize("cell", DAYS, ids=str)
def test_a_day_is_read_as_it_is_written(cell):
    day = day_written(cell)
    assert (day.isoformat() if day else None) == DAYS[cell]


ORDINARY, MAJOR, ASKED = "ordinary", "major", None
LEVEL_WORDS = {
    "一般": ORDINARY,
    "一般隐患": ORDINARY,
    "一般事故隐患": ORDINARY,
    "一般 生产安全事故隐患": ORDINARY,
    "一般3级": ORDINARY,
    "否": ORDINARY,
    "重大": MAJOR,
    "重大隐患": MAJOR,
    "重大（事故隐患）": MAJOR,
    "是": MAJOR,
    "Ⅱ级": ASKED,
    "3级": ASKED,
    "较大": ASKED,
}


@pytest.mark.parametrize("word", LEVEL_WORDS)
def test_a_level_is_known_or_asked_for(word):
    assert LEVELS.get(level_key(word)) == LEVEL_WORDS[word]


@pytest.mark.parametrize("word", ["Ⅱ级", "II级", "ii", "二级", "2级", "２", "2", "第二级", "二类"])
def test_one_degree_is_one_word_however_it_is_written(word):
    assert level_key(word) == "2"


STATE_WORDS = {
    **dict.fromkeys(("已整改", "已整改销号", "整改完成", "现场处置", "已销号", "√", "是"), "done"),
    **dict.fromkeys(("整改中", "待整改", "未整改", "×", "否", "逾期未整改"), "open"),
    "再看看": None,
}


@pytest.mark.parametrize("word", STATE_WORDS)
def test_a_state_is_known_or_asked_for(word):
    assert state_in(word) == STATE_WORDS[word]


@pytest.mark.parametrize(
    ("word", "field"),
    [("消防", "fire"), ("消防安全", "fire"), ("临时用电", "electricity"), ("危化品", "chemicals")],
)
def test_a_field_is_known_by_its_usual_words(word, field):
    assert field_in(word) == field
    assert field_in("隧道外") is None


COLUMNS = ("found_on", "description", "due_on", "done_on", "level", "state")
GOOD = ("2024-07-03", "失压", "2024-07-05", "2024-07-04", "一般", "已整改")
REFUSED = {
    "found_on_missing": {"found_on": ""},
    "not_a_date": {"found_on": "某天"},
    "year_missing": {"found_on": "7月3日"},
    "in_future": {"found_on": "2026-12-01"},
    "description_missing": {"description": "/"},
    "before_found": {"done_on": "2024-07-01"},
    "level_unknown": {"level": "Ⅳ"},
    "state_unknown": {"state": "再看看"},
}


def read(**given):
    cells = {**dict(zip(COLUMNS, GOOD, strict=True)), **given}
    columns = {name: place for place, name in enumerate(cells)}
    reader = RowReader(columns, {}, {}, "other", date(2026, 11, 26))
    return reader.read(5, list(cells.values()))


@pytest.mark.parametrize("code", REFUSED)
def test_a_row_is_refused_with_the_reason(code):
    row = read(**REFUSED[code])
    assert code in [one.code for one in row.messages if one.is_error]
    assert all(str(one) for one in row.messages)


@pytest.mark.parametrize("word", ["立即整改", "即时", "当场整改"])
def test_at_once_is_the_day_it_was_found(word):
    assert read(due_on=word).values["due_on"] == "2024-07-03"


def test_what_joined_cells_say_once_holds_for_the_rows_below():
    columns = {"enterprise": 0, "found_on": 1, "description": 2}
    reader = RowReader(columns, {}, {}, "other", date(2026, 11, 26))
    reader.read(4, ["江南厂", "2024-07-03", "失压"])
    row = reader.read(5, [None, None, "堵塞"])
    assert (row.values["enterprise"], row.values["found_on"]) == ("江南厂", "2024-07-03")
    assert [one.code for one in row.messages] == ["taken_from_above"]
    assert reader.read(6, [3, None, None]) is None


HEADINGS = {
    "隐患问题描述": "description",
    "整改要求（措施）": "measures",
    "整改责任单位 建设": "unit",
    "检 查\n时间*": "found_on",
    "是否重大隐患": "level",
    "销号情况": "state",
    "备注": None,
}


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_heading_is_known_by_what_offices_call_it(heading):
    assert field_of(heading) == HEADINGS[heading]


TWO_ROWS_BELOW = [
    ["某区安全隐患问题库"],
    ["序号", "检查时间", "隐患问题描述", "整改责任单位", None, None, "整改期限"],
    [None, None, None, "建设", "设计", "施工", None],
    [1, "2024-07-03", "失压", "甲", "乙", "丙", "2024-07-05"],
]
GROUPS_ABOVE = [
    ["某区隐患排查治理台账"],
    ["序号", "排查", None, "整改", None],
    [None, "排查时间", "隐患描述", "责任人", "整改期限"],
    [1, "2024-07-03", "失压", "甲", "2024-07-05"],
]


@pytest.mark.parametrize(
    ("rows", "places", "first"),
    [
        (TWO_ROWS_BELOW, {"found_on": 1, "description": 2, "unit": 3, "due_on": 6}, 4),
        (GROUPS_ABOVE, {"found_on": 1, "description": 2, "person": 3, "due_on": 4}, 4),
    ],
)
def test_a_heading_of_several_joined_rows_is_one(rows, places, first):
    table = find_table(sheets_of(xlsx_file(*rows)), weight)
    assert fields_meant(table.header) == places
    assert next(table.rows)[0] == first


def test_the_real_ledger_is_recognised_and_each_row_read_or_refused_with_a_reason():
    shared_rows("hazards/railway_construction_hazards.csv")
    file = (SHARED / "hazards" / "railway_construction_hazards.csv").open("rb")
    table = find_table(sheets_of(file), weight)
    columns = fields_meant(table.header)
    assert {"found_on", "place", "description", "level", "due_on", "state"} <= columns.keys()
    levels = {"3": "ordinary", "4": "ordinary", "5": "ordinary"}
    reader = RowReader(columns, levels, {}, "construction", date(2026, 11, 26))
    rows = [row for number, cells in table.rows if (row := reader.read(number, cells))]
    assert len(rows) == 136
    assert [row.number for row in rows if row.is_refused] == []
    said = [
        (row.number, one.code) for row in rows for one in row.messages if one.field == "done_on"
    ]
    assert said == [(73, "day_in_words")]
