"""The tables of a kept workbook on a page that is printed: parted and numbered as in the workbook."""

from datetime import date, datetime

import pytest
from django.utils import translation

from core.office import Layout, Table
from reports.templatetags.reports import paper_parts

COLUMNS = [("甲", 20), ("乙", 20), ("丙", 30), ("丁", 30), ("戊", 30), ("己", 30)]


def printed(headings=COLUMNS, rows=(), **looks):
    with translation.override("zh-hans"):
        return paper_parts(Table(Layout("名单", "", headings, **looks), len(rows), rows))


@pytest.mark.parametrize(
    ("looks", "heads"),
    [
        ({}, ["序号甲乙丙丁戊己"]),
        ({"across": 2, "kept": 2}, ["序号甲乙丙丁", "序号甲戊己"]),
        ({"across": 2, "groups": [("一", 2), ("二", 4)]}, ["序号甲乙", "序号甲乙丙丁戊己"]),
    ],
)
def test_a_table_of_two_pages_is_printed_as_two_that_share_their_first_columns(looks, heads):
    parts = printed(rows=[list("一二三四五六")], **looks)
    assert ["".join(name for name, _share in part.columns) for part in parts] == heads
    assert all(99 < sum(share for _name, share in part.columns) < 101 for part in parts)
    assert [part.title for part in parts] == (
        ["名单"] if len(parts) == 1 else ["名单（1/2）", "名单（2/2）"]
    )
    for part in parts:
        shown = dict(zip((name for name, _share in part.columns), part.rows[0], strict=True))
        told = dict(zip("甲乙丙丁戊己", "一二三四五六", strict=True)) | {"序号": "1"}
        assert shown == {name: told[name] for name in shown}


@pytest.mark.parametrize(
    ("widths", "form"), [([20, 30], ""), ([40] * 3, "is-wide"), ([30] * 6, "is-wide is-broad")]
)
def test_wide_tables_lie_across_and_broad_ones_in_small_letters(widths, form):
    (part,) = printed([("甲", width) for width in widths])
    assert part.form == form


def test_a_cell_reads_as_in_the_workbook():
    row = [None, date(2026, 3, 2), datetime(2026, 3, 2, 9, 5), 0.125, 7, "字"]
    (part,) = printed(rows=[row], shares=[3])
    assert part.rows == [["1", "", "2026-03-02", "2026-03-02 09:05", "12.5%", "7", "字"]]
