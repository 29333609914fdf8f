"""Reports that are kept: the same again, who sees them, links that run out, workers that die."""

import io
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse
from openpyxl import load_workbook

from core import jobs
from core.errors import NotNow, NotYou
from core.leftovers import leftovers_remove
from core.models import Job, StoredFile, TrailEntry
from issues.models import Case
from organizations.models import Organization
from organizations.roles import Role
from reports.models import Report
from reports.services import reports, starting
from reports.services.reports import (
    LIVES,
    files_expire,
    report_run,
    report_take,
    reports_resume,
)
from reports.services.starting import lists_report, report_again
from tests.factories import CaseFactory, MembershipFactory, OrganizationFactory
from tests.reports.district import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_that_morning")]


@pytest.fixture(scope="module")
def places(once):
    """A bureau with two cases, another with one, and the people who take lists away."""

    def make():
        with time_machine.travel(NOW, tick=False):
            district = OrganizationFactory(name="临江区", kind=Organization.Kind.DISTRICT)
            bureau, other = (OrganizationFactory(parent=district) for _n in range(2))
            for unit in (bureau, bureau, other):
                CaseFactory(kind="issue", lead_unit=unit, oversight_unit=district)

            def person(role, unit):
                return MembershipFactory(role=role, organization=unit).user

            return SimpleNamespace(
                bureau=bureau,
                office=person(Role.VISIT_OFFICE, district),
                staff=person(Role.REPORT_STAFF, district),
                auditor=person(Role.AUDITOR, district),
                leader=person(Role.DISTRICT_LEADER, district),
                safety=person(Role.SAFETY_OFFICER, bureau),
                head=person(Role.UNIT_HEAD, bureau),
                deputy=person(Role.UNIT_HEAD, bureau),
                other_head=person(Role.UNIT_HEAD, other),
                handler=person(Role.HANDLER, bureau),
            )

    with once(make) as made:
        yield made


def made(actor, query=""):
    report = lists_report(actor=actor, params=QueryDict(query))
    return report_run(pk=report.pk)


def content(report) -> bytes:
    with report.stored.file.open("rb") as file:
        return file.read()


def numbers(report) -> list:
    sheet = load_workbook(io.BytesIO(content(report))).worksheets[0]
    return [row[1] for row in sheet.iter_rows(min_row=4, values_only=True) if row[1]]


def test_a_report_says_what_it_is_of(places):
    report = made(places.office, f"lead_unit={places.bureau.pk}")
    assert (report.state, report.as_of, report.reach) == (Job.State.DONE, NOW, "whole")
    assert str(places.bureau) in report.filtered_by
    assert report.row_count == report.progress_done == len(numbers(report)) == 2


def test_made_again_it_is_the_same_file_whatever_changed_meanwhile(places, monkeypatch):
    monkeypatch.setattr(starting, "AT_ONCE_MOST", 1)
    report = made(places.office)
    first = content(report)
    with time_machine.travel(NOW + LIVES + timedelta(hours=1), tick=False):
        Case.objects.update(title="changed meanwhile")
        CaseFactory(kind="issue")
        assert files_expire() == 1
        report.refresh_from_db()
        report_again(actor=places.staff, report=report)
        again = report_run(pk=report.pk)
    assert content(again) == first
    assert again.as_of == NOW


@pytest.mark.parametrize(
    ("maker", "readers"),
    [
        ("office", {"office", "staff", "auditor"}),
        ("head", {"office", "staff", "auditor", "head", "deputy"}),
        ("leader", {"office", "staff", "auditor", "leader"}),
        ("safety", {"office", "staff", "auditor", "safety"}),
    ],
)
def test_who_may_see_as_much_sees_the_report(maker, readers, places):
    report = made(getattr(places, maker))
    people = {name: one for name, one in vars(places).items() if name != "bureau"}
    seeing = {
        name for name, one in people.items() if Report.objects.visible_to(one).filter(pk=report.pk)
    }
    assert seeing == readers


def test_who_left_the_unit_no_longer_sees_what_they_made_there(places):
    report = made(places.head)
    places.head.memberships.all().delete()
    MembershipFactory(role=Role.UNIT_HEAD, user=places.head)
    head = type(places.head).objects.get(pk=places.head.pk)
    assert not Report.objects.visible_to(head).filter(pk=report.pk)


