"""The workbook of the four lists: the same rows as the pages, fit to be handed round."""

import io
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.http import QueryDict
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from core import office
from core.errors import NotYou
from core.models import TrailEntry
from issues.filters import list_deadlines, list_demands, list_issues, list_responsibilities
from issues.models import Case, Responsibility
from issues.services.deadlines import deadlines_start
from issues.workflow import Stage
from organizations.models import Organization
from organizations.roles import Role
from reports.services.exports import lists_export
from tests.factories import CaseFactory, EnterpriseFactory, OrganizationFactory
from tests.reports.district import NOW

LISTS = {
    "问题清单": list_issues,
    "诉求清单": list_demands,
    "责任清单": list_responsibilities,
    "时限清单": list_deadlines,
}


@pytest.fixture(autouse=True)
def _chinese():
    with translation.override("zh-hans"), time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def place(db, person_with):
    """Two bureaus with an issue and a demand each, and the people who look at them."""
    district = OrganizationFactory(name="临江区", kind=Organization.Kind.DISTRICT)
    bureaus = [OrganizationFactory(parent=district) for _n in range(2)]
    for bureau in bureaus:
        for kind in ("issue", "demand"):
            case = CaseFactory(
                kind=kind, lead_unit=bureau, dispatched_at=NOW, oversight_unit=district
            )
            Responsibility.objects.create(case=case, organization=bureau, role="lead", since_at=NOW)
            deadlines_start(case, (Stage.ACCEPT, Stage.RESOLVE), at=NOW)
    return SimpleNamespace(
        bureaus=bureaus,
        officer=person_with(Role.VISIT_OFFICE, district, username="officer", full_name="周明"),
        head=person_with(Role.UNIT_HEAD, bureaus[0], username="head"),
        handler=person_with(Role.HANDLER, bureaus[0], username="handler"),
    )


def exported(user, query=""):
    file = io.BytesIO()
    lists_export(actor=user, params=QueryDict(query), file=file)
    return load_workbook(file)


def rows(sheet) -> list[tuple]:
    found = list(sheet.iter_rows(min_row=4, values_only=True))
    return found if any(row[1] for row in found) else []


@pytest.mark.parametrize("user", ["officer", "head"])
@pytest.mark.parametrize("query", ["", "light=late", "q=第", "sort=due"])
def test_each_sheet_holds_the_rows_of_its_page(user, query, place):
    person = getattr(place, user)
    book = exported(person, query)
    assert book.sheetnames == list(LISTS)
    for title, listed in LISTS.items():
        numbers = [
            row.number if isinstance(row, Case) else row.case.number
            for row in listed(user=person, params=QueryDict(query))
        ]
        assert [row[1] for row in rows(book[title])] == numbers
        assert [row[0] for row in rows(book[title])] == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize(
    ("query", "counts"),
    [
        ("kind=demand", [0, 2, 2, 4]),
        ("lead_unit={0}", [1, 1, 2, 4]),
        ("unit={0}", [1, 1, 2, 4]),
        ("stage=accept", [2, 2, 4, 4]),
        ("lead_unit={0}&kind=issue", [1, 0, 1, 2]),
        ("dispatched_after=2026-03-18", [2, 2, 4, 8]),
        ("dispatched_after=2026-03-19", [0, 0, 0, 0]),
    ],
)
def test_a_condition_of_one_list_reaches_the_others_through_the_case(query, counts, place):
    book = exported(place.officer, query.format(place.bureaus[0].pk))
    assert [len(rows(book[title])) for title in LISTS] == counts


def test_nobody_exports_the_rows_of_another_unit(place):
    mine = set(Case.objects.filter(lead_unit=place.bureaus[0]).values_list("number", flat=True))
    book = exported(place.head)
    assert {row[1] for title in LISTS for row in rows(book[title])} == mine


def test_without_the_permission_nothing_is_written(place):
    file = io.BytesIO()
    with pytest.raises(NotYou):
        lists_export(actor=place.handler, params=QueryDict(), file=file)
    assert not file.getvalue()


@pytest.mark.parametrize(
    ("written", "arrives"),
    [
        ("=1+1", "=1+1"),
        ('=HYPERLINK("http://x")', '=HYPERLINK("http://x")'),
        ("+86 21", "+86 21"),
        ("-1", "-1"),
        ("@SUM(A1)", "@SUM(A1)"),
        ("\t=1+1", "\t=1+1"),
        ("问题\x0b\x00\x1f说明\ufffe", "问题说明"),
        ("第一行\n第二行", "第一行\n第二行"),
        ("１２３", "１２３"),
        ("012345", "012345"),
    ],
)
def test_text_arrives_as_text(written, arrives, place):
    firm = EnterpriseFactory(name="甲")
    case = CaseFactory(kind="issue", enterprise=firm, title=written.replace("\x00", ""))
    Case.objects.filter(pk=case.pk).update(number="WT2026999999")
    sheet = exported(place.officer)["问题清单"]
    cell = next(row[2] for row in sheet.iter_rows(min_row=4) if row[1].value == "WT2026999999")
    assert (cell.value, cell.data_type) == (arrives, "s")
    assert bool(cell.quotePrefix) == written.startswith(("=", "+", "-", "@", "\t"))


