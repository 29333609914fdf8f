"""Cases that belong together: merged, split, grouped and answered together, and what came back."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, transaction

from core.audit import trail_of
from core.errors import NotNow, NotSo, NotYou
from core.workflow import Workflow
from issues.models import Attachment, Case, Category
from issues.selectors.kin import kin_of
from issues.services.cases import case_register
from issues.services.dispatch import case_dispatch, case_triage
from issues.services.handling import case_accept, case_assign, case_submit_reply
from issues.services.kin import (
    case_approve_replies,
    case_group,
    case_merge,
    case_split,
    case_ungroup,
)
from issues.services.offers import moves_offered
from issues.services.verification import case_close, case_verify
from issues.workflow import Kind, Outcome, Stage, State, Tier
from tests.factories import EnterpriseFactory, StoredFileFactory

pytestmark = pytest.mark.each_database

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY, tick=False) as moving:
        yield moving


@pytest.fixture
def register(district):
    def make(title="缺焊工二十名", enterprise=None, kind=Kind.DEMAND, **facts):
        return case_register(
            actor=district.officer,
            kind=kind,
            enterprise=enterprise or district.firm,
            title=title,
            **facts,
        )

    return make


@pytest.fixture
def handled(district, register):
    """A case in its handler's hands."""

    def make(**facts):
        case = register(**facts)
        case_triage(actor=district.officer, case=case, tier=Tier.TIME_LIMITED)
        case_dispatch(actor=district.officer, case=case, lead=district.bureau)
        case_accept(actor=district.head, case=case)
        case_assign(actor=district.head, case=case, handler=district.handler)
        return case

    return make


@pytest.fixture
def closed(district, handled):
    def make(outcome=Outcome.SOLVED, **facts):
        case = handled(**facts)
        case_submit_reply(actor=district.handler, case=case, text="已招到")
        case_approve_replies(actor=district.head, case=case)
        case_verify(actor=district.officer, case=case, method="call", is_solved=True)
        case_close(actor=district.officer, case=case, outcome=outcome)
        return case

    return make


def other_firm(name="临江纺织有限公司"):
    return EnterpriseFactory(name=name)


def merge(district, case, into, **more):
    case_merge(actor=district.officer, case=case, into=into, reason="同一事项重复登记", **more)


def test_a_merged_case_ends_and_its_words_and_files_go_along(district, register):
    case, into = register(description="夜班缺人"), register(title="招工难")
    stored = StoredFileFactory()
    Attachment.objects.create(case=case, stored=stored, purpose="finding", round=1)
    merge(district, case, into)
    assert (case.state, case.merged_into, case.due_at) == (State.MERGED, into, None)
    assert not case.deadlines.filter(met_at__isnull=True, cancelled_at__isnull=True).exists()
    assert [one.stored for one in into.attachments.all()] == [stored]
    assert "夜班缺人" in trail_of(into).first().note
    assert not list(moves_offered(user=district.officer, case=case))


# what is wrong with the case to merge into
WRONG_TARGETS = {
    "itself": lambda s: s.case,
    "another enterprise's": lambda s: s.register(enterprise=other_firm()),
    "another kind": lambda s: s.register(kind=Kind.ISSUE),
    "a closed one": lambda s: s.closed(title="厂门口道路破损"),
}


@pytest.mark.parametrize("wrong", WRONG_TARGETS)
def test_a_case_is_merged_only_into_an_open_one_of_its_enterprise_and_kind(
    district, register, closed, wrong
):
    case = register()
    into = WRONG_TARGETS[wrong](SimpleNamespace(case=case, register=register, closed=closed))
    with pytest.raises(NotSo):
        merge(district, case, into)
    case.refresh_from_db()
    assert case.state == State.REGISTERED


def test_only_the_office_merges_splits_and_groups(district, handled, register):
    case, other = handled(), register(title="招工难")
    for act in (
        lambda: case_merge(actor=district.head, case=case, into=other, reason="同"),
        lambda: case_split(actor=district.head, case=case, titles=["一"], reason="多"),
        lambda: case_group(actor=district.head, case=case, parent=other),
    ):
        with pytest.raises(NotYou):
            act()


def test_the_database_refuses_a_merged_case_that_goes_on_nowhere(register):
    case = register()
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(state=State.MERGED)


def test_a_split_makes_cases_of_the_parts_and_goes_on_with_the_rest(district, handled):
    case = handled(title="用工和用地两件事", category=Category.objects.get(code="land"))
    parts = case_split(
        actor=district.officer,
        case=case,
        titles=["缺焊工", " 厂房扩建 ", ""],
        reason="两个部门的事",
    )
    case.refresh_from_db()
    assert case.state == State.HANDLING
    assert [(part.title, part.state, part.split_from) for part in parts] == [
        ("缺焊工", State.REGISTERED, case),
        ("厂房扩建", State.REGISTERED, case),
    ]
    assert all(part.deadlines.filter(stage=Stage.DISPATCH).exists() for part in parts)
    told = dict(kin_of(user=district.officer, case=case))
    assert list(told.values()) == [parts]