def test_duties_that_changed_before_it_was_made_end_it(places):
    report = lists_report(actor=places.head, params=QueryDict())
    MembershipFactory(role=Role.VISIT_OFFICE, user=places.head, organization=places.bureau.parent)
    report = report_run(pk=report.pk)
    assert (report.state, report.stored) == (Job.State.FAILED, None)
    assert "职责" in report.message


@pytest.mark.parametrize("name", ["handler", "auditor"])
def test_who_takes_no_lists_away_makes_none(name, places):
    with pytest.raises(NotYou):
        lists_report(actor=getattr(places, name), params=QueryDict())
    assert not Report.objects.exists()


def test_the_link_of_a_large_one_runs_out_and_says_so(places, monkeypatch, signed_in):
    monkeypatch.setattr(starting, "AT_ONCE_MOST", 1)
    report = made(places.office)
    address = reverse("reports:report_file", args=[report.pk])
    assert signed_in(places.office).get(address).status_code == 200
    with time_machine.travel(NOW + LIVES, tick=False):
        answer = signed_in(places.office).get(address)
        assert (answer.status_code, b"ran out" in answer.content) == (410, True)
        with pytest.raises(NotNow):
            report_take(actor=places.office, report=report)
    with time_machine.travel(NOW + LIVES + timedelta(days=3), tick=False):
        files_expire()
        leftovers_remove()
    assert not StoredFile.objects.filter(pk=report.stored_id).exists()
    assert StoredFile.objects.filter(pk=report.frozen_id).exists()


def test_small_ones_are_kept(places):
    assert made(places.office).expires_at is None


def test_a_file_that_is_there_is_not_made_again(places):
    with pytest.raises(NotNow):
        report_again(actor=places.office, report=made(places.office))


def test_the_trail_says_who_asked_and_who_took(places):
    report = made(places.office)
    report_take(actor=places.staff, report=report)
    told = TrailEntry.objects.filter(subject_type="reports.report", subject_id=report.pk)
    assert list(told.order_by("id").values_list("action", "actor")) == [
        ("report_start", places.office.pk),
        ("report_take", places.staff.pk),
    ]


def test_two_workers_make_it_once_and_a_dead_one_is_followed(places):
    report = lists_report(actor=places.office, params=QueryDict())
    assert jobs.claim(Report, report.pk)
    assert report_run(pk=report.pk) is None
    with time_machine.travel(NOW + jobs.SILENCE + timedelta(seconds=1), tick=False):
        reports_resume()
    report.refresh_from_db()
    assert (report.state, report.attempts) == (Job.State.DONE, 2)


def test_a_worker_that_reads_for_long_is_not_taken_for_dead(places):
    report = lists_report(actor=places.office, params=QueryDict())
    job = jobs.claim(Report, report.pk)
    jobs.keep(job, silent_for=reports.READING_MOST)
    with time_machine.travel(NOW + jobs.SILENCE + timedelta(minutes=1), tick=False):
        assert jobs.claim(Report, report.pk) is None


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"state": "done"}, "report_done_keeps_what_it_is_of"),
    ],
)
def test_the_database_holds(facts, constraint, places):
    report = lists_report(actor=places.office, params=QueryDict())
    for name, value in facts.items():
        setattr(report, name, value)
    with pytest.raises(ValidationError, match=constraint):
        report.validate_constraints()


def test_a_large_export_asks_before_it_begins(places, monkeypatch, signed_in):
    monkeypatch.setattr(starting, "AT_ONCE_MOST", 1)
    client, address = signed_in(places.office), reverse("reports:lists_export")
    assert b"3 rows" in client.get(address).content
    answer = client.post(f"{address}?lead_unit={places.bureau.pk}")
    report = Report.objects.get()
    assert (answer.url, report.progress_total) == (report.get_absolute_url(), 2)
    assert b"hx-get" in client.get(answer.url).content
    report_run(pk=report.pk)
    url = reverse("reports:report_progress", args=[report.pk])
    assert client.get(url)["HX-Refresh"] == "true"


def test_the_list_takes_the_same_statements_however_many(
    places, signed_in, django_assert_num_queries
):
    client, address = signed_in(places.office), reverse("reports:report_list")
    for _n in range(2):
        made(places.office)
    client.get(address)
    with django_assert_num_queries(10):
        client.get(address)
    for _n in range(5):
        made(places.office)
    with django_assert_num_queries(10):
        client.get(address)
