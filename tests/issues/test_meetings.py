"""A coordination meeting: called, minuted, split into tasks that each have their own date."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from core.audit import trail_of
from core.errors import NotNow, NotSo, NotYou
from issues.models import Case, Deadline, Meeting, Responsibility
from issues.selectors.why import why_lines
from issues.selectors.work import cases_waiting
from issues.services.cases import case_register
from issues.services.dispatch import case_dispatch_on_the_spot
from issues.services.handling import (
    case_accept,
    case_approve_reply,
    case_assign,
    case_submit_reply,
)
from issues.services.ladder import deadlines_sweep
from issues.services.meetings import (
    Task,
    case_convene,
    case_record_minutes,
    case_task_reply,
)
from issues.services.offers import moves_offered
from issues.workflow import Stage
from notices.models import Notice
from tests.factories import OrganizationFactory, PositionFactory

ZONE = ZoneInfo("Asia/Shanghai")


def march(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=ZONE)


SOON, CASE_DUE, AFTER = march(6, 17, 30), march(16, 17, 30), march(17, 17, 30)


@pytest.fixture
def clock():
    """Monday 2 March 2026, 9:00, until a test moves it."""
    with time_machine.travel(march(2), tick=False) as traveller:
        yield traveller


@pytest.fixture
def case(clock, district, person_with):
    """In the handler's hands, due on Monday 16 March; a school and a water works besides."""
    for name in ("school", "water"):
        unit = OrganizationFactory(name=name, parent=district.root)
        head = person_with("unit_head", unit)
        PositionFactory(organization=unit, holder=head)
        setattr(district, name, unit)
        setattr(district, f"{name}_head", head)
    made = case_register(
        actor=district.officer, kind="demand", enterprise=district.firm, title="招工难"
    )
    case_dispatch_on_the_spot(actor=district.officer, case=made, lead=district.bureau)
    case_accept(actor=district.head, case=made)
    case_assign(actor=district.head, case=made, handler=district.handler)
    return made


def convene(d, case, **facts):
    facts = {"held_at": march(3, 14), "place": "三楼会议室", "units": [d.school, d.water], **facts}
    return case_convene(actor=d.leader, case=case, **facts)


def minute(d, case, *tasks, **facts):
    tasks = tasks or (Task(d.school, "提供毕业生名单", SOON), Task(d.water, "增开班车", SOON))
    case_record_minutes(actor=d.leader, case=case, minutes="分头办理", tasks=tasks, **facts)


def reply(d, case, who="school_head", text="名单已送"):
    part = Responsibility.objects.filter(role="task").first()
    case_task_reply(actor=getattr(d, who), case=case, part=part, text=text)


def names(user, case):
    return {move.name for move in moves_offered(user=user, case=case)}


def test_the_heads_are_told_and_only_who_may_see_the_case_is_led_to_it(case, district):
    convene(district, case)
    told = {n.recipient: n.url for n in Notice.objects.filter(template="issues.meeting")}
    assert told == {
        district.head: case.get_absolute_url(),
        district.school_head: "",
        district.water_head: "",
    }


def test_a_meeting_without_place_or_units_and_a_second_before_the_minutes_are_refused(
    case, district
):
    with pytest.raises(NotSo):
        convene(district, case, place=" ")
    with pytest.raises(NotSo):
        convene(district, case, units=[])
    convene(district, case)
    with pytest.raises(NotNow):
        convene(district, case)
    assert "convene" not in names(district.leader, case)
    with pytest.raises(NotYou):
        case_record_minutes(actor=district.head, case=case, minutes="x")


def test_a_task_has_its_own_row_of_the_one_deadline_table(case, district, clock):
    convene(district, case)
    minute(district, case)
    rows = Deadline.objects.filter(stage=Stage.TASK).order_by("pk")
    assert [(row.organization, row.due_at, row.next_level) for row in rows] == [
        (district.school, SOON, 1),
        (district.water, SOON, 1),
    ]
    assert "coordination meeting" in why_lines(rows[0])[0]
    assert case.due_at == min(SOON, case.due_at)
    clock.move_to(march(13, 18))
    deadlines_sweep()
    assert rows[0].slips.filter(level=4, organization=district.school).count() == 1


