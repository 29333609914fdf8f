"""The level of a hazard: matrix and criteria, and the change that somebody else approves."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.audit import trail_of
from core.errors import NotNow, NotSo, NotYou
from issues.models import CaseRequest, Deadline
from issues.workflow import Stage
from notices.models import Notice
from organizations.models import Position
from organizations.roles import Role
from safety.models import Assessment, GradeChange, Listing, MajorCriterion, RectificationPlan
from safety.services.assessment import hazard_assess
from safety.services.loop import hazard_order, hazard_submit
from safety.services.requests import hazard_ask_regrade, hazard_decide
from safety.workflow import Grade, HazardState
from tests.factories import MembershipFactory, PositionFactory, UserFactory
from tests.safety.conftest import JUDGED, PLAN

ORDINARY, MAJOR = Grade.ORDINARY, Grade.MAJOR
SOON = timezone.localdate() + timedelta(days=60)

# likelihood, severity → what the matrix proposes
PROPOSED = [
    (1, 1, ORDINARY), (5, 2, ORDINARY), (2, 5, ORDINARY), (3, 4, ORDINARY), (4, 3, ORDINARY),
    (3, 5, MAJOR), (5, 3, MAJOR), (4, 4, MAJOR), (5, 5, MAJOR),
]  # fmt: skip


@pytest.fixture
def leader(district):
    """The district leader who answers for the authority and for the bureau."""
    person = UserFactory(username="leader", full_name="leader")
    MembershipFactory(user=person, role=Role.DISTRICT_LEADER, organization=district.root)
    post = PositionFactory(organization=district.root, kind=Position.Kind.LEADER, holder=person)
    for unit in (district.authority, district.bureau):
        unit.leader = post
        unit.save()
    return person


@pytest.mark.parametrize(("likelihood", "severity", "proposed"), PROPOSED)
def test_the_matrix_proposes_and_the_assessor_decides(
    hazard_in, district, likelihood, severity, proposed
):
    case = hazard_in(HazardState.FILED)
    facts = {"likelihood": likelihood, "severity": severity, "basis": "现场判断"}
    hazard_assess(actor=district.inspector, case=case, grade=ORDINARY, **facts)
    kept = Assessment.objects.get()
    assert (kept.score, kept.proposed, kept.grade) == (likelihood * severity, proposed, ORDINARY)
    assert (kept.assessed_by, kept.basis) == (district.inspector, "现场判断")


def test_a_criterion_makes_it_major_outright(hazard_in, district):
    case = hazard_in(HazardState.FILED)
    criterion = MajorCriterion.objects.filter(field="fire").first()
    facts = {"actor": district.inspector, "case": case, "criteria": [criterion], **JUDGED}
    with pytest.raises(NotSo) as refused:
        hazard_assess(grade=ORDINARY, **facts)
    assert "grade" in refused.value.fields
    hazard_assess(grade=MAJOR, **facts)
    kept = Assessment.objects.get()
    assert (kept.is_outright, kept.proposed, kept.criteria) == (True, MAJOR, [str(criterion)])


@pytest.mark.parametrize(
    ("constraint", "facts"),
    [
        ("assessment_by_a_criterion_is_major", {"is_outright": True, "proposed": MAJOR}),
        ("assessment_score", {"score": 8}),
        ("assessment_proposes_by_score", {"proposed": MAJOR}),
        ("assessment_within_the_matrix", {"likelihood": 6, "score": 18, "proposed": MAJOR}),
        ("assessment_has_basis", {"basis": ""}),
        ("assessment_once_per_round", {"round": 1}),
    ],
)
def test_the_database_refuses_an_assessment_against_the_rules(
    hazard_in, district, constraint, facts
):
    case = hazard_in(HazardState.ASSESSED)
    row = {
        "case": case, "round": 2, "likelihood": 3, "severity": 3, "score": 9,
        "proposed": ORDINARY, "grade": ORDINARY, "basis": "标准", "assessed_by": district.inspector,
        "assessed_at": timezone.now(), **facts,
    }  # fmt: skip
    with pytest.raises(IntegrityError, match=CONSTRAINT_OR_KEY[constraint]), transaction.atomic():
        Assessment.objects.create(**row)


CONSTRAINT_OR_KEY = {
    "assessment_by_a_criterion_is_major": "assessment_by_a_criterion_is_major",
    "assessment_score": "assessment_score",
    "assessment_proposes_by_score": "assessment_proposes_by_score",
    "assessment_within_the_matrix": "assessment_within_the_matrix",
    "assessment_has_basis": "assessment_has_basis",
    "assessment_once_per_round": "assessment_once_per_round|UNIQUE",
}


def asked(case, actor, grade=MAJOR):
    hazard_ask_regrade(actor=actor, case=case, grade=grade, reason="后果加重", basis="判定标准")


def decided(case, actor, approve=True):
    hazard_decide(actor=actor, case=case, kind="regrade", approve=approve, decision="核实无误")


def running(case) -> set[str]:
    rows = Deadline.objects.filter(case=case, met_at=None, cancelled_at=None)
    return set(rows.values_list("stage", flat=True))


def test_a_change_of_level_is_approved_and_its_clocks_begin_with_the_decision(
    hazard_in, district, leader
):
    case = hazard_in(HazardState.RECTIFYING)
    asked(case, district.inspector)
    assert running(case) == {Stage.RECTIFY, Stage.DECISION}
    assert Notice.objects.filter(template="issues.to_decide", recipient=leader).exists()
    decided(case, leader)
    assert (case.state, case.grade) == (HazardState.ASSESSED, MAJOR)
    assert running(case) == {Stage.ORDER}
    assert case.resolve_due_at is None
    with pytest.raises(NotSo, match="whole plan"):
        hazard_order(actor=district.inspector, case=case, lead=district.bureau, plan={})
    facts = {"actor": district.inspector, "case": case, "lead": district.bureau}
    hazard_order(**facts, plan=PLAN, due_on=SOON)
    assert running(case) == {Stage.RECTIFY, Stage.PROGRESS}
    assert timezone.localdate(case.resolve_due_at) >= SOON
    assert [plan.superseded_at is None for plan in RectificationPlan.objects.all()] == [
        True,
        False,
    ]
    listing = Listing.objects.get()
    assert (listing.case, listing.unit, listing.leader) == (case, district.authority, leader)
    actions = [entry.action for entry in trail_of(case)]
    assert {"ask_regrade", "approve_regrade"} <= set(actions)
    change = GradeChange.objects.get()
    assert (change.from_grade, change.to_grade, change.basis) == (ORDINARY, MAJOR, "判定标准")


def test_refused_it_stays_as_it_was(hazard_in, district):
    case = hazard_in(HazardState.ASSESSED)
    asked(case, district.inspector)
    with pytest.raises(NotSo) as refused:
        hazard_decide(actor=district.officer, case=case, kind="regrade", approve=False)
    assert "decision" in refused.value.fields
    decided(case, district.officer, approve=False)
    assert (case.state, case.grade, case.asked) == (HazardState.ASSESSED, ORDINARY, "")
    assert running(case) == {Stage.ORDER}
    with pytest.raises(NotNow):
        decided(case, district.officer)


def test_made_ordinary_it_comes_off_the_list(hazard_in, district):
    case = hazard_in(HazardState.RECTIFYING, grade=MAJOR, due_on=SOON)
    asked(case, district.inspector, ORDINARY)
    decided(case, district.officer)
    listing = Listing.objects.get()
    assert (case.grade, listing.ending, listing.words) == (ORDINARY, "regraded", "核实无误")
    assert listing.unlisted_by == district.officer
    hazard_order(actor=district.inspector, case=case, lead=district.bureau, plan=PLAN)
    assert running(case) == {Stage.RECTIFY}


def test_it_waits_once_and_lapses_with_the_rectification(hazard_in, district, photo):
    case = hazard_in(HazardState.RECTIFYING)
    asked(case, district.inspector)
    with pytest.raises(NotNow):
        asked(case, district.head)
    hazard_submit(actor=district.head, case=case, how="已清理", after=[photo("green")])
    assert (case.asked, running(case)) == ("", {Stage.ACCEPTANCE})
    assert CaseRequest.objects.get().lapsed_at is not None
    with pytest.raises(NotNow):
        decided(case, district.officer)


MAY = {
    "ask": {"inspector", "town_inspector", "head"},
    "decide": {"officer", "leader", "authority_head"},
}
PEOPLE = (
    "officer", "inspector", "town_inspector", "head", "handler", "town_head", "visitor", "leader",
    "authority_head",
)  # fmt: skip


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("what", MAY)
def test_who_asks_for_a_change_of_level_and_who_decides(
    hazard_in, district, leader, person_with, what, person
):
    district.leader = leader
    district.authority_head = person_with(Role.UNIT_HEAD, district.authority)
    case = hazard_in(HazardState.RECTIFYING)
    if what == "decide":
        asked(case, district.inspector)
    attempt = {"ask": asked, "decide": decided}[what]
    if person in MAY[what]:
        attempt(case, getattr(district, person))
    else:
        with pytest.raises(NotYou):
            attempt(case, getattr(district, person))


def test_whoever_asked_never_decides_nor_does_the_rectifying_unit(hazard_in, district):
    case = hazard_in(HazardState.RECTIFYING)
    MembershipFactory(
        user=district.officer, role=Role.SAFETY_OFFICER, organization=district.authority
    )
    asked(case, district.officer)
    with pytest.raises(NotYou, match="asked"):
        decided(case, district.officer)
    other = UserFactory()
    for role, unit in ((Role.VISIT_OFFICE, district.office), (Role.HANDLER, district.bureau)):
        MembershipFactory(user=other, role=role, organization=unit)
    with pytest.raises(NotYou, match="Your unit"):
        decided(case, other)
    with pytest.raises(IntegrityError, match="request_decided_by_another"), transaction.atomic():
        CaseRequest.objects.update(
            approved=True, decided_by=district.officer, decided_at=timezone.now()
        )


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"grade": ORDINARY}, "grade"),
        ({"grade": "huge"}, "grade"),
        ({"reason": " "}, "reason"),
        ({"basis": ""}, "basis"),
    ],
)
def test_what_cannot_be_asked_is_refused_beside_its_field(hazard_in, district, facts, field):
    case = hazard_in(HazardState.ASSESSED)
    facts = {"grade": MAJOR, "reason": "加重", "basis": "标准", **facts}
    with pytest.raises(NotSo) as refused:
        hazard_ask_regrade(actor=district.inspector, case=case, **facts)
    assert field in refused.value.fields


@pytest.mark.parametrize(
    ("constraint", "facts"),
    [
        ("grade_change_changes", {"to_grade": ORDINARY}),
        ("grade_change_between_levels", {"to_grade": "huge"}),
        ("grade_change_has_basis", {"basis": ""}),
    ],
)
def test_the_database_refuses_a_change_against_the_rules(hazard_in, district, constraint, facts):
    case = hazard_in(HazardState.ASSESSED)
    request = CaseRequest.objects.create(
        case=case, kind="regrade", round=1, reason="加重", requested_by=district.inspector,
        requested_at=timezone.now(),
    )  # fmt: skip
    row = {"from_grade": ORDINARY, "to_grade": MAJOR, "basis": "标准", **facts}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        GradeChange.objects.create(request=request, **row)
