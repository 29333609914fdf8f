"""Section 5 of the domain text, rule by rule: deadlines, the calendar, the ladder."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from calendars.selectors import load_calendar
from calendars.units import LengthUnit
from issues.models import Deadline, DeadlinePolicy, Slip
from issues.selectors.lights import Light, light_of
from issues.selectors.slips import slip_for_page
from issues.selectors.why import why_lines
from issues.services.ladder import deadlines_sweep
from issues.services.slips import slip_receive, slip_reply
from issues.workflow import Kind, Stage
from organizations.models import Position
from tests.factories import UserFactory
from tests.rules.conftest import ZONE, march
from tests.rules.table import each_of, rule


def due_after(start: datetime, length: int, unit: str) -> datetime:
    return load_calendar().due_after(start, length, unit).at


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


@rule("5.1.1")
def each_stage_of_every_round_is_a_row(road):
    case = road.replied()
    road.go_to(9)
    road.word(case, is_solved=False)
    rows = case.deadlines.filter(stage=Stage.RESOLVE).order_by("round")
    assert [(row.round, row.started_at, row.due_at, row.met_at) for row in rows] == [
        (1, march(2), march(16, 17, 30), march(2)),
        (2, march(9), march(23, 17, 30), None),
    ]
    assert {row.paused_seconds for row in rows} == {0}
    assert {row.organization for row in rows} == {road.place.bureau}


@rule("5.1.2")
def a_rule_that_is_changed_changes_no_history(road):
    before = road.clock_of(road.dispatched(), Stage.ACCEPT)
    DeadlinePolicy.objects.filter(stage=Stage.ACCEPT).update(length=3)
    after = road.clock_of(road.dispatched(), Stage.ACCEPT)
    before.refresh_from_db()
    assert [(row.rule["length"], row.due_at) for row in (before, after)] == [
        (1, march(3, 17, 30)),
        (3, march(5, 17, 30)),
    ]


@rule("5.2.1")
def the_stages_have_their_lengths(road):
    case = road.closed(supports=[(road.place.school, "协助招生")], alone="先行答复")
    assert {row.stage: (row.rule["length"], row.rule["length_unit"]) for row in rows_of(case)} == {
        Stage.DISPATCH: (1, LengthUnit.WORKING_DAY),
        Stage.ACCEPT: (1, LengthUnit.WORKING_DAY),
        Stage.FIRST_CONTACT: (2, LengthUnit.WORKING_DAY),
        Stage.SUPPORT_REPLY: (3, LengthUnit.WORKING_DAY),
        Stage.RESOLVE: (10, LengthUnit.WORKING_DAY),
        Stage.VERIFY: (5, LengthUnit.WORKING_DAY),
        Stage.RETURN_VISIT: (30, LengthUnit.CALENDAR_DAY),
    }


def rows_of(case) -> list[Deadline]:
    return list(case.deadlines.order_by("pk"))


@rule("5.2.2")
def a_case_led_by_a_leader_has_a_date_of_its_own(road):
    case = road.dispatched(sponsor=road.place.leader, due_at=march(31, 17, 30))
    row = road.clock_of(case, Stage.RESOLVE)
    assert (row.due_at, row.rule["chosen"]) == (march(31, 17, 30), True)


@rule("5.2.3")
def the_most_specific_policy_is_chosen(road):
    facts = {"length_unit": LengthUnit.WORKING_HOUR, "since_at": march(1)}
    DeadlinePolicy.objects.create(stage=Stage.ACCEPT, kind=Kind.ISSUE, length=4, **facts)
    issue, demand = road.dispatched(kind=Kind.ISSUE), road.dispatched()
    assert road.clock_of(issue, Stage.ACCEPT).due_at == march(2, 15)
    assert road.clock_of(demand, Stage.ACCEPT).due_at == march(3, 17, 30)


@rule("5.3.1")
def working_days_end_at_the_close_of_the_last_and_the_first_is_not_counted(road):
    for start in (march(2, 0), march(2, 9), march(2, 23, 59)):
        assert due_after(start, 10, LengthUnit.WORKING_DAY) == march(16, 17, 30)


@rule("5.3.2")
def calendar_days_that_end_on_a_day_off_end_on_the_next_working_day(road):
    assert due_after(march(2), 3, LengthUnit.CALENDAR_DAY) == march(5, 17, 30)
    assert due_after(march(2), 5, LengthUnit.CALENDAR_DAY) == march(9, 17, 30)


@rule("5.3.3")
def hours_count_from_the_moment_and_working_hours_within_office_hours(road):
    friday = march(6, 16, 45)
    assert due_after(friday, 2, LengthUnit.HOUR) == march(6, 18, 45)
    assert due_after(friday, 90, LengthUnit.MINUTE) == march(6, 18, 15)
    assert due_after(friday, 4, LengthUnit.WORKING_HOUR) == march(9, 13, 45)


@rule("5.4.1")
def working_days_are_those_of_the_yearly_schedule(road):
    calendar = load_calendar()
    worked_saturday, holiday = date(2026, 2, 14), date(2026, 2, 17)
    assert calendar.is_working(worked_saturday)
    assert not calendar.is_working(holiday)
    assert due_after(at(2, 13, 9), 2, LengthUnit.WORKING_DAY) == at(2, 24, 17, 30)


@rule("5.5.1")
def every_deadline_says_why_it_is_that_date(road):
    case = road.handled()
    road.ask(case, march(20, 17, 30))
    road.decide(case, road.place.officer)
    lines = "\n".join(why_lines(road.clock_of(case, Stage.RESOLVE)))
    for said in ("10 working days", "version 1", "Started", "Saturday", "officer", "20 Mar"):
        assert said in lines


STEPS = [
    (march(13, 8, 30), 1, "blue", "handler"),
    (march(16, 8, 30), 2, "blue", "head"),
    (march(18, 17, 30), 3, "orange", "leader"),
    (march(23, 17, 30), 4, "red", "principal"),
]


@rule("5.7.1")
def the_ladder_climbs_from_the_handler_to_the_principal_leaders(road):
    case = road.handled()
    slips = Slip.objects.filter(case=case, deadline__stage=Stage.RESOLVE)
    for place, (moment, *taken) in enumerate(STEPS):
        deadlines_sweep(at=moment - timedelta(seconds=1))
        assert slips.count() == place
        deadlines_sweep(at=moment)
        last = slips.latest("level")
        assert [last.level, last.colour, last.recipient.username] == taken


def late_of(road, case, day: int) -> Slip:
    deadlines_sweep(at=march(day, 17, 30))
    return Slip.objects.filter(case=case, deadline__stage=Stage.RESOLVE).latest("level")


@rule("5.7.2")
def a_step_goes_to_the_post_and_its_delegate_during_leave(road):
    case, deputy = road.handled(), UserFactory(full_name="副职")
    Position.objects.filter(holder=road.place.leader).update(
        delegate=deputy, delegate_from_on=date(2026, 3, 17), delegate_until_on=date(2026, 3, 19)
    )
    slip = late_of(road, case, 18)
    assert (slip.position.holder, slip.recipient) == (road.place.leader, deputy)


@rule("5.7.3")
def a_vacant_post_falls_upward(road):
    case = road.handled()
    Position.objects.filter(holder=road.place.leader).update(holder=None)
    assert late_of(road, case, 18).recipient == road.place.principal


@rule("5.8.1")
def each_step_is_taken_once(road):
    case = road.handled()
    slip = late_of(road, case, 25)
    assert [deadlines_sweep(at=march(day, 17, 30))["slips"] for day in (25, 24, 25)] == [0, 0, 0]
    slip.pk, slip.number = None, "DB2026999999"
    with pytest.raises(IntegrityError), transaction.atomic():
        slip.save(force_insert=True)


@rule("5.8.2")
def a_slip_has_number_colour_receipt_and_reply(road):
    case = road.handled()
    slip = late_of(road, case, 25)
    assert (slip.number[:6], slip.colour) == ("DB2026", "red")
    slip_receive(actor=road.place.principal, slip=slip)
    slip_reply(actor=road.place.head, slip=slip, text="本周五前办结")
    slip.refresh_from_db()
    assert (slip.receipt_by, slip.replied_by) == (road.place.principal, road.place.head)
    paper = road.signed_in(road.place.officer).get(f"/cases/slips/{slip.number}/pdf/")
    assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-")


@rule("5.8.4")
def a_red_slip_that_was_made_good_turns_yellow_and_never_green(road):
    case = road.handled()
    number = late_of(road, case, 25).number
    road.go_to(26)
    road.reply(case)
    assert slip_for_page(user=road.place.officer, number=number).shown == "yellow"
    assert light_of(case, march(26)) == Light.MADE_GOOD
    road.word(case)
    case.refresh_from_db()
    assert light_of(case, march(27)) == Light.MADE_GOOD


@rule("5.9.1")
def after_an_outage_every_level_that_fell_due_is_caught_up_in_one_pass(road):
    case = road.handled()
    assert Deadline.objects.get(case=case, stage=Stage.RESOLVE).next_at == march(13, 8, 30)
    deadlines_sweep(at=march(31))
    taken = Slip.objects.filter(case=case, deadline__stage=Stage.RESOLVE).order_by("level")
    assert [(slip.level, slip.fell_due_at) for slip in taken] == [
        (level, moment) for moment, level, *_who in STEPS
    ]


@pytest.mark.django_db
@each_of(__name__)
def test_rule_of_the_clock(road, scenario):
    scenario(road)