def test_a_unit_may_have_two_tasks_and_sees_the_case_by_them(case, district):
    assert not Case.objects.visible_to(district.school_head).exists()
    convene(district, case)
    minute(district, case, Task(district.school, "一", SOON), Task(district.school, "二", SOON))
    assert Case.objects.visible_to(district.school_head).get() == case
    assert cases_waiting(user=district.school_head, key="task").get() == case
    assert not Case.objects.visible_to(district.water_head).exists()
    reply(district, case)
    assert names(district.school_head, case) == {"task_reply"}


def test_a_task_is_answered_once_and_by_its_own_unit(case, district):
    convene(district, case)
    minute(district, case)
    with pytest.raises(NotYou):
        reply(district, case, who="water_head")
    with pytest.raises(NotSo):
        reply(district, case, text=" ")
    reply(district, case)
    part = Responsibility.objects.get(role="task", organization=district.school)
    assert (part.reply, part.deadline.was_met_in_time) == ("名单已送", True)
    with pytest.raises(NotYou):
        reply(district, case)
    assert [entry.action for entry in trail_of(case)[:3]] == [
        "task_reply",
        "record_minutes",
        "convene",
    ]


def test_the_lead_waits_for_the_tasks_or_says_why_and_then_they_ask_nothing(case, district):
    convene(district, case)
    minute(district, case)
    reply(district, case)
    submit = {"actor": district.handler, "case": case, "text": "已办"}
    with pytest.raises(NotSo) as refused:
        case_submit_reply(**submit)
    assert "without_supports" in refused.value.fields
    case_submit_reply(**submit, without_supports="班车另行安排")
    case_approve_reply(actor=district.head, case=case)
    row = Deadline.objects.get(stage=Stage.TASK, organization=district.water)
    assert (row.cancelled_at, row.next_at) == (march(2), None)


def test_a_task_ends_no_later_than_its_case_unless_the_case_is_late(case, district, clock):
    convene(district, case)
    with pytest.raises(NotSo, match="would end after the case itself"):
        minute(district, case, Task(district.school, "一", AFTER))
    assert Meeting.objects.get().minuted_at is None
    clock.move_to(march(17, 8))
    minute(district, case, Task(district.school, "一", AFTER))
    assert Deadline.objects.get(stage=Stage.TASK).due_at == AFTER


def test_the_forms_keep_what_was_typed_and_pass_over_units_without_a_task(case, district, client):
    client.force_login(district.leader)
    page = reverse("issues:case_step", args=[case.number, "convene"])
    sent = {"held_at": "2026-03-03T14:00", "place": "", "units": [district.school.pk]}
    assert "2026-03-03T14:00" in client.post(page, sent).text
    client.post(
        page, {**sent, "place": "三楼会议室", "units": [district.school.pk, district.water.pk]}
    )
    page = reverse("issues:case_step", args=[case.number, "record_minutes"])
    assert "三楼会议室" in client.get(page).text
    units = list(Meeting.objects.get().units.all())
    lines = {
        "minutes": "会议议定如下",
        "tasks-TOTAL_FORMS": 2,
        "tasks-INITIAL_FORMS": 2,
        "tasks-0-unit": units[0].pk,
        "tasks-0-task": "提供名单",
        "tasks-1-unit": units[1].pk,
    }
    shown = client.post(page, {**lines, "tasks-0-due_on": "2026-03-17"}).text
    assert "会议议定如下" in shown
    assert "2026-03-17" in shown
    assert not Responsibility.objects.filter(role="task").exists()
    assert client.post(page, {**lines, "tasks-0-due_on": "2026-03-06"}).status_code == 302
    assert Responsibility.objects.get(role="task").organization == units[0]
    shown = client.get(case.get_absolute_url()).text
    assert "会议议定如下" in shown
    assert "提供名单" in shown
    page = reverse("issues:case_step", args=[case.number, "task_reply"])
    part = Responsibility.objects.get(role="task")
    client.force_login(getattr(district, f"{part.organization.name}_head"))
    assert client.post(page, {"part": part.pk, "text": "名单已送"}).status_code == 302
    assert "名单已送" in client.get(case.get_absolute_url()).text
