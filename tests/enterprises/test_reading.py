"""Files nobody has vouched for: what is read, and what is refused with which sentence."""

import io
import zipfile
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core import sheets
from core.errors import NotSo
from enterprises.intake.headers import find_register
from enterprises.intake.rows import RowReader
from tests.enterprises.shared import CODE, csv_file, xlsx_file

TODAY = date(2026, 11, 2)


def parsed(file):
    table = find_register(sheets.sheets_of(file))
    reader = RowReader(table.columns, {"亭林镇": 7, "亭林": 7}, TODAY)
    return [row for number, cells in table.rows if (row := reader.read(number, cells))]


def values_of(header, cell):
    (row,) = parsed(xlsx_file(["企业名称", *header], ["东湖机械厂", *cell]))
    return row.values, {message.code for message in row.messages} - {"uscc_missing"}


@pytest.mark.parametrize(
    ("header", "cell", "field", "value"),
    [
        ("统一社会信用代码", f" {CODE.lower()} ", "uscc", CODE),
        ("社会信用代码 *", CODE, "uscc", CODE),
        ("所属镇街", "亭林", "town", 7),
        ("行业代码", "C26", "industry_code", "C26"),
        ("从业人员(人)", "1,200人", "employees", 1200),
        ("职工人数", 12.0, "employees", 12),
        ("营业收入(万元)", "5,600.5", "revenue_wan", "5600.5000"),
        ("营业收入（元）", 56005000, "revenue_wan", "5600.5000"),
        ("年营业收入", "1.2亿元", "revenue_wan", "12000.0000"),
        ("资产总额(万元)", 0, "assets_wan", "0.0000"),
        ("成立日期", datetime(2004, 5, 1), "registered_on", "2004-05-01"),
        ("成立日期", 38108, "registered_on", "2004-05-01"),
        ("成立日期", "2004年5月1日", "registered_on", "2004-05-01"),
        ("成立日期", "2004/5/1", "registered_on", "2004-05-01"),
        ("注册日期", "20040501", "registered_on", "2004-05-01"),
        ("注册资本", "1000万元人民币", "capital_wan", "1000.0000"),
        ("注册资本(元)", "10000000", "capital_wan", "1000.0000"),
        ("注册资本", "500000元", "capital_wan", "50.0000"),
        ("注册资本", "10万美元", "capital", "10万美元"),
        ("联系电话", 13800000000, "contact_phone", "13800000000"),
        ("效益评价", "A类", "benefit_tier", "A"),
        ("标签", "规上、专精特新，规上", "tags", ["专精特新", "规上"]),
    ],
)
def test_a_cell_is_read_as_districts_write_it(header, cell, field, value):
    values, said = values_of([header], [cell])
    assert values[field] == value
    assert said == set()


@pytest.mark.parametrize(
    ("header", "cell", "code"),
    [
        ("统一社会信用代码", 913101017345437761, "uscc_number"),
        ("统一社会信用代码", CODE[:-1] + "X", "uscc_check"),
        ("从业人员", "约20", "not_a_number"),
        ("从业人员", 2.5, "not_whole"),
        ("从业人员", -1, "negative"),
        ("营业收入(万元)", "1e400", "too_large"),
        ("营业收入(万元)", "NaN", "not_a_number"),
        ("成立日期", "2004-13-01", "not_a_date"),
        ("成立日期", "2030-01-01", "in_future"),
        ("地址", "长" * 301, "too_long"),
        ("所属镇街", "火星镇", "town_unknown"),
        ("行业", "化工", "industry_unknown"),
    ],
)
def test_a_cell_that_cannot_be_is_said_so(header, cell, code):
    _values, said = values_of([header], [cell])
    assert said == {code}


def test_dollars_are_kept_as_text_and_not_converted():
    values, _said = values_of(["注册资本"], ["10万美元"])
    assert "capital_wan" not in values


@pytest.mark.parametrize("nothing", ["", "-", "无", "暂无", "/", None])
def test_what_means_nothing_is_no_value(nothing):
    values, said = values_of(["从业人员", "成立日期"], [nothing, nothing])
    assert values == {"name": "东湖机械厂"}
    assert said == set()


def test_the_header_may_stand_below_a_title_and_rows_keep_the_files_numbers():
    rows = parsed(xlsx_file(["东湖区名录"], [], ["序号", "单位名称"], [1, "甲厂"], [], [2, "乙厂"]))
    assert [(row.number, row.values["name"]) for row in rows] == [(4, "甲厂"), (6, "乙厂")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_the_encodings_offices_use(encoding):
    (row,) = parsed(csv_file(["企业名称", "地址"], ["东湖机械厂", "一路"], encoding=encoding))
    assert row.values == {"name": "东湖机械厂", "address": "一路"}


def zipped(**parts) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("_", "/").replace("/xml", ".xml"), part)
    return content.getvalue()


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


BAD = {
    "empty": (b"", "The file is empty"),
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "old Excel"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"0" * 50, "not a table"),
    "binary": (b"\x00\x01\x02" * 50, "not a table"),
    "other zip": (zipped(word_document_xml="<a/>"), "not a table"),
    "broken zip": (cut(zipped(xl_workbook_xml="<a/>" * 5000)), "damaged"),
    "broken workbook": (zipped(xl_workbook_xml="<a>"), "damaged"),
    "no header": ("甲,乙\n1,2\n".encode(), "No header"),
    "wide": (("企业名称," + "x," * 60 + "x\n").encode(), "60 columns"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_refused_with_what_to_do(kind):
    content, sentence = BAD[kind]
    with pytest.raises(NotSo, match=sentence):
        parsed(SimpleUploadedFile("register.xlsx", content))


def test_a_workbook_that_unpacks_to_too_much_is_not_opened(monkeypatch):
    monkeypatch.setattr(sheets, "MAX_UNPACKED_BYTES", 1_000_000)
    bomb = zipped(xl_workbook_xml=b"0" * 2_000_000)
    assert len(bomb) < 10_000
    with pytest.raises(NotSo, match="unpack"):
        parsed(SimpleUploadedFile("register.xlsx", bomb))


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(sheets, "MAX_ROWS", 3)
    with pytest.raises(NotSo, match="100,000 rows"):
        parsed(csv_file(["企业名称"], *[[f"厂{n}"] for n in range(3)]))
