"""When a brief is made by itself: what an office sets in the browser is what the beat keeps to."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.db import IntegrityError
from django.urls import reverse

from core.audit import trail_of
from core.errors import NotSo, NotYou
from organizations.models import Organization
from organizations.roles import Role
from reports.models import BriefSchedule, Report
from reports.selectors.schedules import period_next, schedules_in_force
from reports.services.briefs import briefs_make
from reports.services.schedules import brief_schedule_set
from reports.tasks import briefs_make as beat
from tests.factories import MembershipFactory, OrganizationFactory

MONDAY = datetime(2026, 3, 16, 0, 30, tzinfo=UTC)
"""Half past eight in the district, on a Monday."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    root = OrganizationFactory(kind=Organization.Kind.DISTRICT)
    with time_machine.travel(MONDAY, tick=False):
        yield MembershipFactory(role=Role.VISIT_OFFICE, organization=root).user


def put(actor, kind="weekly", **facts) -> BriefSchedule:
    known = {"is_on": True, "day": 1, "ready_time": time(7, 30)}
    return brief_schedule_set(actor=actor, kind=kind, **{**known, **facts})


def made(kind: str) -> list[str]:
    found = Report.objects.filter(kind=kind).order_by("first_on")
    return [str(report.first_on) for report in found]


def at(day: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}+08:00")


@pytest.mark.parametrize(
    ("kind", "day", "clock", "moment", "before", "after"),
    [
        ("weekly", 3, "16:45", ("2026-03-18", "16:45"), "2026-03-02", "2026-03-09"),
        ("weekly", 7, "09:00", ("2026-03-22", "09:00"), "2026-03-02", "2026-03-09"),
        ("monthly", 5, "08:00", ("2026-04-05", "08:00"), "2026-02-01", "2026-03-01"),
        ("monthly", 28, "23:59", ("2026-04-28", "23:59"), "2026-02-01", "2026-03-01"),
    ],
)
def test_a_brief_comes_on_its_day_and_from_its_minute(
    office, kind, day, clock, moment, before, after
):
    put(office, kind, day=day, ready_time=time.fromisoformat(clock))
    briefs_make(at=at(*moment) - timedelta(minutes=1))
    assert made(kind) == [before]
    briefs_make(at=at(*moment))
    assert made(kind) == [before, after]


def test_the_beat_reads_the_schedule_each_time(office):
    put(office, day=2)
    put(office, "monthly", is_on=False)
    with time_machine.travel(MONDAY, tick=False):
        assert beat() == 1
    assert made("weekly") == ["2026-03-02"]
    put(office, day=1)
    with time_machine.travel(MONDAY, tick=False):
        assert beat() == 1
    assert made("weekly") == ["2026-03-02", "2026-03-09"]
    assert made("monthly") == []


def test_what_fell_due_while_it_was_off_is_not_made_up_for(office):
    briefs_make(at=MONDAY)
    put(office, is_on=False)
    assert briefs_make(at=MONDAY + 14 * DAY) == 0
    with time_machine.travel(MONDAY + 15 * DAY, tick=False):
        put(office)
    assert briefs_make(at=MONDAY + 15 * DAY) == 0
    briefs_make(at=MONDAY + 21 * DAY)
    assert made("weekly") == ["2026-03-09", "2026-03-30"]


def test_another_hour_makes_no_second_brief_of_the_same_week(office):
    briefs_make(at=MONDAY)
    put(office, ready_time=time(9, 0))
    assert briefs_make(at=MONDAY + HOUR) == 0
    assert briefs_make(at=MONDAY + 7 * DAY) == 0
    assert briefs_make(at=MONDAY + 7 * DAY + HOUR) == 1


@pytest.mark.parametrize(("kind", "day"), [("weekly", 0), ("weekly", 8), ("monthly", 29)])
def test_a_day_that_does_not_come_is_refused_by_service_and_database(office, kind, day):
    with pytest.raises(NotSo):
        put(office, kind, day=day)
    with pytest.raises(IntegrityError):
        BriefSchedule.objects.create(kind=kind, day=day, changed_by=office)


def test_who_may_not_is_refused(office):
    head = MembershipFactory(role=Role.UNIT_HEAD, organization=OrganizationFactory()).user
    with pytest.raises(NotYou):
        put(head)
    assert not BriefSchedule.objects.exists()


def test_the_change_stands_in_the_trail_with_what_was_before(office):
    schedule = put(office, day=3)
    put(office, day=3)
    last, first = trail_of(schedule)
    assert first.changes == {"day": [1, 3]}
    assert (last.changes, last.actor) == ({}, office)


def test_the_page_sets_one_kind_and_says_which_comes_next(office, signed_in):
    browser, page = signed_in(office), reverse("reports:brief_schedules")
    answer = browser.post(
        page,
        {"kind": "weekly", "weekly-day": "5", "weekly-ready_time": "14:00", "weekly-is_on": "on"},
    )
    assert answer.status_code == 302
    weekly, monthly = schedules_in_force()
    assert (weekly.day, weekly.ready_time, weekly.is_on) == (5, time(14, 0), True)
    assert monthly.pk is None
    next_one = period_next(weekly, MONDAY)
    assert weekly.ready_at(next_one) == at("2026-03-20", "14:00")
    assert str(next_one) in browser.get(page).content.decode()
    off = {"kind": "weekly", "weekly-day": "5", "weekly-ready_time": "14:00"}
    browser.post(page, off)
    assert not BriefSchedule.objects.get().is_on


def test_a_wrong_time_is_told_beside_its_field(office, signed_in):
    sent = {"kind": "monthly", "monthly-day": "31", "monthly-ready_time": "25:00"}
    answer = signed_in(office).post(reverse("reports:brief_schedules"), sent)
    assert answer.status_code == 422
    assert not BriefSchedule.objects.exists()
