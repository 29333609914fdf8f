"""The calendar changes: what runs over the touched days moves, and nothing else does."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from calendars.changes import DayDecision, DayWithdrawal, NamedDay, YearImport
from calendars.counting import instant
from calendars.hours import hours_read
from calendars.models import Day, Edition
from calendars.selectors import load_calendar
from calendars.services import calendar_change, calendar_preview
from core.models import TrailEntry
from issues.models import Case, CaseRequest, Deadline, DueShift, Slip
from issues.selectors.why import WHAT_MOVED, why_lines
from issues.services.cases import case_register
from issues.services.clocks import deadlines_pause, deadlines_resume
from issues.services.deadlines import next_step
from issues.services.dispatch import case_dispatch_on_the_spot
from issues.services.ladder import deadlines_sweep
from issues.services.shifting import deadlines_keep
from issues.workflow import Asked, Stage
from notices.models import Notice
from organizations.roles import Role

pytestmark = pytest.mark.each_database

ZONE = ZoneInfo("Asia/Shanghai")
WEDNESDAY = date(2026, 3, 11)


def march(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=ZONE)


@pytest.fixture
def administrator(person_with, district):
    return person_with(Role.ADMINISTRATOR, district.root)


def dispatched(district, at=None):
    """A case dispatched on Monday 2 March at 9:00: to be resolved by Monday 16 March."""
    with time_machine.travel(at or march(2), tick=False):
        case = case_register(
            actor=district.officer, kind="demand", enterprise=district.firm, title="招工难"
        )
        case_dispatch_on_the_spot(actor=district.officer, case=case, lead=district.bureau)
    return case


def strike(actor, first=WEDNESDAY, last=None, **facts):
    change = DayDecision(first, is_working=False, reason="台风停工", last_on=last, **facts)
    return calendar_change(actor=actor, change=change)


def due(case, stage=Stage.RESOLVE) -> str:
    row = case.deadlines.get(stage=stage, met_at__isnull=True)
    return f"{timezone.localtime(row.due_at):%m-%d %H:%M}"


def test_a_struck_day_moves_what_runs_over_it_with_its_ladder_and_its_case(district, administrator):
    case = dispatched(district)
    edition = strike(administrator)
    row = case.deadlines.get(stage=Stage.RESOLVE)
    assert due(case) == "03-17 17:30"
    assert (row.due_on, row.due_at) == (date(2026, 3, 17), row.original_due_at)
    assert (row.next_level, row.next_at) == next_step(row, load_calendar())
    assert f"{timezone.localtime(row.next_at):%m-%d %H:%M}" == "03-16 08:30"
    case.refresh_from_db()
    assert case.resolve_due_at == case.resolve_original_due_at == row.due_at
    assert edition.moved == 1


def test_what_ends_before_the_day_or_begins_after_it_stays(district, administrator):
    early, late = dispatched(district), dispatched(district, at=march(12))
    before = {row.pk: row.due_at for row in Deadline.objects.exclude(stage=Stage.RESOLVE)}
    strike(administrator)
    assert before == {row.pk: row.due_at for row in Deadline.objects.exclude(stage=Stage.RESOLVE)}
    assert due(late) == "03-26 17:30"
    assert DueShift.objects.get().deadline.case == early


def test_the_preview_says_what_the_change_then_does(district, administrator):
    dispatched(district)
    dispatched(district)
    dispatched(district, at=march(3))
    change = DayDecision(WEDNESDAY, is_working=False, reason="台风停工")
    foresight = calendar_preview(actor=administrator, change=change)
    assert DueShift.objects.count() == 0
    edition = calendar_change(actor=administrator, change=change)
    closes = [instant(date(2026, 3, day), time(17, 30)) for day in (16, 17, 18)]
    assert [tuple(shift) for shift in foresight.shifts] == [
        (closes[0], closes[1], 2),
        (closes[1], closes[2], 1),
    ]
    moved = DueShift.objects.filter(edition=edition).values_list("was_at", "now_at")
    assert sorted(moved) == [tuple(closes[:2])] * 2 + [tuple(closes[1:])]
    assert foresight.count == edition.moved == 3


def test_each_case_has_one_line_of_trail_and_each_head_one_notice(district, administrator):
    for _number in range(3):
        dispatched(district)
    strike(administrator, date(2026, 3, 3), date(2026, 3, 4))
    lines = TrailEntry.objects.filter(action="calendar_shift")
    assert lines.count() == Case.objects.count() == 3
    told = lines.first()
    assert (told.actor_id, told.changes["reason"]) == (administrator.pk, "台风停工")
    assert {shift["stage"] for shift in told.changes["shifts"]} == {
        "accept", "first_contact", "resolve"
    }  # fmt: skip
    notice = Notice.objects.get(template="issues.calendar_shift")
    assert (notice.recipient, notice.params) == (district.head, {"count": 9})
    assert notice.url == f"/cases/deadlines/?unit={district.bureau.pk}"


def test_the_cases_page_tells_of_the_shift(district, administrator, signed_in):
    case = dispatched(district)
    with time_machine.travel(march(9), tick=False):
        strike(administrator)
        page = signed_in(district.head).get(f"/cases/{case.number}/").content.decode()
    assert "the work calendar moved dates" in page
    assert "Reason: 台风停工" in page
    assert "resolve: Mon 16 Mar 17:30 → Tue 17 Mar 17:30" in page


def test_withdrawing_brings_every_date_back(district, administrator):
    case = dispatched(district)
    before = list(Deadline.objects.order_by("pk").values())
    strike(administrator)
    calendar_change(actor=administrator, change=DayWithdrawal(WEDNESDAY))
    assert list(Deadline.objects.order_by("pk").values()) == before
    assert due(case) == "03-16 17:30"


def test_what_is_met_taken_back_or_stands_still_stays(district, administrator):
    met, cancelled, paused = (dispatched(district) for _number in range(3))
    at = march(3)
    met.deadlines.update(met_at=at, next_at=None, next_level=None)
    cancelled.deadlines.update(cancelled_at=at, next_at=None, next_level=None)
    deadlines_pause(paused, at=at)
    assert strike(administrator).moved == 0
    deadlines_resume(paused, at=march(4))
    assert due(paused) == "03-18 17:30"


def extend(case, row, due_at, *, at, by):
    return CaseRequest.objects.create(
        case=case, kind=Asked.EXTENSION, round=1, deadline=row, from_at=row.due_at, due_at=due_at,
        reason="须市局批复", told="已说明", requested_by=case.lead_unit.positions.get().holder,
        requested_at=at, approved=True, decided_by=by, decided_at=at,
    )  # fmt: skip


def test_a_date_that_somebody_set_stays(district, administrator):
    chosen, friday = dispatched(district), instant(date(2026, 3, 13), time(17, 30))
    facts = {"due_at": friday, "original_due_at": friday, "due_on": friday.date()}
    rows = chosen.deadlines.filter(stage=Stage.RESOLVE)
    rows.update(rule={"chosen": True, "version": None}, **facts)
    extended = dispatched(district)
    row = extended.deadlines.get(stage=Stage.RESOLVE)
    new = instant(date(2026, 3, 20), time(17, 30))
    extend(extended, row, new, at=march(5), by=district.officer)
    Deadline.objects.filter(pk=row.pk).update(due_at=new, due_on=new.date())
    assert strike(administrator, date(2026, 3, 13), date(2026, 3, 20)).moved == 0
    assert (due(chosen), due(extended)) == ("03-13 17:30", "03-20 17:30")


def test_a_day_off_after_the_date_moves_only_the_ladder(district, administrator):
    case = dispatched(district)
    deadlines_sweep(at=march(17))
    row = case.deadlines.get(stage=Stage.RESOLVE)
    assert f"{timezone.localtime(row.next_at):%m-%d}" == "03-18"
    assert strike(administrator, date(2026, 3, 17), date(2026, 3, 17)).moved == 0
    row.refresh_from_db()
    assert f"{timezone.localtime(row.next_at):%m-%d}" == "03-19"
    assert due(case) == "03-16 17:30"


def test_a_step_that_was_taken_is_not_taken_again(district, administrator):
    case = dispatched(district)
    deadlines_sweep(at=march(14))
    taken = Slip.objects.filter(case=case, deadline__stage=Stage.RESOLVE).count()
    assert taken == 1
    strike(administrator, date(2026, 3, 16))
    deadlines_sweep(at=march(16, 18))
    assert Slip.objects.filter(deadline__stage=Stage.RESOLVE).count() == taken
    deadlines_sweep(at=march(17, 18))
    assert Slip.objects.filter(deadline__stage=Stage.RESOLVE).count() == taken + 1


def test_a_half_day_brings_the_close_forward(district, administrator):
    case = dispatched(district)
    morning = hours_read("08:30-11:30")
    change = DayDecision(date(2026, 3, 16), is_working=True, hours=morning, reason="停电检修")
    calendar_change(actor=administrator, change=change)
    assert due(case) == "03-16 11:30"


def test_a_year_that_is_published_makes_its_dates_firm_and_moves_them(district, administrator):
    at = datetime(2026, 12, 28, 10, tzinfo=ZONE)
    case = dispatched(district, at=at)
    accept = case.deadlines.get(stage=Stage.ACCEPT)
    row = case.deadlines.get(stage=Stage.RESOLVE)
    assert (row.is_provisional, due(case)) == (True, "01-12 17:30")
    off = [date(2027, 1, day) for day in (1, 2, 3)] + [
        date(2027, month, day) for month, days in ((5, (1, 2)), (10, (1, 2, 3))) for day in days
    ]
    days = (*(NamedDay(day, "x", False) for day in off), NamedDay(date(2027, 1, 9), "x", True))
    with time_machine.travel(at, tick=False):
        calendar_change(actor=administrator, change=YearImport(2027, days))
    row.refresh_from_db()
    assert (row.is_provisional, due(case)) == (False, "01-11 17:30")
    accept.refresh_from_db()
    assert not accept.shifts.exists()


def test_why_this_date_tells_of_the_shift_and_names_the_day(district, administrator):
    dispatched(district)
    with time_machine.travel(march(9), tick=False):
        strike(administrator)
        row = Deadline.objects.prefetch_related(*WHAT_MOVED).get(stage=Stage.RESOLVE)
        lines = why_lines(row)
    assert "Wed 11 Mar: not counted, day off by district decision: 台风停工" in lines
    assert (
        "Moved by the work calendar from Mon 16 Mar 17:30 to Tue 17 Mar 17:30 on Mon 9 Mar: 台风停工"
        in lines
    )
    assert not any(line.startswith("Originally") for line in lines)


def test_the_number_of_statements_does_not_grow_with_the_deadlines(district, administrator):
    counts = []
    for more in (1, 1, 12):
        for _number in range(more):
            dispatched(district)
        with CaptureQueriesContext(connection) as queries:
            strike(administrator)
        counts.append(len(queries))
        calendar_change(actor=administrator, change=DayWithdrawal(WEDNESDAY))
    assert counts[1] == counts[2]


def test_the_nightly_look_mends_what_a_change_has_just_missed(district, administrator):
    case = dispatched(district)
    with time_machine.travel(march(5), tick=False):
        assert deadlines_keep() == 0
        editions = Edition.objects.count()
        missed = instant(date(2026, 3, 18), time(17, 30))
        case.deadlines.filter(stage=Stage.RESOLVE).update(due_at=missed, due_on=missed.date())
        assert deadlines_keep() == 1
    assert due(case) == "03-16 17:30"
    assert Edition.objects.count() == editions + 1


def test_a_change_that_fails_moves_nothing(district, administrator, monkeypatch):
    case = dispatched(district)
    monkeypatch.setattr("issues.services.shifting._tell", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        strike(administrator)
    assert due(case) == "03-16 17:30"
    assert Day.objects.get(date=WEDNESDAY).is_working
