"""Past days under another policy: the figures are those of a sweep, and nothing is changed."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from issues.forms.what_if import last_quarter
from issues.models import (
    CaseRequest,
    Deadline,
    DeadlinePolicy,
    LadderPolicy,
    LadderRung,
    Slip,
    WhatIfRun,
)
from issues.selectors import what_if as module
from issues.selectors.replay import Rule
from issues.selectors.what_if import Trial, what_if
from issues.selectors.what_if_names import posts_named, stages_named, units_named
from issues.services.cases import case_register
from issues.services.clocks import deadlines_pause, deadlines_resume
from issues.services.deadlines import deadlines_meet
from issues.services.dispatch import case_dispatch_on_the_spot
from issues.services.ladder import deadlines_sweep
from issues.services.what_if import what_ifs_resume
from issues.views import what_if as views
from organizations.roles import Role
from tests.factories import WhatIfRunFactory

pytestmark = pytest.mark.each_database

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=ZONE)
SINCE, BEFORE = MONDAY - timedelta(hours=9), MONDAY + timedelta(days=30)
AT = MONDAY + timedelta(days=30)


def dispatched(district, day=0, lead=None):
    with time_machine.travel(MONDAY + timedelta(days=day), tick=False):
        case = case_register(
            actor=district.officer, kind="demand", enterprise=district.firm, title="招工难"
        )
        lead = lead or district.bureau
        case_dispatch_on_the_spot(actor=district.officer, case=case, lead=lead)
    return case


@pytest.fixture
def quarter(district):
    """Four cases: solved on the eighth working day, never, after a pause, and after an extension."""
    solved, never, paused, extended = (dispatched(district, day) for day in (0, 0, 1, 2))
    happens = {
        3: lambda at: deadlines_pause(paused, at=at),
        8: lambda at: extension(district, extended, at),
        10: lambda at: deadlines_meet(solved, ["resolve"], at=at),
        11: lambda at: deadlines_resume(paused, at=at),
    }
    for day in range(31):
        at = MONDAY + timedelta(days=day)
        if day in happens:
            happens[day](at)
        deadlines_sweep(at=at + timedelta(minutes=1))
    return solved, never, paused, extended


def extension(district, case, at):
    """Granted on 10 March: to be resolved by the 24th."""
    row = case.deadlines.get(stage="resolve")
    due_at = datetime(2026, 3, 24, 17, 30, tzinfo=ZONE)
    facts = {"kind": "extension", "round": 1, "reason": "x", "told": "x", "decision": ""}
    CaseRequest.objects.create(
        case=case, deadline=row, from_at=row.due_at, due_at=due_at, approved=True,
        requested_by=district.head, requested_at=at, decided_by=district.officer, decided_at=at,
        **facts,
    )  # fmt: skip
    Deadline.objects.filter(pk=row.pk).update(due_at=due_at, due_on=due_at.date())
    step = LadderRung.objects.filter(policy=row.ladder_id).order_by("level").first()
    day = datetime(2026, 3, 23, 8, 30, tzinfo=ZONE)
    Deadline.objects.filter(pk=row.pk).update(next_level=step.level, next_at=day)


def trial(lengths=None, **facts) -> Trial:
    by_policy = {
        DeadlinePolicy.objects.get(stage=stage, kind="", tier="", grade="", until_at=None).pk: rule
        for stage, rule in (lengths or {}).items()
    }
    return Trial(SINCE, BEFORE, by_policy, **facts)


def slips_by_stage() -> dict:
    found = {}
    for slip in Slip.objects.select_related("deadline"):
        line = found.setdefault(slip.deadline.stage, {})
        line[slip.colour] = line.get(slip.colour, 0) + 1
    return found


def test_what_was_counted_again_is_what_the_sweeps_did(quarter):
    found = what_if(trial(), AT)
    counted = {stage: dict(line.was.slips) for stage, line in found.stages.items()}
    assert {stage: slips for stage, slips in counted.items() if slips} == slips_by_stage()
    for line in (found.total, *found.stages.values(), *found.units.values()):
        assert (line.late_difference, line.was.slips) == (0, line.then.slips)
    assert found.stages["resolve"].was.late == 3


# working days for solving → late on 1 April, and slips by colour. With 10 days they are due on the
# 16th (met on the 12th), the 16th, the 25th after the pause, and the 24th as extended
LENGTHS = [
    (10, 3, {"blue": 6, "orange": 3, "red": 2}),
    (6, 4, {"blue": 8, "orange": 3, "red": 3}),
    (30, 0, {}),
]


@pytest.mark.parametrize(("length", "late", "slips"), LENGTHS)
def test_another_length_gives_other_slips(quarter, length, late, slips):
    then = what_if(trial({"resolve": Rule(length, "working_day")}), AT).stages["resolve"].then
    assert (then.late, dict(then.slips)) == (late, slips)


def test_another_ladder_gives_other_slips_to_other_posts(quarter, district):
    ladder = LadderPolicy.objects.get(is_current=True, kind="", grade="", category=None)
    lone = LadderRung(level=1, offset=0, at_opening=False, recipient="principal", colour="red")
    found = what_if(trial(ladder=ladder, rungs=(lone,)), AT)
    assert dict(found.stages["resolve"].then.slips) == {"red": 3}
    assert found.stages["resolve"].was.late == found.stages["resolve"].then.late
    top = [line for line in posts_named(found) if line.then.slips]
    assert [line.then.slips["red"] for line in top] == [found.total.then.slips["red"]]
    assert [line.label for line in stages_named(found)][:2] == ["dispatch", "accept"]
    assert {line.label for line in units_named(found)} == {"走访办", "人力资源和社会保障局"}


def test_nothing_at_all_is_changed(quarter, signed_in, person_with):
    def everything():
        return {
            model._meta.label: list(model.objects.order_by("pk").values())
            for model in apps.get_models()
            if model._meta.managed
        }

    client = signed_in(person_with(Role.ADMINISTRATOR))
    client.get(reverse("issues:what_if"))
    before = everything()
    with CaptureQueriesContext(connection) as queries:
        page = client.get(reverse("issues:what_if"), sent(resolve=3))
    assert page.context["total"].late_difference > 0
    assert everything() == before
    assert {query["sql"].split()[0] for query in queries} <= {"SELECT", "DECLARE"}


def sent(steps=(), **lengths):
    """The form as it is sent: the lengths in force but for these, and steps to be tried."""
    data = {"since": "2026-03-01", "until": "2026-03-31", "tried_ladder": ""}
    for policy in DeadlinePolicy.objects.filter(until_at=None, length__isnull=False):
        data[f"l{policy.pk}"] = lengths.get(policy.stage, policy.length)
        data[f"u{policy.pk}"] = policy.length_unit
    if steps:
        data["tried_ladder"] = LadderPolicy.objects.get(grade="", is_current=True).pk
        data |= {"steps-TOTAL_FORMS": 6, "steps-INITIAL_FORMS": 0}
        for place in range(6):
            offset, hour, recipient, colour = [*steps, *[("", "close", "head", "blue")] * 6][place]
            line = {"offset": offset, "hour": hour, "recipient": recipient, "colour": colour}
            data |= {f"steps-{place}-{name}": value for name, value in line.items()}
    return data


@pytest.fixture
def page(signed_in, person_with):
    client = signed_in(person_with(Role.ADMINISTRATOR))
    return lambda data: client.get(reverse("issues:what_if"), data)


def test_the_page_sets_both_side_by_side(quarter, page):
    with time_machine.travel(AT, tick=False):
        shown = page(sent(resolve=6, steps=[(1, "close", "leader", "red")]))
    assert shown.context["total"].late_difference == 1
    assert shown.context["total"].then.slips["red"] > shown.context["total"].was.slips["red"]
    text = shown.content.decode()
    assert "人力资源和社会保障局" in text
    assert (
        f'<td class="numeric" data-label="As tried">{shown.context["total"].then.slips["red"]}</td>'
        in text
    )


def test_what_cannot_be_tried_is_named_beside_its_field(page):
    data = sent(steps=[(1, "close", "leader", "red"), (0, "close", "leader", "red")])
    assert list(page(data).context["form"].lines[1].errors) == ["offset"]
    assert (
        "from 1 to 6 steps"
        in page(
            sent()
            | {
                "tried_ladder": data["tried_ladder"],
                "steps-TOTAL_FORMS": 0,
                "steps-INITIAL_FORMS": 0,
            }
        ).content.decode()
    )
    assert list(page(sent() | {"until": "2026-02-01"}).context["form"].errors) == ["until"]
    assert len(page(sent(resolve=999)).context["form"].errors) == 1


def test_many_deadlines_are_played_in_the_background_with_the_same_outcome(
    quarter, page, signed_in, person_with, monkeypatch
):
    trial = sent(resolve=6, steps=[(1, "close", "leader", "red")])
    at_once = page(trial)
    monkeypatch.setattr(views, "MOST_AT_ONCE", 3)
    monkeypatch.setattr(module, "BATCH", 2)
    offered = page(trial)
    assert offered.context["is_for_a_job"]
    assert "total" not in offered.context
    client = signed_in(person_with(Role.ADMINISTRATOR))
    begun = client.post(reverse("issues:what_if_begin"), trial)
    assert "total" not in client.get(begun.url).context
    what_ifs_resume()
    shown = client.get(begun.url)
    for name in ("total", "stages", "units", "posts"):
        assert shown.context[name] == at_once.context[name], name
    run = WhatIfRun.objects.get()
    assert (run.state, run.progress_done, run.progress_total) == ("done", 16, 16)
    assert ("resolve" in str(run.trial), len(shown.context["lengths"])) == (False, 1)
    assert begun.url in page(trial).content.decode()


def test_a_what_if_that_fails_says_so_and_is_not_picked_up_for_ever(quarter, monkeypatch):
    run = WhatIfRunFactory(trial={"since": "soon"})
    what_ifs_resume()
    run.refresh_from_db()
    assert run.state == "failed"
    assert "没有改动任何内容" in run.message


@pytest.mark.parametrize("more", [1, 6])
def test_the_page_costs_the_same_however_many(district, page, more, django_assert_num_queries):
    for _number in range(more):
        dispatched(district)
    with django_assert_num_queries(26):
        shown = page(sent(resolve=6))
    assert shown.context["total"].count == 4 * more


def test_the_last_quarter_is_the_one_before_today():
    found = [last_quarter(datetime(2026, month, 15).date()) for month in (1, 3, 4, 11)]
    assert [f"{first:%y-%m-%d} {last:%y-%m-%d}" for first, last in found] == [
        "25-10-01 25-12-31", "25-10-01 25-12-31", "26-01-01 26-03-31", "26-07-01 26-09-30",
    ]  # fmt: skip
