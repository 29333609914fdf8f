"""Milestones planned backwards over holidays, moved with a reason, met with what shows it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from core.errors import NotNow, NotSo, NotYou
from issues.models import Deadline, KeyTask, Milestone, Replan
from issues.selectors.plans import days_backwards, marks_of, milestones_of
from issues.selectors.wall import wall_rows
from issues.selectors.why import why_lines
from issues.services.cases import case_register
from issues.services.dispatch import case_dispatch, case_triage
from issues.services.handling import (
    case_accept,
    case_approve_reply,
    case_assign,
    case_submit_reply,
)
from issues.services.key_tasks import (
    key_task_change,
    key_task_create,
    key_task_meet_milestone,
    key_task_plan,
    key_task_withdraw,
)
from issues.services.kin import case_merge
from issues.services.ladder import deadlines_sweep
from issues.services.offers import moves_offered
from issues.services.plans import Line, case_meet_milestone, case_plan
from issues.services.requests import case_ask_withdrawal, case_decide_request
from issues.workflow import Asked, Stage, Tier
from tests.factories import OrganizationFactory

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 9, 14)


def september(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 9, day, hour, tzinfo=ZONE)


@pytest.fixture
def clock():
    """Monday 14 September 2026, 9:00: before the mid-autumn and the national holidays."""
    with time_machine.travel(september(14), tick=False) as traveller:
        yield traveller


@pytest.fixture
def case(clock, district):
    """Led by a leader, in the handler's hands, due on Friday 16 October."""
    due_at = datetime(2026, 10, 16, 17, 30, tzinfo=ZONE)
    made = case_register(
        actor=district.officer, kind="demand", enterprise=district.firm, title="扩建用地"
    )
    case_triage(actor=district.officer, case=made, tier=Tier.LEADER_LED)
    case_dispatch(
        actor=district.officer, case=made, lead=district.bureau, sponsor=district.leader,
        resolve_due_at=due_at,
    )  # fmt: skip
    case_accept(actor=district.head, case=made)
    case_assign(actor=district.head, case=made, handler=district.handler)
    return made


@pytest.fixture
def key_task(clock, district):
    return key_task_create(
        actor=district.officer, title="园区路网贯通", goal="", leader=district.leader,
        organization=district.bureau, units=[district.town], starts_on=date(2026, 3, 2),
        ends_on=date(2026, 12, 31),
    )  # fmt: skip


LINES = [Line("方案", 5, date(2026, 9, 23)), Line("完工", 8, date(2026, 10, 16))]


def moved_to(case, day: date) -> list[Line]:
    first, second = case.milestones.order_by("pk")
    return [Line("方案", 5, day, first), Line("完工", 8, date(2026, 10, 16), second)]


@pytest.mark.parametrize(
    ("end_on", "lengths", "days"),
    [
        (date(2026, 9, 18), [1, 2, 1], [date(2026, 9, 15), date(2026, 9, 17), date(2026, 9, 18)]),
        # 1 to 7 October is off, Saturday the 10th is worked
        (date(2026, 10, 16), [3, 8], [date(2026, 9, 30), date(2026, 10, 16)]),
        # the 4th is in the holiday: the last working day before it
        (date(2026, 10, 4), [2], [date(2026, 9, 30)]),
    ],
)
def test_days_are_counted_backwards_over_holidays(db, end_on, lengths, days):
    assert days_backwards(end_on, lengths, since=TODAY) == days


def test_what_does_not_fit_and_an_end_that_is_over_say_by_how_much(db):
    with pytest.raises(NotSo, match="take 9 working days together, but only 4 are left"):
        days_backwards(date(2026, 9, 18), [4, 5], since=TODAY)
    with pytest.raises(NotSo, match="is over"):
        days_backwards(date(2026, 9, 11), [1], since=TODAY)


