"""Weekly and monthly briefs: once for each period, with figures, charts and what is late."""

import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils import translation
from docx import Document
from openpyxl import load_workbook

from core.errors import NotSo, NotYou
from core.models import Job
from issues.models import Case, Responsibility
from notices.models import Notice
from organizations.models import Organization
from organizations.roles import Role
from reports.briefs.document import MAX_PARTS, MAX_UNPACKED_BYTES, template_check
from reports.briefs.template import default_template
from reports.models import BriefTemplate, Report
from reports.periods import Period
from reports.rates import RATES
from reports.services.briefs import (
    brief_report,
    brief_template_drop,
    brief_template_set,
    briefs_make,
)
from reports.services.columns import columns_reset, columns_set
from reports.services.reports import report_run
from reports.services.starting import book_report, lists_report
from tests.factories import CaseFactory, MembershipFactory, OrganizationFactory

MONDAY = datetime(2026, 3, 16, 0, 30, tzinfo=UTC)
"""Half past eight in the district, on a Monday."""
WEEK = Period(date(2026, 3, 9), date(2026, 3, 15))
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_that_morning")]


@pytest.fixture
def _that_morning():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture(scope="module")
def place(once):
    """Two bureaus with a case each, dispatched last week; one of them late."""

    def make():
        with time_machine.travel(MONDAY, tick=False):
            district = OrganizationFactory(name="临江区", kind=Organization.Kind.DISTRICT)
            bureaus = [OrganizationFactory(parent=district) for _n in range(2)]
            last_week = MONDAY - timedelta(days=5)
            for unit in bureaus:
                case = CaseFactory(
                    kind="issue",
                    lead_unit=unit,
                    oversight_unit=district,
                    title="缺工 <甲> & 乙",
                    dispatched_at=last_week,
                )
                Case.objects.filter(pk=case.pk).update(due_at=last_week + timedelta(days=1))
                Responsibility.objects.create(
                    case=case, organization=unit, role="lead", since_at=last_week
                )

            def person(role, unit):
                return MembershipFactory(role=role, organization=unit).user

            return SimpleNamespace(
                bureau=bureaus[0],
                office=person(Role.VISIT_OFFICE, district),
                head=person(Role.UNIT_HEAD, bureaus[0]),
                safety=person(Role.SAFETY_OFFICER, district),
                handler=person(Role.HANDLER, bureaus[0]),
            )

    with once(make) as made:
        yield made


def content(report: Report) -> bytes:
    with report.stored.file.open("rb") as file:
        return file.read()


def brief(actor, kind="weekly", period=WEEK) -> Report:
    return report_run(pk=brief_report(actor=actor, kind=kind, period=period).pk)


def labels() -> list[str]:
    """The rates' names in the district's language, in which reports are made."""
    with translation.override("zh-hans"):
        return [str(rate.label) for rate in RATES]


def words(report: Report) -> str:
    document = Document(io.BytesIO(content(report)))
    cells = (cell.text for t in document.tables for row in t.rows for cell in row.cells)
    return "\n".join([*(line.text for line in document.paragraphs), *cells])


@pytest.mark.parametrize(
    ("at", "made"),
    [
        ("2026-03-15T23:29+00:00", [("monthly", "2026-02-01"), ("weekly", "2026-03-02")]),
        ("2026-03-15T23:30+00:00", [("monthly", "2026-02-01"), ("weekly", "2026-03-09")]),
        ("2026-03-31T23:30+00:00", [("monthly", "2026-03-01"), ("weekly", "2026-03-23")]),
    ],
)
def test_each_period_has_its_brief_once_on_its_first_morning(at, made):
    now = datetime.fromisoformat(at)
    assert [briefs_make(at=now), briefs_make(at=now)] == [2, 0]
    found = Report.objects.order_by("kind").values_list("kind", "first_on")
    assert [(kind, str(day)) for kind, day in found] == made


def test_those_missed_in_an_outage_are_made_up_for():
    briefs_make(at=MONDAY)
    assert briefs_make(at=MONDAY + timedelta(days=21)) == 3 + 1
    weeks = Report.objects.filter(kind="weekly").order_by("first_on")
    assert [str(one.first_on) for one in weeks] == [
        "2026-03-09",
        "2026-03-16",
        "2026-03-23",
        "2026-03-30",
    ]


def test_one_by_hand_stands_beside_the_one_by_itself(place):
    brief(place.office)
    assert briefs_make(at=MONDAY) == 2


def test_the_office_is_told_of_the_one_made_by_itself(place):
    briefs_make(at=MONDAY)
    report = report_run(pk=Report.objects.get(kind="weekly").pk)
    assert (report.state, report.made_by.pk) == (Job.State.DONE, None)
    told = Notice.objects.filter(template="reports.report_ready").values_list(
        "recipient", flat=True
    )
    assert set(told) == {place.office.pk}


def test_it_says_each_rate_what_is_late_and_draws_charts_with_their_numbers(place):
    report = brief(place.office)
    said = words(report)
    assert [label for label in labels() if label not in said] == []
    assert "{{" not in said
    assert "{%" not in said
    assert said.count("缺工 <甲> & 乙") == 2
    assert report.facts["late_count"] == report.facts["dispatched"] == 2
    with zipfile.ZipFile(io.BytesIO(content(report))) as parts:
        charts = [name for name in parts.namelist() if name.startswith("word/charts/")]
        book = load_workbook(io.BytesIO(parts.read("word/embeddings/chart1.xlsx"))).active
        drawn = [parts.read(name).decode() for name in charts]
    assert len(charts) == 2
    assert ['tickLblSkip val="1"' in one for one in drawn] == ["barDir" in one for one in drawn]
    names, series = report.facts["trend"]["names"], report.facts["trend"]["series"]
    assert [[cell.value for cell in row] for row in book.iter_rows(min_row=2)] == [
        [name, *(values[place] for _name, values in series)] for place, name in enumerate(names)
    ]


