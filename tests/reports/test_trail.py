"""The auditor reads the trail, has it checked, and sees who read which file."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from core.audit import SYSTEM, record
from core.models import TrailCheck, TrailEntry
from core.tasks import trail_checks_resume, trail_verify
from core.trail.checks import trail_check_run
from core.trail.guard import guard, lift
from core.trail.sealing import trail_seal
from organizations.roles import Role
from reports.trail_facts import facts_of
from tests.access.world import World

pytestmark = pytest.mark.django_db
PAGE = "/trail/"


@pytest.fixture
def world():
    return World()


@pytest.fixture
def auditor(world, signed_in):
    return signed_in(world.people[Role.AUDITOR])


def forge(world):
    """Change what the oldest line says, past the guard."""
    first = TrailEntry.objects.earliest("pk")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    lift(connection)
    TrailEntry.objects.filter(pk=first.pk).update(note="改过")
    guard(connection)
    return first


# Who read a file


def read(browser, case, *, small=False):
    stored = case.attachments.get().stored
    return browser.get(
        f"/cases/{case.number}/files/{stored.pk}/", {"size": "small"} if small else {}
    )


def readings():
    return list(TrailEntry.objects.filter(action="read").values_list("actor_name", flat=True))


def test_each_opening_of_a_file_is_kept_once_an_hour_for_each_person(world, signed_in):
    people = [world.people[Role.HANDLER], world.people[Role.VISIT_OFFICE]]
    for person in people:
        browser = signed_in(person)
        read(browser, world.case)
        read(browser, world.case)
    assert readings() == [str(person) for person in reversed(people)]
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=61), tick=False):
        read(signed_in(people[0]), world.case)
    assert len(readings()) == 3


def test_who_may_not_read_it_leaves_no_reading(world, signed_in):
    assert read(signed_in(world.people[Role.VISITING_OFFICIAL]), world.case).status_code == 404
    assert readings() == []


def test_the_small_picture_on_a_page_is_no_opening(world, signed_in, monkeypatch):
    monkeypatch.setattr("core.answers.thumbnail_of", lambda stored: b"small")
    assert read(signed_in(world.people[Role.HANDLER]), world.case, small=True).status_code == 200
    assert readings() == []


def test_a_reading_names_the_case_and_the_file_and_stays_out_of_the_cases_own_story(
    world, signed_in, auditor
):
    read(signed_in(world.people[Role.HANDLER]), world.case)
    entry = TrailEntry.objects.get(action="read")
    assert entry.subject_label == f"{world.case} · a.jpg"
    assert entry.changes["stored"] == str(world.case.attachments.get().stored_id)
    page = signed_in(world.people[Role.HANDLER]).get(f"/cases/{world.case.number}/")
    assert "read" not in [line["what"] for line in page.context["entries"]]
    found = auditor.get(PAGE, {"q": world.case.number, "action": "read"}).content.decode()
    assert "read a file" in found
    assert "a.jpg" in found


def test_a_visits_photo_is_kept_the_same_way(world, signed_in):
    photo = world.visit.photos.get()
    person = world.people[Role.VISITING_OFFICIAL]
    signed_in(person).get(f"/visits/{world.visit.number}/photos/{photo.stored_id}/")
    assert readings() == [str(person)]


# The list


def test_the_list_is_filtered_by_who_what_when_and_which(world, auditor):
    head, handler = world.people[Role.UNIT_HEAD], world.people[Role.HANDLER]
    days = [timezone.now() - dt.timedelta(days=n) for n in (0, 5)]
    for person, action, at in ((head, "accept", days[0]), (handler, "attach", days[1])):
        record(actor=person, subject=world.enterprise, action=action, at=at)
    record(actor=SYSTEM, subject=world.bureau, action="slip")
    today = timezone.localdate().isoformat()
    for query, actions in (
        ({"who": head.pk}, {"accept"}),
        ({"action": "attach"}, {"attach"}),
        ({"when_after": today}, {"accept", "slip"}),
        ({"when_before": (timezone.localdate() - dt.timedelta(days=2)).isoformat()}, {"attach"}),
        ({"q": world.enterprise.name}, {"accept", "attach"}),
        ({"q": world.enterprise.name[:2]}, {"accept", "attach"}),
        ({"q": "没有"}, set()),
    ):
        rows = auditor.get(PAGE, query).context["page"].rows
        assert {row.action for row in rows} == actions, query


def test_a_line_says_what_was_kept_leads_to_its_case_and_shows_its_place(world, auditor):
    assert world.case
    trail_seal()
    page = auditor.get(PAGE, {"q": world.case.number, "action": "accept"}).content.decode()
    assert f'href="/cases/{world.case.number}/"' in page
    assert "State</dt><dd>dispatched → accepted" in page
    place = TrailEntry.objects.get(action="accept").seal.position
    assert f">{place}</span>" in page


@pytest.mark.parametrize("rows", [2, 50])
def test_the_list_costs_the_same_at_any_length(rows, world, auditor, django_assert_num_queries):
    for n in range(rows):
        record(actor=SYSTEM, subject=world.bureau, action="slip", n=n)
    with django_assert_num_queries(11):
        auditor.get(PAGE)


# The check


def test_a_check_is_a_job_that_says_the_trail_is_whole_and_gives_its_head(world, auditor):
    assert world.case
    trail_seal()
    address = auditor.post(f"{PAGE}checks/").url
    check = TrailCheck.objects.get()
    assert (check.state, check.progress_total) == ("queued", check.progress_total)
    assert "under way" in auditor.get(address).content.decode()
    trail_checks_resume()
    check.refresh_from_db()
    assert (check.state, check.fault, check.waiting) == ("done", "", 1)
    assert auditor.get(f"{address}progress/").headers["HX-Refresh"] == "true"
    page = auditor.get(address).content.decode()
    assert f"{check.head_position}:{check.head_hash}" in page
    assert "whole" in auditor.get(PAGE).content.decode()


def test_a_check_of_a_changed_trail_names_the_line(world, auditor):
    assert world.case
    trail_seal()
    broken = forge(world)
    address = auditor.post(f"{PAGE}checks/").url
    trail_checks_resume()
    check = TrailCheck.objects.get()
    assert (check.fault, check.broken_entry) == ("changed", broken.pk)
    page = auditor.get(address).content.decode()
    assert f"第 {broken.pk} 号记录" in page
    assert "broken" in auditor.get(PAGE).content.decode()


def test_a_later_check_knows_the_head_of_an_earlier_one(world, auditor):
    assert world.case
    trail_seal()
    auditor.post(f"{PAGE}checks/")
    trail_checks_resume()
    forge(world)
    lift(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("DELETE FROM core_trailseal")
    guard(connection)
    trail_seal()
    auditor.post(f"{PAGE}checks/")
    trail_checks_resume()
    assert TrailCheck.objects.latest("pk").fault == "head"


def test_a_check_whose_worker_died_is_taken_over_and_given_up_after_three(world, auditor):
    auditor.post(f"{PAGE}checks/")
    check = TrailCheck.objects.get()
    TrailCheck.objects.update(
        state="running", heartbeat_at=timezone.now() - dt.timedelta(hours=1), attempts=1
    )
    trail_checks_resume()
    check.refresh_from_db()
    assert check.state == "done"
    TrailCheck.objects.update(state="queued", attempts=3)
    trail_check_run(pk=check.pk)
    check.refresh_from_db()
    assert check.state == "failed"


def test_the_nightly_walk_logs_a_fault_with_the_line(world, caplog):
    assert world.case
    trail_seal()
    assert trail_verify().startswith(f"{TrailEntry.objects.count()}:")
    assert caplog.records == []
    broken = forge(world)
    trail_verify()
    assert str(broken.pk) in caplog.text


# What was kept


FACTS = (
    ("issues.case", "state", ["dispatched", "accepted"], "State", "dispatched → accepted"),
    ("issues.case", "grade", "major", "Grade", "major hazard"),
    ("issues.raiseddemand", "state", "accepted", "State", "taken up"),
    ("visits.drawncase", "method", "call", "Way", "call"),
    ("visits.drawncase", "result", "not_solved", "Found", "not really solved"),
    ("visits.visitteam", "seat", "town_head", "Seat", "town or park head"),
    ("visits.campaign", "starts_on", [None, "2026-11-11"], "First day", "— → 2026-11-11"),
    ("deeds.deed.file", "sha256", "41815f", "Checksum", "41815f"),
    ("nowhere.nothing", "unheard_of", True, "Unheard_of", "yes"),
)


@pytest.mark.parametrize(("thing", "name", "value", "called", "said"), FACTS)
def test_a_fact_is_called_by_its_name_or_its_field_and_its_value_in_words(
    thing, name, value, called, said
):
    entry = TrailEntry(subject_type=thing, changes={name: value})
    assert facts_of(entry) == [(called, said)]