def test_a_milestone_of_a_case_is_a_deadline_like_every_other(case, district, clock):
    case_plan(actor=district.head, case=case, lines=LINES)
    rows = Deadline.objects.filter(stage=Stage.MILESTONE).order_by("pk")
    assert [(row.organization, row.due_on, row.next_level) for row in rows] == [
        (district.bureau, date(2026, 9, 23), 1),
        (district.bureau, date(2026, 10, 16), 1),
    ]
    assert "backwards" in why_lines(rows[0])[0]
    clock.move_to(datetime(2026, 9, 23, 10, tzinfo=ZONE))
    deadlines_sweep()
    assert rows[0].slips.exists()


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([], "at least one"),
        ([Line("方案", 1, date(2026, 9, 11))], "is over"),
        ([Line("方案", 1, date(2026, 10, 19))], "after the whole"),
        (LINES[::-1], "has an earlier date"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_in_words(case, district, lines, sentence):
    with pytest.raises(NotSo, match=sentence):
        case_plan(actor=district.leader, case=case, lines=lines)
    assert not Milestone.objects.exists()


def test_a_moved_milestone_keeps_its_first_date_and_says_why(case, district):
    case_plan(actor=district.head, case=case, lines=LINES)
    later = moved_to(case, date(2026, 9, 28))
    with pytest.raises(NotSo, match="why the plan changes"):
        case_plan(actor=district.head, case=case, lines=later)
    case_plan(actor=district.head, case=case, lines=later, reason="规划调整")
    mark = marks_of(milestones_of(case))[0]
    assert (mark.original_on, mark.due_on) == (date(2026, 9, 23), date(2026, 9, 28))
    assert mark.slip == 2
    assert Replan.objects.get().reason == "规划调整"
    assert Deadline.objects.filter(stage=Stage.MILESTONE, cancelled_at__isnull=False).count() == 1


def test_whoever_is_late_does_not_move_their_own_date(case, district, clock):
    case_plan(actor=district.head, case=case, lines=LINES)
    clock.move_to(september(24))
    later = {"case": case, "lines": moved_to(case, date(2026, 9, 30)), "reason": "材料未齐"}
    with pytest.raises(NotYou):
        case_plan(actor=district.head, **later)
    case_plan(actor=district.leader, **later)


def test_a_milestone_is_met_once_with_what_shows_it(case, district):
    case_plan(actor=district.head, case=case, lines=LINES)
    first = case.milestones.order_by("pk").first()
    with pytest.raises(NotSo):
        case_meet_milestone(actor=district.handler, case=case, milestone=first, note=" ")
    case_meet_milestone(actor=district.handler, case=case, milestone=first, note="方案已批")
    assert first.deadline.__class__.objects.get(pk=first.deadline_id).was_met_in_time
    with pytest.raises(NotSo):
        case_meet_milestone(actor=district.handler, case=case, milestone=first, note="再报")


def test_only_a_leader_led_case_has_a_plan(case, district):
    case.tier = Tier.TIME_LIMITED
    case.save()
    with pytest.raises(NotNow):
        case_plan(actor=district.officer, case=case, lines=LINES)


def test_the_plan_is_offered_to_lead_sponsor_and_office(case, district):
    for person in (district.head, district.leader, district.officer):
        assert "plan" in {move.name for move in moves_offered(user=person, case=case)}
    assert moves_offered(user=district.town_head, case=case) == []


def test_days_are_proposed_on_the_page_and_nothing_typed_is_lost(case, district, client):
    client.force_login(district.head)
    page = reverse("issues:case_step", args=[case.number, "plan"])
    assert client.get(page).status_code == 200
    typed = {
        "lines-TOTAL_FORMS": 2, "lines-INITIAL_FORMS": 0, "lines-0-name": "方案",
        "lines-0-length": 3, "lines-1-name": "完工", "lines-1-length": 8,
    }  # fmt: skip
    shown = client.post(page, {**typed, "propose": 1}).text
    assert "2026-09-30" in shown
    assert "2026-10-16" in shown
    assert "方案" in shown
    assert not Milestone.objects.exists()
    shown = client.post(page, {**typed, "lines-1-length": 70, "propose": 1}).text
    assert "完工" in shown
    assert "73" in shown
    days = {"lines-0-due_on": "2026-09-30", "lines-1-due_on": "2026-10-16"}
    assert client.post(page, {**typed, **days}).status_code == 302
    assert Milestone.objects.count() == 2
    page = reverse("issues:case_step", args=[case.number, "meet_milestone"])
    sent = {"milestone": Milestone.objects.get(name="方案").pk, "note": "方案已批"}
    assert client.post(page, sent).status_code == 302
    assert "方案已批" in client.get(case.get_absolute_url()).text


def test_a_key_task_goes_its_way_on_the_pages(district, clock, client):
    client.force_login(district.officer)
    facts = {
        "title": "园区路网贯通", "leader": district.leader.pk, "organization": district.bureau.pk,
        "starts_on": "2026-09-14", "ends_on": "2026-10-16",
    }  # fmt: skip
    page = reverse("issues:key_task_create")
    assert "园区路网贯通" in client.post(page, {**facts, "ends_on": "2026-09-01"}).text
    assert client.post(page, facts).status_code == 302
    key_task = KeyTask.objects.get()
    lines = {"lines-TOTAL_FORMS": 1, "lines-INITIAL_FORMS": 0, "lines-0-name": "立项"}
    page = reverse("issues:key_task_step", args=[key_task.number, "plan"])
    shown = client.post(page, {**lines, "lines-0-length": 3, "propose": 1}).text
    assert "2026-10-16" in shown
    dated = {"lines-0-length": 3, "lines-0-due_on": "2026-10-16"}
    assert client.post(page, {**lines, **dated}).status_code == 302
    page = reverse("issues:key_task_step", args=[key_task.number, "meet"])
    client.force_login(district.head)
    sent = {"milestone": key_task.milestones.get().pk, "note": "已批复"}
    assert client.post(page, sent).status_code == 302
    assert "已批复" in client.get(key_task.get_absolute_url()).text


def test_a_key_task_is_planned_met_and_withdrawn(key_task, district, clock):
    lines = [Line("立项", 5, date(2026, 9, 23)), Line("通车", 60, date(2026, 12, 31))]
    key_task_plan(actor=district.head, key_task=key_task, lines=lines)
    first = key_task.milestones.order_by("pk").first()
    assert first.due_at == datetime(2026, 9, 23, 17, 30, tzinfo=ZONE)
    key_task_meet_milestone(
        actor=district.town_head, key_task=key_task, milestone=first, note="已批复"
    )
    ends_on = {"title": "路网", "leader": district.leader, "starts_on": date(2026, 3, 2)}
    with pytest.raises(NotSo, match="planned after this date"):
        key_task_change(
            actor=district.officer, key_task=key_task, organization=district.bureau,
            ends_on=date(2026, 12, 1), **ends_on,
        )  # fmt: skip
    with pytest.raises(NotYou):
        key_task_withdraw(actor=district.head, key_task=key_task, reason="x")
    key_task_withdraw(actor=district.officer, key_task=key_task, reason="并入市级项目")
    with pytest.raises(NotNow):
        key_task_plan(actor=district.head, key_task=key_task, lines=lines)


def test_a_key_task_that_ends_before_today_or_without_a_leader_is_refused(district, clock):
    facts = {"title": "旧任务", "organization": district.bureau, "starts_on": date(2026, 1, 5)}
    with pytest.raises(NotSo, match="must lie ahead"):
        key_task_create(
            actor=district.officer, leader=district.leader, ends_on=date(2026, 9, 1), **facts
        )
    with pytest.raises(NotSo, match="Only a district leader"):
        key_task_create(
            actor=district.officer, leader=district.head, ends_on=date(2026, 12, 1), **facts
        )


def test_the_wall_shows_what_one_may_see_with_its_slippage(case, key_task, district, client):
    case_plan(actor=district.head, case=case, lines=LINES)
    later = moved_to(case, date(2026, 9, 28))
    case_plan(actor=district.head, case=case, lines=later, reason="规划调整")
    rows = wall_rows(user=district.leader, year=2026)
    assert [row.number for row in rows] == [key_task.number, case.number]
    spot = rows[1].marks[0]
    assert spot.was_at != spot.at
    assert wall_rows(user=district.leader, year=2028) == []
    assert wall_rows(user=district.officer, year=2026, unit=OrganizationFactory()) == []
    client.force_login(district.leader)
    page = client.get(reverse("issues:wall"), {"unit": district.bureau.pk})
    assert key_task.title in page.text
    assert "style=" not in page.text


@pytest.mark.parametrize("many", [2, 12])
def test_the_wall_takes_as_many_statements_for_many_rows(
    many, key_task, district, client, django_assert_num_queries
):
    for place in range(many):
        KeyTask.objects.create(
            number=f"ZD9{place}", year=2026, title=f"任务{place}", leader=district.leader,
            organization=district.bureau, starts_on=date(2026, 1, 4), ends_on=date(2026, 12, 1),
        )  # fmt: skip
    client.force_login(district.officer)
    client.get(reverse("issues:wall"))
    with django_assert_num_queries(12):
        client.get(reverse("issues:wall"))


def replied(case, district):
    case_submit_reply(actor=district.handler, case=case, text="已办")
    case_approve_reply(actor=district.head, case=case)


def withdrawn(case, district):
    case_ask_withdrawal(actor=district.officer, case=case, reason="重复登记")
    case_decide_request(
        actor=district.leader, case=case, kind=Asked.WITHDRAWAL, approve=True, decision="同意"
    )


def merged(case, district):
    into = case_register(
        actor=district.officer, kind="demand", enterprise=district.firm, title="用地扩建"
    )
    case_merge(actor=district.officer, case=case, into=into, reason="同一件事")


@pytest.mark.parametrize("ended", [replied, withdrawn, merged])
def test_what_is_still_planned_asks_nothing_of_a_case_that_ended(case, district, ended):
    case_plan(actor=district.head, case=case, lines=LINES)
    ended(case, district)
    assert not milestones_of(case).exists()
    open_ones = Deadline.objects.filter(stage=Stage.MILESTONE, cancelled_at__isnull=True)
    assert not open_ones.exists()