def test_a_case_under_a_case_leads_no_other(district, register):
    leading, case, third = register(), register(enterprise=other_firm()), register()
    case_group(actor=district.officer, case=case, parent=leading)
    with pytest.raises(NotSo):
        case_group(actor=district.officer, case=third, parent=case)
    with pytest.raises(NotSo):
        case_group(actor=district.officer, case=leading, parent=third)
    with pytest.raises(NotNow):
        case_group(actor=district.officer, case=case, parent=third)
    case_ungroup(actor=district.officer, case=case, reason="情况不同")
    assert case.parent is None


def test_one_reply_answers_the_cases_under_it_and_each_enterprise_is_still_asked(
    district, register, handled
):
    leading = handled()
    young = register(enterprise=other_firm())
    afoot = handled(enterprise=other_firm("江城电子有限公司"))
    alone = register(enterprise=other_firm("临江食品有限公司"))
    for case in (young, afoot, alone):
        case_group(actor=district.officer, case=case, parent=leading)
    case_submit_reply(actor=district.handler, case=leading, text="已组织专场招聘")
    case_approve_replies(actor=district.head, case=leading, children=[young, afoot])
    for case in (young, afoot, alone):
        case.refresh_from_db()
    assert [case.state for case in (leading, young, afoot, alone)] == [
        State.REPLIED,
        State.REPLIED,
        State.REPLIED,
        State.REGISTERED,
    ]
    assert {case.replies.get().text for case in (young, afoot)} == {"已组织专场招聘"}
    assert (young.lead_unit, young.tier, young.dispatched_month) == (
        district.bureau,
        Tier.TIME_LIMITED,
        202603,
    )
    for case in (young, afoot):
        running = case.deadlines.filter(met_at__isnull=True, cancelled_at__isnull=True)
        assert [row.stage for row in running] == [Stage.VERIFY]
    case_verify(actor=district.officer, case=young, method="call", is_solved=False)
    assert (young.state, young.round) == (State.HANDLING, 2)
    leading.refresh_from_db()
    assert leading.state == State.REPLIED


def test_nobody_but_the_machine_answers_a_case_with_another(district, register):
    case = register()
    assert isinstance(case.workflow, Workflow)
    case_group(actor=district.officer, case=case, parent=register(title="招工难"))
    for name in ("officer", "head", "leader"):
        offered = {move.name for move in moves_offered(user=getattr(district, name), case=case)}
        assert "answer_with_parent" not in offered


# days after closing, the new case, whether it came back
CAME_BACK = [
    (10, {}, True),
    (89, {}, True),
    (91, {}, False),
    (10, {"title": "厂门口道路破损"}, False),
    (10, {"title": "仍缺焊工十名"}, True),
    (10, {"kind": Kind.ISSUE}, False),
]


@pytest.mark.parametrize(("days", "facts", "came_back"), CAME_BACK)
def test_a_like_case_within_ninety_days_of_closing_came_back(
    register, closed, clock, days, facts, came_back
):
    before = closed()
    clock.move_to(MONDAY + timedelta(days=days))
    assert register(**facts).relapse_of == (before if came_back else None)


def test_categories_decide_likeness_where_both_have_one(register, closed, clock):
    land, talent = (Category.objects.get(code=code) for code in ("land", "talent"))
    before = closed(category=talent)
    clock.move_to(MONDAY + timedelta(days=5))
    assert register(category=land).relapse_of is None
    assert register(title="招工平台收费高", category=talent).relapse_of == before


def test_what_could_not_be_solved_or_is_anothers_did_not_come_back(register, closed, clock):
    closed(outcome=Outcome.CANNOT)
    closed(enterprise=other_firm())
    clock.move_to(MONDAY + timedelta(days=5))
    assert register().relapse_of is None


def test_the_office_may_judge_at_triage_that_it_is_another_matter(
    district, register, closed, clock
):
    closed()
    clock.move_to(MONDAY + timedelta(days=5))
    kept, other = register(), register()
    case_triage(actor=district.officer, case=kept, tier=Tier.TIME_LIMITED)
    case_triage(actor=district.officer, case=other, tier=Tier.TIME_LIMITED, is_relapse=False)
    assert kept.relapse_of is not None
    assert other.relapse_of is None
    assert trail_of(other).first().changes["no_relapse_of"]


def test_the_case_page_tells_only_of_kin_one_may_see(district, handled, register, signed_in):
    leading = handled()
    hidden = register(enterprise=other_firm())
    case_group(actor=district.officer, case=hidden, parent=leading)
    page = signed_in(district.officer).get(f"/cases/{leading.number}/")
    assert [cases for _label, cases in page.context["kin"]] == [[hidden]]
    page = signed_in(district.head).get(f"/cases/{leading.number}/")
    assert page.context["kin"] == []


def test_the_look_up_finds_open_cases_one_may_see(district, register, closed, signed_in):
    case = register(title="招工难")
    closed(title="招工难")
    client = signed_in(district.officer)
    found = client.get("/cases/lookup/", {"q": "招工"}).json()["results"]
    assert [row["id"] for row in found] == [case.pk]
    assert client.get("/cases/lookup/", {"q": "招"}).json()["results"] == []
    assert signed_in(district.visitor).get("/cases/lookup/", {"q": "招工"}).json()["results"] == []