def test_each_sheet_says_from_which_days_its_cases_are(place):
    Case.objects.filter(lead_unit=place.bureaus[0]).update(registered_at=NOW - timedelta(days=40))
    for query, days in (
        ("", "2026-02-06 至 2026-03-18"),
        (f"lead_unit={place.bureaus[1].pk}", "2026-03-18 至 2026-03-18"),
        ("q=没有这样的", "— 至 —"),
    ):
        for sheet in exported(place.officer, query).worksheets:
            assert sheet["A2"].value.startswith(f"登记日期：{days}")


def test_the_sheets_are_laid_out_to_be_printed(place):
    for sheet in exported(place.officer, f"lead_unit={place.bureaus[0].pk}").worksheets:
        assert sheet["A1"].value == f"临江区{sheet.title}"
        assert {"A1", "A2"} <= {str(merged).split(":")[0] for merged in sheet.merged_cells.ranges}
        note = sheet["A2"].value
        assert f"主办单位：{place.bureaus[0]}" in note
        assert "制表时间：2026-03-18 10:00" in note
        assert "制表人：周明" in note
        assert f"共 {len(rows(sheet))} 条" in note
        assert (sheet.print_title_rows, sheet.freeze_panes) == ("$3:$3", "D4")
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert "&P" in sheet.oddFooter.center.text
        assert sheet["A3"].value == "序号"
        assert sheet["B4"].border.left.style == "thin"
        assert all(dimension.width >= 6 for dimension in sheet.column_dimensions.values())


def test_days_and_instants_are_dates_of_the_district(place):
    with time_machine.travel(NOW.replace(hour=1), tick=False):
        book = exported(place.officer)
    assert datetime(2026, 3, 18) in rows(book["问题清单"])[0]
    assert datetime(2026, 3, 18, 10, 0) in rows(book["时限清单"])[0]


@pytest.mark.parametrize(("title", "height"), [("短", 21.5), ("长" * 30, 50.5), ("一\n二", 36)])
def test_a_row_is_as_high_as_its_longest_text(title, height, place):
    CaseFactory(kind="issue", title=title, enterprise=EnterpriseFactory(name="甲"))
    sheet = exported(place.officer)["问题清单"]
    assert sheet.row_dimensions[4].height == height


def test_an_empty_list_says_so(place):
    sheet = exported(place.officer, "q=没有这样的词")["诉求清单"]
    assert (rows(sheet), bool(sheet["A4"].value)) == ([], True)


def test_the_trail_says_who_took_what(place):
    exported(place.officer, "kind=demand")
    entry = TrailEntry.objects.get(action="lists_export")
    assert entry.actor == place.officer
    assert entry.changes["query"] == "kind=demand"
    assert entry.changes["rows"]["诉求清单"] == 2


@pytest.mark.parametrize(("most", "sheets"), [(1, ["问题清单", "问题清单 (2)"]), (2, ["问题清单"])])
def test_a_list_too_long_for_a_sheet_goes_on_in_another(most, sheets, place, monkeypatch):
    monkeypatch.setattr(office, "ROWS_MOST", most)
    book = exported(place.officer)
    assert [name for name in book.sheetnames if name.startswith("问题")] == sheets
    found = [rows(book[name]) for name in sheets]
    assert {len(part) for part in found} == {most}
    assert [row[0] for part in found for row in part] == [1, 2]
    assert len({row[1] for part in found for row in part}) == 2
    assert all(book[name]["A3"].value == "序号" for name in sheets)


def test_the_button_of_a_list_downloads_what_is_shown(place, signed_in):
    client = signed_in(place.officer, "zh-hans")
    page = client.get(reverse("issues:demand_list"), {"q": "第"}).content.decode()
    address = f"{reverse('reports:lists_export')}?q=%E7%AC%AC"
    assert address in page
    answer = client.get(address)
    assert "attachment" in answer["Content-Disposition"]
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert len(rows(book["诉求清单"])) == 2


def test_who_may_not_export_sees_no_button(place, signed_in):
    page = signed_in(place.handler).get(reverse("issues:case_list")).content.decode()
    assert reverse("reports:lists_export") not in page


def test_the_command_writes_what_the_person_may_see(place, tmp_path, capsys):
    out = tmp_path / "lists.xlsx"
    call_command("lists_export", "--as", "head", "--out", str(out), "--filter", "kind=issue")
    assert len(rows(load_workbook(out)["问题清单"])) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["lists.xlsx"]


@pytest.mark.parametrize(
    ("username", "out", "words"),
    [
        ("nobody", "a.xlsx", "no person"),
        ("handler", "a.xlsx", "."),
        ("head", "no/a.xlsx", "cannot"),
    ],
)
def test_the_command_says_what_is_wrong_and_leaves_no_file(username, out, words, place, tmp_path):
    with pytest.raises(CommandError, match=words):
        call_command("lists_export", "--as", username, "--out", str(tmp_path / out))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("more", [0, 20])
def test_the_workbook_takes_the_same_statements_however_many_rows(
    more, place, django_assert_num_queries
):
    for _n in range(more):
        CaseFactory(kind="issue", oversight_unit=place.bureaus[0])
    exported(place.officer)
    with django_assert_num_queries(27):
        exported(place.officer)
