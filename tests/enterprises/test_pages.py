"""The pages of the register: found, seen within reach, changed, imported."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from core.models import TrailEntry
from core.office_page import LEADING, LINE
from enterprises.models import Enterprise, ImportJob
from enterprises.selectors import enterprise_search
from enterprises.services import import_run
from enterprises.services.imports import RUN_TASK
from enterprises.tasks import import_run as import_run_task
from organizations.models import Organization
from organizations.roles import Role
from tests.enterprises.shared import CODE, OTHER_CODE, checked_job, csv_file, xlsx_file
from tests.factories import EnterpriseFactory, OrganizationFactory


@pytest.fixture
def town(db):
    return OrganizationFactory(name="亭林镇", kind=Organization.Kind.TOWN)


@pytest.fixture
def office(person_with):
    return person_with(Role.VISIT_OFFICE)


@pytest.fixture
def browser(office, signed_in):
    return signed_in(office)


def names(response):
    return [row.name for row in response.context["page"].rows]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("精密", ["东湖精密机械有限公司"]),
        ("dhjm", ["东湖精密机械有限公司"]),
        ("DHJM", ["东湖精密机械有限公司"]),
        ("jmjx", ["东湖精密机械有限公司"]),
        (CODE[:6], ["东湖精密机械有限公司"]),
        ("机械 东湖", ["东湖精密机械有限公司"]),
        ("东机", []),
        ("械精", []),
        ("精", []),
        ("  ", []),
        ("'%_", []),
    ],
)
def test_an_enterprise_is_found_by_two_characters_initials_or_code(words, found, office):
    EnterpriseFactory(name="东湖精密机械有限公司", uscc=CODE)
    EnterpriseFactory(name="西山食品厂", address="西湖路一号")
    assert [one.name for one in enterprise_search(user=office, words=words)] == found


def test_the_lookup_answers_with_town_and_address_and_only_within_reach(
    town, person_with, signed_in
):
    mine = EnterpriseFactory(name="亭林机械厂", town=town, address="一路1号")
    EnterpriseFactory(name="外镇机械厂")
    client = signed_in(person_with(Role.VISITING_OFFICIAL, town))
    answer = client.get(reverse("enterprises:lookup"), {"q": "机械"}).json()
    assert answer == {"results": [{"id": mine.pk, "text": "亭林机械厂", "hint": "亭林镇 一路1号"}]}


def test_the_list_is_filtered_by_the_address(browser, town):
    EnterpriseFactory(name="甲机械厂", town=town, industry_code="C34", employees=5)
    EnterpriseFactory(name="乙机械厂", industry_code="F51", kind=Enterprise.Kind.SHOP_OR_MARKET)
    queries = {
        "q=甲机": ["甲机械厂"],
        f"town={town.pk}": ["甲机械厂"],
        "section=F": ["乙机械厂"],
        "scale=micro": ["甲机械厂"],
        "kind=shop_or_market": ["乙机械厂"],
        "sort=name": ["甲机械厂", "乙机械厂"],
        "section=F&q=甲机": [],
    }
    for query, found in queries.items():
        assert names(browser.get(reverse("enterprises:list") + "?" + query)) == found, query


def test_each_condition_of_the_list_is_a_chip_and_so_are_views_and_columns(browser):
    page = browser.get(reverse("enterprises:list"))
    found = page.context["filter"]
    own = [f.name for f in found.form.visible_fields() if f.name not in ("q", *found.rare)]
    chips = [*own, "the rare ones", "my views", "columns"]
    assert page.content.decode().count('<details class="chip') == len(chips)


@pytest.mark.parametrize("count", [2, 30])
def test_the_list_takes_the_same_queries_for_any_length(
    count, browser, town, django_assert_num_queries
):
    EnterpriseFactory.create_batch(count, town=town)
    with django_assert_num_queries(LIST_QUERIES):
        browser.get(reverse("enterprises:list"))


LIST_QUERIES = 13


def test_an_enterprise_page_shows_its_facts(browser, town):
    enterprise = EnterpriseFactory(
        name="东湖机械厂", town=town, uscc=CODE, employees=320, revenue_wan="5600.5"
    )
    page = browser.get(reverse("enterprises:detail", args=[enterprise.pk])).content.decode()
    for fact in ("东湖机械厂", "亭林镇", CODE, "320", "5,600.5"):
        assert fact in page, fact


FORM = {"name": "东湖机械厂", "uscc": f" {CODE.lower()} ", "kind": "enterprise", "is_active": "on"}


def test_a_new_enterprise_is_saved_with_scale_and_trail(browser):
    facts = {
        "industry_code": "C34",
        "employees": 300,
        "revenue_wan": 2000,
        "tags": "规上，专精特新",
    }
    answer = browser.post(reverse("enterprises:create"), {**FORM, **facts})
    enterprise = Enterprise.objects.get()
    assert answer.url == reverse("enterprises:detail", args=[enterprise.pk])
    assert (enterprise.uscc, enterprise.scale, enterprise.industry, enterprise.tag_names) == (
        CODE,
        "medium",
        "通用设备制造业",
        ["专精特新", "规上"],
    )
    assert TrailEntry.objects.get().action == "enterprises.enterprise_add"


def test_a_change_is_recorded_from_what_to_what(browser):
    enterprise = EnterpriseFactory(name="旧名厂", uscc=CODE, employees=5)
    browser.post(
        reverse("enterprises:change", args=[enterprise.pk]),
        {**FORM, "name": "新名厂", "employees": 9},
    )
    changes = TrailEntry.objects.get().changes
    assert changes == {"name": ["旧名厂", "新名厂"], "employees": [5, 9]}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"uscc": CODE[:-1] + "X"}, "The check character"),
        ({"uscc": OTHER_CODE}, "another enterprise with this credit code"),
        ({"name": ""}, "required"),
        ({"registered_on": "2190-01-01"}, "lies in the future"),
        ({"employees": "-3"}, "greater than or equal to 0"),
        ({"seen_at": "2020-01-01T00:00:00+00:00"}, "Somebody else changed"),
    ],
)
def test_a_wrong_entry_is_refused_and_nothing_typed_is_lost(wrong, sentence, browser):
    EnterpriseFactory(uscc=OTHER_CODE)
    enterprise = EnterpriseFactory(name="旧名厂", uscc=CODE)
    form = {**FORM, "address": "刚刚写下的地址", **wrong}
    answer = browser.post(reverse("enterprises:change", args=[enterprise.pk]), form)
    page = answer.content.decode()
    assert sentence in page
    assert "刚刚写下的地址" in page
    enterprise.refresh_from_db()
    assert enterprise.name == "旧名厂"


def uploaded(browser, file, follow=False):
    return browser.post(reverse("enterprises:import_new"), {"file": file}, follow=follow)


def test_an_upload_is_checked_shown_and_applied(browser, django_capture_on_commit_callbacks):
    rows = [["甲厂", CODE], ["乙厂", CODE[:-1] + "X"]]
    assert import_run_task.name == RUN_TASK
    with django_capture_on_commit_callbacks(execute=True):
        answer = uploaded(browser, csv_file(["企业名称", "信用代码"], *rows))
    job = ImportJob.objects.get()
    page = browser.get(answer.url).content.decode()
    assert "Apply: add 1, change 0" in page
    assert "The check character of the credit code does not fit" in page
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(reverse("enterprises:import_apply", args=[job.pk]))
    assert "Applied: 1 added, 0 changed." in browser.get(answer.url).content.decode()
    assert Enterprise.objects.get().name == "甲厂"


def test_a_file_that_is_no_register_is_refused_on_the_page(browser):
    file = SimpleUploadedFile("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9)
    page = uploaded(browser, file).content.decode()
    assert "save it in Excel as .xlsx" in page
    assert not ImportJob.objects.exists()


def test_progress_asks_for_itself_until_the_work_is_over(browser, office):
    job = checked_job(office, csv_file(["企业名称"], ["甲厂"]))
    address = reverse("enterprises:import_progress", args=[job.pk])
    assert browser.get(address)["HX-Refresh"] == "true"
    ImportJob.objects.update(state="running")
    answer = browser.get(address)
    assert "HX-Refresh" not in answer.headers
    assert f'hx-get="{address}"' in answer.content.decode()


def test_the_refused_rows_come_back_as_text_with_the_reason(browser, office):
    rows = [["=1+1", "+2"], ["@x", "约"], ["-y", "3"], ["长" * 30, "约"]]
    job = checked_job(office, csv_file(["企业名称", "职工人数"], *rows))
    ImportJob.objects.filter(pk=job.pk).update(state="done")
    content = browser.get(reverse("enterprises:import_refused", args=[job.pk])).content
    page = load_workbook(io.BytesIO(content)).active
    (header, *sheet) = page.iter_rows()
    assert [cell.value for cell in header][:2] == ["企业名称", "职工人数"]
    assert [(row[0].value, row[0].data_type, row[2].value) for row in sheet] == [
        ("@x", "s", "3"),
        ("长" * 30, "s", "5"),
    ]
    assert (page.print_title_rows, page.page_setup.fitToWidth) == ("$1:$1", 1)
    assert page.row_dimensions[3].height == 5 * LINE + LEADING
    assert "is not a number" in sheet[0][3].value


def test_the_template_is_recognised_column_by_column(browser, office):
    content = browser.get(reverse("enterprises:import_template")).content
    header = [cell.value for cell in next(load_workbook(io.BytesIO(content)).active.iter_rows())]
    job = checked_job(office, xlsx_file(header, ["甲厂", *[None] * (len(header) - 1)]))
    assert len(job.columns) == len(header)
    assert job.added == 1


def test_an_import_page_takes_the_same_queries_for_any_length(
    browser, office, town, django_assert_num_queries
):
    def job_of(count):
        rows = [[f"{count}号厂{n}", "亭林"] for n in range(count)]
        return checked_job(office, csv_file(["企业名称", "属地"], *rows))

    for job in (job_of(2), job_of(30)):
        with django_assert_num_queries(IMPORT_QUERIES):
            browser.get(reverse("enterprises:import_detail", args=[job.pk]))


IMPORT_QUERIES = 10


def test_another_persons_import_is_shown_to_who_may_import(person_with, signed_in, office):
    job = checked_job(office, csv_file(["企业名称"], ["甲厂"]))
    address = reverse("enterprises:import_detail", args=[job.pk])
    assert signed_in(person_with(Role.VISIT_OFFICE)).get(address).status_code == 200
    assert signed_in(person_with(Role.AUDITOR)).get(address).status_code == 404


def test_a_confirmation_sent_twice_is_answered_with_a_sentence(browser, office):
    job = checked_job(office, csv_file(["企业名称"], ["甲厂"]))
    address = reverse("enterprises:import_apply", args=[job.pk])
    assert browser.post(address).status_code == 302
    import_run(pk=job.pk)
    assert browser.post(address).status_code == 409
    assert Enterprise.objects.count() == 1
