"""Joint meetings: the agenda from the open list, decisions as tasks, and the minutes that close it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.errors import NotNow, NotSo, NotYou
from issues.models import Case, Deadline, Responsibility
from issues.selectors.work import cases_waiting
from issues.services.meetings import Task, case_task_reply
from issues.workflow import Stage
from notices.models import Notice
from safety.models import AgendaItem, JointMeeting
from safety.selectors.joint import AgendaRule, agenda_of, hazards_by_rule
from safety.services.acceptance import hazard_accept
from safety.services.joint import (
    agenda_add,
    agenda_decide,
    agenda_move,
    agenda_put_off,
    agenda_remove,
    joint_meeting_convene,
    joint_meeting_minute,
)
from safety.workflow import Grade, HazardState

NOW = timezone.now()


def called(district, *rules, actor=None):
    actor = actor or district.officer
    return joint_meeting_convene(
        actor=actor, held_at=NOW + timedelta(days=1), place="区会议中心", chair=district.officer,
        units=[district.bureau, district.town], rules=rules,
    )  # fmt: skip


def order_of(meeting):
    return [item.case for item in meeting.items.all()]


@pytest.mark.parametrize(
    ("rules", "names"),
    [
        ([], []),
        ([AgendaRule.MAJOR], ["major"]),
        ([AgendaRule.LATE], ["late"]),
        ([AgendaRule.AGAIN], ["again", "repeats"]),
        ([AgendaRule.AGED], ["aged"]),
        (["aged", "late", "major"], ["major", "late", "aged"]),
    ],
)
def test_the_agenda_is_made_of_the_open_list_by_rule(hazard_in, district, rules, names):
    changes = {
        "major": {"grade": Grade.MAJOR},
        "late": {"due_at": NOW - timedelta(days=1)},
        "again": {"round": 2},
        "aged": {"registered_at": NOW - timedelta(days=31)},
        "plain": {},
        "closed": {"grade": Grade.MAJOR, "closed_at": timezone.now() + timedelta(hours=1)},
        "repeats": {},
    }
    cases = {name: hazard_in(matter=name.replace("repeats", "closed")) for name in changes}
    for name, facts in changes.items():
        Case.objects.filter(pk=cases[name].pk).update(**facts)
    chosen = hazards_by_rule(user=district.officer, rules=rules, at=NOW)
    assert [case for case, _why in chosen] == [cases[name] for name in names]


def test_a_hazard_that_meets_two_rules_stands_once_and_says_both(hazard_in, district):
    case = hazard_in(HazardState.FOUND)
    Case.objects.filter(pk=case.pk).update(grade=Grade.MAJOR, due_at=NOW - timedelta(days=1))
    (item,) = called(district, *AgendaRule).items.all()
    assert (item.case, item.why) == (case, "major hazards、late ones")


def test_the_agenda_is_changed_by_hand_and_ordered(hazard_in, district):
    first, second, third = (hazard_in(HazardState.FOUND) for _one in range(3))
    meeting = called(district)
    facts = {"actor": district.officer, "meeting": meeting}
    for case in (first, second, third):
        agenda_add(**facts, case=case)
    with pytest.raises(NotSo, match="already"):
        agenda_add(**facts, case=first)
    items = list(meeting.items.all())
    agenda_move(**facts, item=items[2], by=-1)
    assert order_of(meeting) == [first, third, second]
    agenda_move(**facts, item=items[0], by=-1)
    assert order_of(meeting) == [first, third, second]
    agenda_remove(**facts, item=items[0])
    assert order_of(meeting) == [third, second]
    with pytest.raises(ObjectDoesNotExist):
        agenda_remove(**facts, item=items[0])


def test_a_decision_is_a_task_with_a_deadline_of_its_own(hazard_in, district):
    case = hazard_in(HazardState.RECTIFYING)
    meeting = called(district)
    item = agenda_add(actor=district.officer, meeting=meeting, case=case)
    due_at = case.resolve_due_at - timedelta(days=1)
    agenda_decide(
        actor=district.officer, item=item, words="镇里负责清场",
        tasks=[Task(district.town, "清理占道物品", due_at)],
    )  # fmt: skip
    part = Responsibility.objects.get(role="task")
    row = Deadline.objects.get(stage=Stage.TASK)
    assert (part.organization, part.deadline, part.meeting.minutes) == (
        district.town, row, "镇里负责清场",
    )  # fmt: skip
    assert (row.organization, row.due_at, row.next_at is not None) == (district.town, due_at, True)
    assert Notice.objects.filter(template="issues.task").count() <= 1
    assert list(cases_waiting(user=district.town_head, key="hazard_task")) == [case]
    case_task_reply(actor=district.town_head, case=case, part=part, text="已清理")
    row.refresh_from_db()
    assert row.met_at is not None
    assert not cases_waiting(user=district.town_head, key="hazard_task").exists()


def test_a_task_does_not_outlive_the_hazard(hazard_in, district):
    case = hazard_in(HazardState.ACCEPTING)
    item = agenda_add(actor=district.officer, meeting=called(district), case=case)
    task = Task(district.town, "协助", NOW + timedelta(days=2))
    agenda_decide(actor=district.officer, item=item, words="协助验收", tasks=[task])
    hazard_accept(actor=district.inspector, case=case)
    assert Deadline.objects.get(stage=Stage.TASK).cancelled_at is not None


def test_the_minutes_close_it_once_every_item_is_settled(hazard_in, district):
    meeting = called(district)
    facts = {"actor": district.officer}
    cases = [hazard_in(HazardState.FOUND) for _one in range(2)]
    first, second = (agenda_add(**facts, meeting=meeting, case=case) for case in cases)
    agenda_decide(**facts, item=first, words="限期整改")
    with pytest.raises(NotNow, match="2"):
        joint_meeting_minute(**facts, meeting=meeting, minutes="会议纪要")
    agenda_put_off(**facts, item=second, why="等检测报告")
    joint_meeting_minute(**facts, meeting=meeting, minutes="会议纪要")
    with pytest.raises(NotNow, match="closed"):
        agenda_add(**facts, meeting=meeting, case=hazard_in(HazardState.FOUND))
    with pytest.raises(NotNow, match="closed"):
        agenda_decide(**facts, item=second, words="限期整改")


@pytest.mark.parametrize(
    ("person", "may_call", "sees"),
    [
        ("officer", True, True), ("inspector", True, False), ("head", False, True),
        ("town_head", False, True), ("town_inspector", True, True), ("handler", False, False),
        ("visitor", False, False),
    ],
)  # fmt: skip
def test_who_calls_a_meeting_and_who_sees_it(district, person, may_call, sees):
    user = getattr(district, person)
    meeting = called(district)
    assert JointMeeting.objects.visible_to(user).filter(pk=meeting.pk).exists() == sees
    if may_call:
        assert called(district, actor=user).convened_by == user
    else:
        with pytest.raises(NotYou):
            called(district, actor=user)


def test_a_unit_sees_only_the_items_on_hazards_of_its_own(hazard_in, district):
    meeting = called(district)
    for case in (hazard_in(HazardState.FOUND), hazard_in(HazardState.RECTIFYING)):
        agenda_add(actor=district.officer, meeting=meeting, case=case)
    told = {
        name: len(agenda_of(meeting, user=getattr(district, name))) for name in ("officer", "head")
    }
    assert told == {"officer": 2, "head": 1}


@pytest.mark.parametrize(
    ("constraint", "facts"),
    [("agenda_item_says_why", {"why": ""}), ("agenda_item_decided_or_put_off", {"put_off": "等"})],
)
def test_the_database_refuses_an_item_against_the_rules(hazard_in, district, constraint, facts):
    item = agenda_add(
        actor=district.officer, meeting=called(district), case=hazard_in(HazardState.FOUND)
    )
    agenda_decide(actor=district.officer, item=item, words="限期整改")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        AgendaItem.objects.update(**facts)


def test_a_meeting_goes_its_way_through_the_pages(hazard_in, district, signed_in):
    case, late = hazard_in(HazardState.RECTIFYING), hazard_in(HazardState.FOUND)
    Case.objects.filter(pk=late.pk).update(due_at=NOW - timedelta(days=1))
    client = signed_in(district.officer)
    sent = {
        "held_at": "2099-01-05T09:00", "place": "区会议中心", "chair": district.officer.pk,
        "units": [district.bureau.pk, district.town.pk], "rules": ["late"],
    }  # fmt: skip
    page = client.post(reverse("safety:joint_meeting_create"), sent).url
    meeting = JointMeeting.objects.get()
    assert order_of(meeting) == [late]
    assert "number" in client.post(page, {"number": "YH9"}).context["form"].errors
    assert client.post(page, {"number": case.number}).status_code == 302
    first, second = meeting.items.all()
    assert client.post(f"{page}{second.pk}/up/").status_code == 302
    assert order_of(meeting) == [case, late]
    lines = {
        "tasks-TOTAL_FORMS": 1, "tasks-INITIAL_FORMS": 0, "tasks-0-unit": district.town.pk,
        "tasks-0-text": "清理占道物品",
        "tasks-0-due_on": (timezone.localdate() + timedelta(days=3)).isoformat(),
    }  # fmt: skip
    settle = f"{page}{second.pk}/decide/"
    assert client.get(settle).status_code == 200
    assert client.post(settle, {**lines, "words": "镇里清场"}).status_code == 302
    assert client.post(f"{page}{first.pk}/put-off/", {"why": "等报告"}).status_code == 302
    assert client.post(f"{page}minutes/", {"minutes": "会议纪要"}).status_code == 302
    shown = signed_in(district.head).get(page).content.decode()
    assert "镇里清场" in shown
    assert "清理占道物品" in shown
    assert "等报告" not in shown
    reply = f"{case.get_absolute_url()}task_reply/"
    part = Responsibility.objects.get(role="task")
    town = signed_in(district.town_head)
    assert town.get(reply).status_code == 200
    assert town.post(reply, {"part": part.pk, "text": "已清理"}).status_code == 302
    assert "镇里清场" in client.get(case.get_absolute_url()).content.decode()
