"""The time limits as policy: versions, what makes one, its pages, and what is seen before."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from calendars.units import LengthUnit
from core.errors import NotNow, NotSo, NotYou
from core.models import TrailEntry
from issues.models import Category, Deadline, DeadlinePolicy
from issues.models.deadline import Conditions
from issues.selectors import foresight
from issues.selectors.foresight import policy_foresee
from issues.selectors.policies import policies_in_force
from issues.services.cases import case_register
from issues.services.clocks import deadlines_pause, deadlines_resume
from issues.services.dispatch import case_dispatch_on_the_spot
from issues.services.policies import policy_replace, policy_withdraw
from organizations.roles import Role

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=ZONE)
RESOLVE = Conditions("resolve")
DAY = LengthUnit.WORKING_DAY


@pytest.fixture
def administrator(person_with):
    return person_with(Role.ADMINISTRATOR)


def in_force(**facts):
    facts = {"kind": "", "tier": "", "grade": "", "category": None, **facts}
    return DeadlinePolicy.objects.get(until_at__isnull=True, **facts)


def dispatched(district, at=MONDAY, **facts):
    """To be resolved by Monday 16 March, if it was dispatched on the 2nd."""
    with time_machine.travel(at, tick=False):
        case = case_register(
            actor=district.officer, kind="demand", enterprise=district.firm, title="招工难", **facts
        )
        case_dispatch_on_the_spot(actor=district.officer, case=case, lead=district.bureau)
    return case


def replaced(actor, length, unit=DAY, conditions=RESOLVE, seen="in force"):
    if seen == "in force":
        seen = in_force(stage=conditions.stage)
    return policy_replace(actor=actor, conditions=conditions, length=length, unit=unit, seen=seen)


def test_a_change_ends_the_old_version_and_running_deadlines_keep_their_copy(
    district, administrator
):
    old = dispatched(district)
    before = in_force(stage="resolve")
    now = replaced(administrator, 5)
    new = dispatched(district)
    before.refresh_from_db()
    assert (now.version, now.length) == (before.version + 1, 5)
    assert (before.length, before.until_at) == (10, now.since_at)
    due = [case.deadlines.get(stage="resolve") for case in (old, new)]
    assert [row.rule["length"] for row in due] == [10, 5]
    assert [f"{timezone.localtime(row.due_at):%m-%d}" for row in due] == ["03-16", "03-09"]
    entry = TrailEntry.objects.get(action="policy_replace")
    assert entry.changes["length"] == [10, 5]


def test_a_replaced_version_a_second_one_and_the_same_length_are_refused(administrator):
    seen = in_force(stage="resolve")
    replaced(administrator, 8, seen=seen)
    with pytest.raises(NotNow):
        replaced(administrator, 7, seen=seen)
    with pytest.raises(NotSo, match="There is a time limit"):
        replaced(administrator, 7, seen=None)
    with pytest.raises(NotSo, match="in force already"):
        replaced(administrator, 8)
    with pytest.raises(IntegrityError), transaction.atomic():
        DeadlinePolicy.objects.create(stage="resolve", length=3, since_at=timezone.now())


WRONG = [
    ("resolve", 0, DAY),
    ("resolve", 751, DAY),
    ("resolve", 5, "week"),
    ("accept", None, DAY),
    ("review", 5, DAY),
]


@pytest.mark.parametrize(("stage", "length", "unit"), WRONG)
def test_what_is_no_length_is_refused(administrator, stage, length, unit):
    count = DeadlinePolicy.objects.count()
    with pytest.raises(NotSo):
        replaced(administrator, length, unit, Conditions(stage), seen=None)
    assert DeadlinePolicy.objects.count() == count


def test_a_special_one_is_withdrawn_once_and_the_general_one_never(administrator, district):
    special = replaced(administrator, 3, conditions=Conditions("resolve", "demand"), seen=None)
    policy_withdraw(actor=administrator, policy=special)
    assert dispatched(district).deadlines.get(stage="resolve").rule["length"] == 10
    with pytest.raises(NotNow):
        policy_withdraw(actor=administrator, policy=special)
    with pytest.raises(NotNow):
        policy_withdraw(actor=administrator, policy=in_force(stage="resolve"))
    again = replaced(administrator, 4, conditions=Conditions("resolve", "demand"), seen=None)
    assert again.version == 2


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_but_who_manages_policies_changes_a_length(person_with, role):
    person = person_with(role)
    with pytest.raises(NotYou):
        replaced(person, 5)
    with pytest.raises(NotYou):
        policy_withdraw(
            actor=person, policy=DeadlinePolicy.objects.get(stage="rectify", grade="major")
        )


def test_the_list_goes_by_stage_the_most_specific_first(administrator):
    talent = Category.objects.get(code="talent")
    replaced(administrator, 3, conditions=Conditions("resolve", "demand"), seen=None)
    replaced(administrator, 2, conditions=Conditions("resolve", category=talent), seen=None)
    found = [one.scope for one in policies_in_force() if one.stage == "resolve"]
    assert found == ["人才用工", "led by a leader", "demand", "all cases"]
    stages = list(dict.fromkeys(one.stage for one in policies_in_force()))
    assert stages[:4] == ["dispatch", "return_decision", "accept", "first_contact"]


# length → what is foreseen on 12 March for cases dispatched on 2, 3 and 11 March and one by hand
FORESEEN = [
    (10, (0, 0, 0, 3)),
    (12, (0, 3, 0, 0)),
    (6, (3, 0, 2, 0)),
    (None, (0, 0, 0, 0)),
]


@pytest.mark.parametrize(("length", "expected"), FORESEEN)
def test_today_s_open_cases_show_what_a_length_would_mean(district, length, expected):
    for day in (0, 1, 9):
        dispatched(district, MONDAY + timedelta(days=day))
    by_hand = dispatched(district).deadlines.get(stage="resolve")
    Deadline.objects.filter(pk=by_hand.pk).update(rule={"chosen": True, "version": 1})
    before = list(Deadline.objects.values())
    with time_machine.travel(MONDAY + timedelta(days=10), tick=False):
        found = policy_foresee(DeadlinePolicy(stage="resolve", length=length, length_unit=DAY))
    assert (found.earlier, found.later, found.late, found.same) == expected
    assert found.looked_at == 4
    assert found.by_hand == (1 if length else 4)
    assert list(Deadline.objects.values()) == before


def test_a_more_special_rule_and_a_pause_count_in_what_is_foreseen(district, administrator):
    paused, other = dispatched(district), dispatched(district)
    deadlines_pause(paused, at=MONDAY + timedelta(days=1))
    deadlines_resume(paused, at=MONDAY + timedelta(days=3))
    draft = DeadlinePolicy(stage="resolve", kind="demand", length=5, length_unit=DAY)
    with time_machine.travel(MONDAY + timedelta(days=3), tick=False):
        found = policy_foresee(draft)
    then = {one.row.case_id: f"{timezone.localtime(one.then_at):%m-%d}" for one in found.moved}
    assert then == {paused.pk: "03-11", other.pk: "03-09"}
    replaced(administrator, 7, conditions=Conditions("resolve", tier="time_limited"), seen=None)
    assert policy_foresee(draft).looked_at == 0


def test_a_change_is_seen_before_it_is_made(administrator, district, signed_in):
    dispatched(district)
    client, url = (
        signed_in(administrator),
        reverse("issues:policy_change", args=[in_force(stage="resolve").pk]),
    )
    with time_machine.travel(MONDAY, tick=False):
        seen = client.post(url, {"length": 5, "unit": DAY})
    assert seen.context["foresight"].earlier == 1
    assert "1 deadline would be earlier" in seen.content.decode()
    assert in_force(stage="resolve").length == 10
    done = client.post(url, {"length": 5, "unit": DAY, "seen": 1})
    assert done.url == reverse("issues:policy_list")
    assert in_force(stage="resolve").length == 5
    late = client.post(url, {"length": 4, "unit": DAY, "seen": 1}).content.decode()
    assert "replaced meanwhile" in late


def test_a_special_one_is_made_and_withdrawn_in_the_browser(administrator, district, signed_in):
    dispatched(district)
    client = signed_in(administrator)
    facts = {"stage": "resolve", "about": "demand", "length": 3, "unit": DAY, "seen": 1}
    client.post(reverse("issues:policy_create"), facts)
    made = in_force(stage="resolve", kind="demand")
    again = client.post(reverse("issues:policy_create"), facts).content.decode()
    assert "There is a time limit for these cases already" in again
    url = reverse("issues:policy_withdraw", args=[made.pk])
    assert client.post(url).context["foresight"].looked_at == 1
    assert in_force(stage="resolve", kind="demand") == made
    client.post(url, {"seen": 1})
    assert not DeadlinePolicy.objects.filter(kind="demand", until_at__isnull=True).exists()
    page = client.get(reverse("issues:policy_list")).content.decode()
    assert "Earlier versions" in page


def test_a_wrong_length_is_named_beside_its_field(administrator, signed_in):
    client, url = signed_in(administrator), reverse("issues:policy_create")
    answer = client.post(url, {"stage": "accept", "kind": "", "unit": DAY})
    assert list(answer.context["form"].errors) == ["length"]
    answer = client.post(url, {"stage": "accept", "length": 9999, "unit": DAY})
    assert list(answer.context["form"].errors) == ["length"]


CUT = "该环节未办结的期限超过2项，以下仅测算其中最先到期的2项。"
NO_MORE, NONE_OF_THESE = "当前没有未办结事项受影响。", "测算的期限均不受影响。"
# how many are open, the kind a special version is for → what the page says, of these three
OF_MANY = [
    (2, "", ()),
    (3, "", (CUT,)),
    (2, "issue", (NO_MORE,)),
    (3, "issue", (CUT, NONE_OF_THESE)),
]


@pytest.mark.parametrize(("many", "about", "said"), OF_MANY)
def test_a_preview_that_looks_at_the_first_of_many_says_so(
    administrator, district, signed_in, monkeypatch, many, about, said
):
    monkeypatch.setattr(foresight, "MOST_LOOKED_AT", 2)
    for day in range(many):
        dispatched(district, MONDAY + timedelta(days=day))
    facts = {"stage": "resolve", "about": about, "tier": "time_limited", "length": 5, "unit": DAY}
    page = signed_in(administrator, "zh-hans").post(reverse("issues:policy_create"), facts)
    text = page.content.decode()
    assert tuple(one for one in (CUT, NO_MORE, NONE_OF_THESE) if one in text) == said


@pytest.mark.parametrize("more", [0, 5])
def test_the_list_of_time_limits_costs_the_same_however_many(
    administrator, signed_in, more, django_assert_num_queries
):
    for category in Category.objects.all()[:more]:
        replaced(administrator, 3, conditions=Conditions("resolve", category=category), seen=None)
    client = signed_in(administrator)
    with django_assert_num_queries(10):
        page = client.get(reverse("issues:policy_list"))
    assert len(page.context["policies"]) == 18 + more


@pytest.mark.parametrize("more", [1, 6])
def test_the_preview_costs_the_same_however_many_cases(
    administrator, signed_in, district, more, django_assert_num_queries
):
    for _number in range(more):
        dispatched(district)
    client, url = (
        signed_in(administrator),
        reverse("issues:policy_change", args=[in_force(stage="resolve").pk]),
    )
    with django_assert_num_queries(13):
        page = client.post(url, {"length": 5, "unit": DAY})
    assert page.context["foresight"].looked_at == more
