"""Each rule refused by the service and, with the service out of the way, by the database."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.errors import NotNow, NotSo, NotYou
from issues.models import Attachment
from organizations.roles import Role
from safety.models import Acceptance, RectificationPlan
from safety.services.acceptance import hazard_accept, hazard_fail
from safety.services.assessment import hazard_assess
from safety.services.finding import (
    hazard_fix_on_the_spot,
    hazard_name_lead,
    hazard_open,
    hazard_register,
)
from safety.services.loop import hazard_file, hazard_order, hazard_submit
from safety.workflow import HAZARD_WORKFLOW, MAJOR_MOVES, Grade, HazardState
from tests.factories import MembershipFactory, OrganizationFactory
from tests.safety.conftest import JUDGED, PLAN

SOON = timezone.localdate() + timedelta(days=40)


def attempts(district, case, photo):
    """Each move, made by somebody who may, with what it needs."""
    inspector, head, visitor = district.inspector, district.head, district.visitor
    return {
        "name_lead": lambda: hazard_name_lead(actor=visitor, case=case, lead=district.bureau),
        "fix_on_the_spot": lambda: hazard_fix_on_the_spot(
            actor=visitor, case=case, how="清理", after=[photo("blue")]
        ),
        "file": lambda: hazard_file(actor=inspector, case=case, field="fire"),
        "assess": lambda: hazard_assess(actor=inspector, case=case, grade=Grade.ORDINARY, **JUDGED),
        "order": lambda: hazard_order(actor=inspector, case=case, lead=district.bureau, plan=PLAN),
        "submit": lambda: hazard_submit(actor=head, case=case, how="清理", after=[photo("blue")]),
        "pass_acceptance": lambda: hazard_accept(actor=inspector, case=case),
        "fail_acceptance": lambda: hazard_fail(actor=inspector, case=case, reason="不合格"),
    }


POSSIBLE = {
    "name_lead": {HazardState.FOUND},
    "fix_on_the_spot": {HazardState.FOUND},
    "file": {HazardState.FOUND},
    "assess": {HazardState.FILED},
    "order": {HazardState.ASSESSED},
    "submit": {HazardState.RECTIFYING},
    "pass_acceptance": {HazardState.ACCEPTING},
    "fail_acceptance": {HazardState.ACCEPTING},
}


@pytest.mark.parametrize("state", HazardState)
@pytest.mark.parametrize("move", POSSIBLE)
def test_every_move_in_every_state(hazard_in, district, photo, move, state):
    case = hazard_in(state)
    attempt = attempts(district, case, photo)[move]
    if state in POSSIBLE[move]:
        attempt()
        assert case.state == HAZARD_WORKFLOW.move(move).target
    else:
        with pytest.raises(NotNow):
            attempt()
        case.refresh_from_db()
        assert case.state == state


def test_the_table_of_moves_is_the_workflow(db):
    table = {
        move.name: set(move.sources) for move in HAZARD_WORKFLOW.moves if move.name in POSSIBLE
    }
    assert table == POSSIBLE
    rest = {move.name for move in HAZARD_WORKFLOW.moves} - set(POSSIBLE)
    of_major = {move.name for move in MAJOR_MOVES}
    assert rest - of_major == {
        "find",
        "assign",
        "fail_acceptance_unled",
        "take_over",
        "task_reply",
        "decide_jointly",
        "second_check",
    }


MAY = {
    "file": {"officer", "inspector", "town_inspector"},
    "assess": {"inspector", "town_inspector"},
    "order": {"inspector", "town_inspector"},
    "submit": {"head"},
    "pass_acceptance": {"inspector", "town_inspector"},
    "fail_acceptance": {"inspector", "town_inspector"},
}
PEOPLE = ("officer", "inspector", "town_inspector", "head", "handler", "town_head", "visitor")


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("move", MAY)
def test_every_move_by_every_person(hazard_in, district, photo, move, person):
    (state,) = POSSIBLE[move]
    case = hazard_in(state)
    for name in ("inspector", "head", "visitor"):
        setattr(district, name, getattr(district, person))
    attempt = attempts(district, case, photo)[move]
    if person in MAY[move]:
        attempt()
    else:
        with pytest.raises(NotYou):
            attempt()


def test_an_acceptor_who_also_belongs_to_the_rectifying_unit_is_refused(hazard_in, district):
    below = OrganizationFactory(name="节能科", kind="branch", parent=district.bureau)
    MembershipFactory(user=district.inspector, role=Role.HANDLER, organization=below)
    case = hazard_in(HazardState.ACCEPTING)
    for attempt in (
        lambda: hazard_accept(actor=district.inspector, case=case),
        lambda: hazard_fail(actor=district.inspector, case=case, reason="不合格"),
    ):
        with pytest.raises(NotYou, match="of the unit"):
            attempt()
    assert not Acceptance.objects.exists()


def test_who_submitted_the_rectification_does_not_accept_it(hazard_in, district, photo):
    case = hazard_in(HazardState.FOUND)
    hazard_fix_on_the_spot(actor=district.inspector, case=case, how="清理", after=[photo("blue")])
    with pytest.raises(NotYou, match="submitted"):
        hazard_accept(actor=district.inspector, case=case)


def acceptance(district, case, **facts):
    before, after = case.attachments.order_by("pk")
    return Acceptance(
        **{
            "case": case,
            "round": case.round,
            "rectifying_unit": district.bureau,
            "rectified_by": district.head,
            "acceptor": district.inspector,
            "acceptor_unit": district.authority,
            "passed": True,
            "before_photo": before,
            "after_photo": after,
            "at": timezone.now(),
            **facts,
        }
    )


@pytest.mark.parametrize(
    ("constraint", "facts"),
    [
        ("acceptance_not_by_the_rectifying_unit", {"acceptor_unit": "bureau"}),
        ("acceptance_not_by_who_rectified", {"acceptor": "head"}),
        ("acceptance_passed_has_photos", {"before_photo": None}),
        ("acceptance_passed_has_photos", {"after_photo": None}),
        ("acceptance_failed_says_why", {"passed": False, "words": ""}),
    ],
)
def test_the_database_refuses_an_acceptance_against_the_rules(
    hazard_in, district, constraint, facts
):
    case = hazard_in(HazardState.ACCEPTING)
    facts = {
        name: getattr(district, value) if isinstance(value, str) and value else value
        for name, value in facts.items()
    }
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        acceptance(district, case, **facts).save()
    acceptance(district, case).save()


def test_the_same_photo_is_not_before_and_after(hazard_in, district):
    case = hazard_in(HazardState.ACCEPTING)
    wrong = acceptance(district, case)
    wrong.after_photo = wrong.before_photo
    with pytest.raises(IntegrityError, match="acceptance_passed_has_photos"), transaction.atomic():
        wrong.save()


@pytest.mark.parametrize("purpose", [Attachment.Purpose.BEFORE, Attachment.Purpose.AFTER])
def test_no_writing_off_without_photos_before_and_after(hazard_in, district, purpose):
    case = hazard_in(HazardState.ACCEPTING)
    case.attachments.filter(purpose=purpose).delete()
    with pytest.raises(NotSo, match="photo"):
        hazard_accept(actor=district.inspector, case=case)
    case.refresh_from_db()
    assert case.state == HazardState.ACCEPTING


def test_no_submitting_without_photos(hazard_in, district, photo):
    case = hazard_in(HazardState.RECTIFYING, photos=[])
    with pytest.raises(NotSo) as refused:
        hazard_submit(actor=district.head, case=case, how="清理", after=[photo("blue")])
    assert "before" in refused.value.fields
    with pytest.raises(NotSo) as refused:
        hazard_submit(actor=district.head, case=case, how="清理", before=[photo("red")])
    assert "after" in refused.value.fields
    assert not case.attachments.exists()


@pytest.mark.parametrize("missing", ["measures", "person", "funds", "contingency", "due_on"])
def test_a_major_hazard_is_not_ordered_without_all_five_parts(hazard_in, district, missing):
    case = hazard_in(HazardState.ASSESSED, grade=Grade.MAJOR)
    plan = {**PLAN, missing: "  "}
    due_on = None if missing == "due_on" else SOON
    with pytest.raises(NotSo) as refused:
        hazard_order(
            actor=district.inspector, case=case, lead=district.bureau, plan=plan, due_on=due_on
        )
    assert set(refused.value.fields) == {missing}
    row = {**PLAN, "due_at": timezone.now(), "grade": Grade.MAJOR}
    row["due_at" if missing == "due_on" else missing] = None if missing == "due_on" else ""
    with pytest.raises(IntegrityError, match="plan_"), transaction.atomic():
        RectificationPlan.objects.create(
            case=case, round=1, made_by=district.inspector, made_at=timezone.now(), **row
        )


def test_an_ordinary_hazard_needs_measures_and_a_person(hazard_in, district):
    case = hazard_in(HazardState.ASSESSED)
    with pytest.raises(NotSo) as refused:
        hazard_order(actor=district.inspector, case=case, lead=district.bureau, plan={})
    assert set(refused.value.fields) == {"measures", "person"}


BAD = [
    (HazardState.FOUND, "file", {"field": "moon"}, "field"),
    (HazardState.FILED, "assess", {**JUDGED, "grade": "huge"}, "grade"),
    (HazardState.FILED, "assess", {**JUDGED, "grade": "major", "basis": " "}, "basis"),
    (HazardState.FILED, "assess", {**JUDGED, "grade": "major", "likelihood": 6}, "likelihood"),
    (HazardState.FILED, "assess", {**JUDGED, "grade": "major", "severity": 0}, "severity"),
    (HazardState.ASSESSED, "order", {"lead": "authority", "plan": PLAN}, "lead"),
    (HazardState.ASSESSED, "order", {"lead": "root", "plan": PLAN}, "lead"),
    (HazardState.ASSESSED, "order", {"lead": "gone", "plan": PLAN}, "lead"),
    (HazardState.RECTIFYING, "submit", {"how": " "}, "how"),
    (HazardState.FOUND, "fix_on_the_spot", {"how": ""}, "how"),
    (HazardState.ACCEPTING, "fail", {"reason": " "}, "reason"),
]
SERVICES = {
    "file": hazard_file,
    "assess": hazard_assess,
    "order": hazard_order,
    "submit": hazard_submit,
    "fix_on_the_spot": hazard_fix_on_the_spot,
    "fail": hazard_fail,
}


@pytest.mark.parametrize(("state", "move", "facts", "field"), BAD)
def test_what_cannot_be_right_is_refused_beside_its_field(
    hazard_in, district, state, move, facts, field
):
    district.gone = OrganizationFactory(name="已撤销的局", is_active=False)
    case = hazard_in(state)
    facts = {**facts, **({"lead": getattr(district, facts["lead"])} if "lead" in facts else {})}
    actor = district.head if move == "submit" else district.inspector
    with pytest.raises(NotSo) as refused:
        SERVICES[move](actor=actor, case=case, **facts)
    assert field in refused.value.fields
    case.refresh_from_db()
    assert case.state == state


def test_a_major_hazards_date_lies_after_the_order(hazard_in, district):
    case = hazard_in(HazardState.ASSESSED, grade=Grade.MAJOR)
    for day in (timezone.localdate(), date(2020, 1, 1)):
        with pytest.raises(NotSo) as refused:
            hazard_order(
                actor=district.inspector, case=case, lead=district.bureau, plan=PLAN, due_on=day
            )
        assert "due_on" in refused.value.fields


def test_a_hazard_needs_a_kind_of_danger_and_a_title(district):
    for facts in ({"title": "堆放杂物", "field": "moon"}, {"title": " ", "field": "fire"}):
        with pytest.raises(NotSo):
            hazard_open(actor=district.visitor, enterprise=district.firm, **facts)


def test_only_who_inspects_registers_a_hazard_by_hand(district):
    facts = {"enterprise": district.firm, "title": "堆放杂物", "field": "fire"}
    for person in (district.head, district.visitor, district.handler):
        with pytest.raises(NotYou):
            hazard_register(actor=person, **facts)
    for person in (district.inspector, district.town_inspector, district.officer):
        assert hazard_register(actor=person, **facts).oversight_unit == district.authority
