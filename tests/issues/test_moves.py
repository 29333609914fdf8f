"""Every move × every state, and who may press what: written by hand, checked against the code."""

import copy
from datetime import datetime
from functools import partial
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import time_machine

from core.errors import DomainError, NotNow, NotYou
from issues.access import MachineActor
from issues.forms import STEP_FORMS
from issues.models import Case, CaseRequest, Meeting, Milestone, Responsibility
from issues.services import (
    dispatch,
    handling,
    kin,
    meetings,
    plans,
    requests,
    returns,
    verification,
)
from issues.services.cases import case_register
from issues.services.deadlines import deadline_set
from issues.services.offers import moves_offered, step_check
from issues.services.steps import case_step
from issues.views.case import MAIN_MOVES
from issues.workflow import CASE_WORKFLOW, EXTENSIONS, Asked, Outcome, State, Tier
from tests.factories import MembershipFactory, OrganizationFactory
from tests.issues.district import small_district

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))

LATER = datetime(2026, 3, 20, 17, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
SOON = datetime(2026, 3, 6, 17, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
VERBS = ("approve", "refuse")


def _decide(d, **facts):
    requests.case_decide_request(decision="同意", **facts)


def _another(d):
    return case_register(actor=d.officer, kind="demand", enterprise=d.firm, title="招工渠道少")


def _convene(d, **facts):
    Responsibility.objects.filter(role="task").delete()
    Meeting.objects.filter(minuted_at__isnull=True).delete()
    meetings.case_convene(held_at=MONDAY, place="三楼会议室", units=[d.school], **facts)


def _waiting_meeting(d, case):
    facts = {"held_at": MONDAY, "place": "三楼", "convened_by": d.leader, "convened_at": MONDAY}
    return meetings.meeting_waiting(case) or Meeting.objects.create(case=case, round=1, **facts)


def _minute(d, *, case, **facts):
    _waiting_meeting(d, case)
    tasks = [meetings.Task(d.school, "提供名单", SOON)]
    meetings.case_record_minutes(case=case, minutes="各单位分头办理", tasks=tasks, **facts)


def _task_reply(d, *, case, **facts):
    part = Responsibility.objects.filter(role="task").first() or _task(d, case)
    meetings.case_task_reply(case=case, part=part, text="名单已送", **facts)


def _task(d, case):
    """The school has a task, however the case stands."""
    row = deadline_set(case, "task", organization_id=d.school.pk, at=MONDAY, due_at=SOON)
    meeting = _waiting_meeting(d, case)
    facts = {"organization": d.school, "role": "task", "task": "提供名单", "since_at": MONDAY}
    return Responsibility.objects.create(case=case, meeting=meeting, deadline=row, **facts)


LINES = [plans.Line("方案", 2, SOON.date())]


def _meet_milestone(d, *, case, **facts):
    one = case.milestones.first() or _milestone(d, case)
    plans.case_meet_milestone(case=case, milestone=one, note="已完成", **facts)


def _milestone(d, case):
    """A milestone stands, however the case stands."""
    row = deadline_set(case, "milestone", organization_id=d.bureau.pk, at=MONDAY, due_at=SOON)
    return Milestone.objects.create(
        case=case, name="方案", length=2, deadline=row, original_due_at=SOON
    )


def _answer(d, **facts):
    with case_step(move="answer_with_parent", **facts):
        pass


# move → who makes it, and how
MOVES = {
    "solve_on_the_spot": (
        "officer",
        lambda d, **f: verification.case_solve_on_the_spot(how="已协调", **f),
    ),
    "triage": ("officer", lambda d, **f: dispatch.case_triage(tier=Tier.TIME_LIMITED, **f)),
    "dispatch_on_the_spot": (
        "officer",
        lambda d, **f: dispatch.case_dispatch_on_the_spot(lead=d.bureau, **f),
    ),
    "dispatch": (
        "officer",
        lambda d, **f: dispatch.case_dispatch(lead=d.bureau, supports=[(d.school, "")], **f),
    ),
    "accept": ("head", lambda d, **f: handling.case_accept(**f)),
    "pass_down": ("head", lambda d, **f: dispatch.case_pass_down(unit=d.branch, **f)),
    "return": ("head", lambda d, **f: returns.case_return(reason="不属于我局", **f)),
    "uphold_return": ("officer", lambda d, **f: returns.case_decide_return(uphold=True, **f)),
    "reject_return": ("officer", lambda d, **f: returns.case_decide_return(uphold=False, **f)),
    "assign": ("head", lambda d, **f: handling.case_assign(handler=d.handler, **f)),
    "contact": ("handler", lambda d, **f: handling.case_contact(note="已联系", **f)),
    "support_reply": ("school_head", lambda d, **f: handling.case_support_reply(text="可以", **f)),
    "convene": ("leader", _convene),
    "record_minutes": ("officer", _minute),
    "task_reply": ("school_head", _task_reply),
    "plan": ("head", lambda d, **f: plans.case_plan(lines=LINES, **f)),
    "meet_milestone": ("head", _meet_milestone),
    "submit_reply": (
        "handler",
        lambda d, **f: handling.case_submit_reply(text="已办", without_supports="急", **f),
    ),
    "send_back_reply": ("head", lambda d, **f: handling.case_send_back_reply(reason="太短", **f)),
    "approve_reply": ("head", lambda d, **f: handling.case_approve_reply(**f)),
    "verify": (
        "officer",
        lambda d, **f: verification.case_verify(method="call", is_solved=True, **f),
    ),
    "reopen": ("officer", lambda d, **f: verification.case_reopen(reason="未解决", **f)),
    "close": ("officer", lambda d, **f: verification.case_close(outcome=Outcome.SOLVED, **f)),
    "return_visit": (
        "officer",
        lambda d, **f: verification.case_return_visit(is_solved=True, **f),
    ),
    "ask_extension": (
        "head",
        lambda d, **f: requests.case_ask_extension(due_at=LATER, reason="待批", told="已说明", **f),
    ),
    "ask_suspension": (
        "head",
        lambda d, **f: requests.case_ask_suspension(review_at=LATER, reason="无政策", **f),
    ),
    "resume": ("head", lambda d, **f: requests.case_resume(**f)),
    "ask_withdrawal": (
        "officer",
        lambda d, **f: requests.case_ask_withdrawal(reason="重复登记", **f),
    ),
    "merge": ("officer", lambda d, **f: kin.case_merge(into=_another(d), reason="重复", **f)),
    "split": ("officer", lambda d, **f: kin.case_split(titles=["用工"], reason="两件事", **f)),
    "group": ("officer", lambda d, **f: kin.case_group(parent=_another(d), **f)),
    "ungroup": ("officer", lambda d, **f: kin.case_ungroup(reason="情况不同", **f)),
    "answer_with_parent": ("machine", _answer),
    **{
        f"{verb}_{kind}": (
            "officer" if kind == Asked.EXTENSION else "leader",
            partial(_decide, kind=kind, approve=verb == "approve"),
        )
        for kind in Asked
        if kind != Asked.REGRADE
        for verb in VERBS
    },
}
UNANSWERED = (
    State.REGISTERED,
    State.TRIAGED,
    State.DISPATCHED,
    State.ACCEPTED,
    State.HANDLING,
)
MEETING = {"convene", "record_minutes"}
PLANNING = {"plan", "meet_milestone"}
UNDER_ANOTHER = {"ungroup", "answer_with_parent"}
KIN = {"merge", "split", "group", *UNDER_ANOTHER}
WITHDRAWAL = {"ask_withdrawal", "approve_withdrawal", "refuse_withdrawal"}
EXTENDING = {f"{verb}_{kind}" for kind in EXTENSIONS for verb in VERBS}
SUSPENDING = {f"{verb}_suspension" for verb in ("ask", *VERBS)}

# state → the moves that lead there, and the moves possible from there
WAYS = {
    State.REGISTERED: ([], {"solve_on_the_spot", "triage", "dispatch_on_the_spot"}),
    State.TRIAGED: (["triage"], {"dispatch"}),
    State.DISPATCHED: (["dispatch"], {"accept", "pass_down", "return", "support_reply"}),
    State.RETURNED: (["return"], {"uphold_return", "reject_return"}),
    State.ACCEPTED: (
        ["accept"],
        {"assign", "pass_down", "support_reply", "ask_extension", *EXTENDING},
    ),
    State.HANDLING: (
        ["assign"],
        {
            *("assign", "contact", "pass_down", "support_reply", "submit_reply", "ask_extension"),
            *EXTENDING,
            *SUSPENDING,
        },
    ),
    State.SUBMITTED: (["submit_reply"], {"send_back_reply", "approve_reply", *EXTENDING}),
    State.REPLIED: (["approve_reply"], {"verify", "reopen"}),
    State.VERIFIED: (["verify"], {"reopen", "close"}),
    State.CLOSED: (["close"], {"reopen", "return_visit"}),
    State.SUSPENDED: (["ask_suspension", "approve_suspension"], {"resume"}),
    State.WITHDRAWN: (["ask_withdrawal", "approve_withdrawal"], set()),
    State.MERGED: (["merge"], set()),
}
for _state, (_, _moves) in WAYS.items():
    if _state not in CASE_WORKFLOW.final:
        _moves |= WITHDRAWAL
    if _state in UNANSWERED:
        _moves |= KIN
    if _state in UNANSWERED[2:]:
        _moves |= MEETING | PLANNING
    if _state in (*UNANSWERED[1:], State.RETURNED, State.SUBMITTED):
        _moves.add("task_reply")
WAYS[State.SUBMITTED][1].add("meet_milestone")
BEFORE = {
    State.TRIAGED: State.REGISTERED,
    State.DISPATCHED: State.TRIAGED,
    State.RETURNED: State.DISPATCHED,
    State.ACCEPTED: State.DISPATCHED,
    State.HANDLING: State.ACCEPTED,
    State.SUBMITTED: State.HANDLING,
    State.REPLIED: State.SUBMITTED,
    State.VERIFIED: State.REPLIED,
    State.CLOSED: State.VERIFIED,
    State.SUSPENDED: State.HANDLING,
    State.WITHDRAWN: State.HANDLING,
    State.MERGED: State.HANDLING,
}

# state → who may press what; whoever is not named sees no button
BUTTONS = {
    State.REGISTERED: {
        "officer": {"solve_on_the_spot", "triage", "dispatch_on_the_spot", "ask_withdrawal"},
        "leader": {"solve_on_the_spot", "dispatch_on_the_spot"},
    },
    State.TRIAGED: {"officer": {"dispatch", "ask_withdrawal"}},
    State.DISPATCHED: {
        "officer": {"ask_withdrawal"},
        "head": {"accept", "pass_down", "return"},
        "school_head": {"support_reply"},
    },
    State.RETURNED: {"officer": {"uphold_return", "reject_return", "ask_withdrawal"}},
    State.ACCEPTED: {
        "officer": {"ask_withdrawal"},
        "head": {"assign", "pass_down", "ask_extension"},
        "school_head": {"support_reply"},
    },
    State.HANDLING: {
        "officer": {"ask_withdrawal"},
        "head": {
            *("assign", "contact", "pass_down", "submit_reply"),
            *("ask_extension", "ask_suspension"),
        },
        "handler": {"contact", "submit_reply"},
        "school_head": {"support_reply"},
    },
    State.SUBMITTED: {
        "officer": {"ask_withdrawal"},
        "head": {"send_back_reply", "approve_reply"},
    },
    State.REPLIED: {"officer": {"verify", "reopen", "ask_withdrawal"}},
    State.VERIFIED: {"officer": {"reopen", "close", "ask_withdrawal"}},
    State.CLOSED: {"officer": {"reopen", "return_visit"}, "leader": {"return_visit"}},
    State.SUSPENDED: {
        "officer": {"resume", "ask_withdrawal"},
        "head": {"resume"},
        "leader": {"resume"},
    },
    State.WITHDRAWN: {},
    State.MERGED: {},
}
for _state in UNANSWERED:
    BUTTONS[_state].setdefault("officer", set()).update({"merge", "split", "group"})
for _state in UNANSWERED[2:]:
    BUTTONS[_state]["leader"] = {"convene"}
GIVEN = {
    "officer": {"record_minutes"},
    "leader": {"record_minutes"},
    "school_head": {"task_reply"},
}
"""No button without a meeting or a task, which the ways above bring along."""
PEOPLE = ["officer", "head", "handler", "school_head", "town_head", "leader", "visitor"]


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def with_a_school() -> SimpleNamespace:
    """The district with one more bureau, which supports, and a case."""
    district = small_district()
    district.school = OrganizationFactory(name="教育局", parent=district.root)
    district.school_head = MembershipFactory(role="unit_head", organization=district.school).user
    district.branch = OrganizationFactory(name="人才服务中心", parent=district.bureau)
    district.machine = MachineActor("answer_children")
    district.case = case_register(
        actor=district.officer, kind="demand", enterprise=district.firm, title="招工难"
    )
    return district


def brought(state) -> SimpleNamespace:
    with time_machine.travel(MONDAY, tick=False):
        district = with_a_school()
        bring(district, district.case, state)
    return district


@pytest.fixture(scope="module", params=State)
def state(request):
    return request.param


@pytest.fixture(scope="module")
def at_the_state(state, once):
    """A case brought to the state once for all that is tried there; each try is taken back."""
    with once(partial(brought, state)) as district:
        yield district


@pytest.fixture
def there(at_the_state, db):
    return copy.deepcopy(at_the_state)


def make(district, case, move):
    """Make the move; what it decides was asked for before, however the case stands."""
    who, how = MOVES[move]
    kind = move.partition("_")[2]
    if move.startswith(VERBS) and kind in Asked.values and case.asked != kind:
        asked_for(district, case, kind)
    if move in PLANNING and case.tier != Tier.LEADER_LED:
        case.tier = Tier.LEADER_LED
        Case.objects.filter(pk=case.pk).update(tier=case.tier)
    if move in UNDER_ANOTHER and case.parent is None:
        case.parent = _another(district)
        Case.objects.filter(pk=case.pk).update(parent=case.parent)
    how(district, actor=getattr(district, who), case=case)


def asked_for(district, case, kind):
    """Somebody asked for it, whatever the state."""
    facts = {"due_at": LATER} if kind != Asked.WITHDRAWAL else {}
    if kind in EXTENSIONS:
        facts |= {"deadline": case.deadlines.last(), "from_at": MONDAY, "told": "已说明"}
    CaseRequest.objects.create(
        case=case, kind=kind, round=1, reason="待批", requested_by=district.visitor,
        requested_at=MONDAY, **facts,
    )  # fmt: skip
    Case.objects.filter(pk=case.pk).update(asked=kind)
    case.asked = kind


def bring(district, case, state):
    if state in BEFORE:
        bring(district, case, BEFORE[state])
    for move in WAYS[state][0]:
        make(district, case, move)
    assert case.state == state


def test_the_tables_here_name_every_state_and_move():
    names = {move.name for move in CASE_WORKFLOW.moves} - {"register", "reopen_unled"}
    assert set(MOVES) == names
    assert set(WAYS) == set(BUTTONS) == set(State)
    assert set(STEP_FORMS) == names - {"answer_with_parent"} | {"reopen_unled"}
    assert set(MAIN_MOVES) <= names


@pytest.mark.parametrize("move", MOVES)
def test_a_move_is_possible_in_the_states_of_the_table_only(there, state, move):
    case = there.case
    if move in WAYS[state][1]:
        make(there, case, move)
        return
    with pytest.raises(NotNow):
        make(there, case, move)
    case.refresh_from_db()
    assert case.state == state


def test_each_person_sees_their_own_buttons_only(there, state):
    offered = {
        person: {move.name for move in moves_offered(user=getattr(there, person), case=there.case)}
        for person in PEOPLE
    }
    assert {person: moves for person, moves in offered.items() if moves} == BUTTONS[state]


@pytest.mark.parametrize("person", PEOPLE)
def test_what_is_no_button_is_refused_by_the_service_too(there, state, person):
    case = there.case
    mine = BUTTONS[state].get(person, set()) | GIVEN.get(person, set())
    for move in WAYS[state][1] - mine:
        with pytest.raises(DomainError):
            MOVES[move][1](there, actor=getattr(there, person), case=case)
        case.refresh_from_db()
        assert case.state == state


@pytest.mark.parametrize(
    ("state", "person", "move", "refusal"),
    [
        (State.REGISTERED, "officer", "close", NotNow),
        (State.DISPATCHED, "officer", "accept", NotYou),
        (State.DISPATCHED, "town_head", "accept", NotYou),
    ],
    indirect=["state"],
)
def test_a_step_that_is_not_offered_says_whether_it_is_the_time_or_the_person(
    there, person, move, refusal
):
    with pytest.raises(refusal):
        step_check(user=getattr(there, person), case=there.case, move=move)


@pytest.mark.parametrize("state", [State.RETURNED], indirect=True)
def test_a_support_that_has_replied_and_a_unit_that_has_returned_are_not_asked_again(there):
    case = there.case
    make(there, case, "reject_return")
    make(there, case, "support_reply")
    assert {move.name for move in moves_offered(user=there.head, case=case)} == {
        "accept",
        "pass_down",
    }
    assert moves_offered(user=there.school_head, case=case) == []
    assert Responsibility.objects.get(role="support").reply == "可以"


def test_the_case_in_hand_says_what_was_written(there):
    case, written = there.case, Case.objects.get(pk=there.case.pk)
    for column in Case._meta.concrete_fields:
        if column.name != "search":
            assert getattr(case, column.attname) == getattr(written, column.attname), column