def test_it_holds_what_its_maker_sees(place):
    assert brief(place.head).facts["late_count"] == 1


@pytest.mark.parametrize("name", ["safety", "handler"])
def test_without_figures_there_is_no_brief(name, place):
    with pytest.raises(NotYou):
        brief_report(actor=getattr(place, name), kind="weekly", period=WEEK)


def test_made_again_it_is_the_same_whatever_changed_meanwhile(place):
    report = brief(place.office)
    first = content(report)
    Case.objects.update(title="changed")
    brief_template_set(actor=place.office, kind="weekly", upload=word("{{ title }}"))
    Report.objects.filter(pk=report.pk).update(state=Job.State.QUEUED, stored=None)
    with time_machine.travel(MONDAY + timedelta(days=3), tick=False):
        assert content(report_run(pk=report.pk)) == first


def word(*lines: str) -> SimpleUploadedFile:
    document, file = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(file)
    return SimpleUploadedFile("模板.docx", file.getvalue())


def test_an_office_has_its_own_template_and_goes_back(place):
    for line in ("甲 {{ title }}", "乙 {{ title }}"):
        brief_template_set(actor=place.office, kind="weekly", upload=word(line))
    assert words(brief(place.office)).startswith("乙 ")
    assert BriefTemplate.objects.count() == 2
    brief_template_drop(actor=place.office, kind="weekly")
    assert not words(brief(place.office)).startswith("乙 ")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{{ nothing_such }}", "nothing_such"),
        ("{% for r in rates %}{{ r.nmae }}{% endfor %}", "nmae"),
        ("{% for r in rates %}", "endfor"),
        ("{{ title", "cannot be filled in"),
        ("{{ title.__class__.__mro__ }}", "unsafe"),
        ("{{ title * 1000000000 }}", "has no place"),
        ("{% for n in range(1000000000) %}{{ n }}{% endfor %}", "range"),
    ],
)
def test_a_template_that_cannot_be_filled_in_is_refused_with_what_is_wrong(line, told, place):
    with pytest.raises(NotSo, match=told):
        brief_template_set(actor=place.office, kind="weekly", upload=word(line))
    assert not BriefTemplate.objects.exists()


def test_what_is_no_word_document_is_refused(place):
    with pytest.raises(NotSo):
        brief_template_set(
            actor=place.office, kind="weekly", upload=SimpleUploadedFile("a.docx", b"PK\x03\x04")
        )


@pytest.mark.parametrize(("parts", "letters"), [(1, MAX_UNPACKED_BYTES), (MAX_PARTS, 1)])
def test_a_document_that_would_unpack_to_too_much_is_not_opened(parts, letters, place):
    """Small as it comes: a megabyte of nothing for each kilobyte of it, or a thousand parts."""
    file, whole = io.BytesIO(word("{{ title }}").read()), b" " * letters
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(parts):
            archive.writestr(f"word/media/{number}.xml", whole)
    bomb = SimpleUploadedFile("模板.docx", file.getvalue())
    assert bomb.size < 300_000
    with pytest.raises(NotSo, match="unpack"):
        brief_template_set(actor=place.office, kind="weekly", upload=bomb)
    assert not BriefTemplate.objects.exists()


def test_the_default_template_can_be_filled_in():
    template_check(default_template())


def test_the_workbook_of_a_period_holds_lists_rates_ranking_and_ledger(place):
    made = report_run(pk=book_report(actor=place.office, period=WEEK).pk)
    book = load_workbook(io.BytesIO(content(made)))
    assert len(book.sheetnames) == 7
    rates, ranking = book.worksheets[4], book.worksheets[5]
    shown = [row[1:6] for row in rates.iter_rows(min_row=4, values_only=True)]
    assert [row[0] for row in shown] == labels()
    assert ranking["H4"].number_format == "0.0%"
    assert {row[3] for row in ranking.iter_rows(min_row=4, values_only=True)} >= {str(place.bureau)}


def test_who_sees_no_figures_gets_the_workbook_without_them(place):
    made = report_run(pk=book_report(actor=place.safety, period=WEEK).pk)
    titles = load_workbook(io.BytesIO(content(made))).sheetnames
    assert not [title for title in titles if "排名" in title]
    assert len(titles) == 5


def headings(actor) -> list[str]:
    made = report_run(pk=lists_report(actor=actor, params=QueryDict()).pk)
    sheet = load_workbook(io.BytesIO(content(made))).worksheets[0]
    return [cell.value for cell in sheet[3]][1:]


def test_an_office_sets_its_columns_and_others_keep_theirs(place):
    everybody = headings(place.office)
    columns = [
        {"key": "light", "heading": "灯", "width": 6},
        {"key": "title", "heading": "事项", "width": 40},
    ]
    columns_set(actor=place.head, kind="cases", columns=columns)
    assert headings(place.head) == ["灯", "事项"]
    assert headings(place.office) == everybody
    columns_reset(actor=place.head, kind="cases")
    assert headings(place.head) == everybody


@pytest.mark.parametrize(
    "columns",
    [
        [],
        [{"key": "nothing", "heading": "甲", "width": 6}],
        [{"key": "title", "heading": "甲", "width": 6}] * 2,
    ],
)
def test_columns_that_cannot_be_are_refused(columns, place):
    with pytest.raises(NotSo):
        columns_set(actor=place.head, kind="cases", columns=columns)
