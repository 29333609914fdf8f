"""Safety-responsibility inspections: what opens one, who reads it and when, what it ends in."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.audit import trail_of
from core.errors import NotNow, NotSo, NotYou
from issues.models import Case, Deadline, Responsibility
from issues.services.deadlines import deadline_set
from issues.workflow import Stage
from notices.models import Notice
from organizations.models import Position
from organizations.roles import Role
from safety.models import Acceptance, Hazard, Inquiry
from safety.services.inquiries import (
    Measure,
    inquiries_sweep,
    inquiry_decide,
    inquiry_measure_report,
    inquiry_open,
    inquiry_record,
)
from safety.workflow import Grade, HazardState
from tests.factories import CaseFactory, MembershipFactory, PositionFactory, UserFactory

C = Inquiry.Cause
FOUND = {"root_cause": "隐患排查流于形式", "lesson": "整改要有人盯", "responsibility": "分管负责人"}
NOW = timezone.now()


@pytest.fixture
def leader(district):
    person = UserFactory(username="leader", full_name="leader")
    MembershipFactory(user=person, role=Role.DISTRICT_LEADER, organization=district.root)
    post = PositionFactory(organization=district.root, kind=Position.Kind.LEADER, holder=person)
    for unit in (district.authority, district.bureau):
        unit.leader = post
        unit.save()
    return person


@pytest.fixture
def hazard(district):
    """Return a maker of hazards that the bureau has to see rectified."""

    def make(**facts):
        number = f"YH2020{Case.objects.count():06}"
        case = CaseFactory(**{
            "number": number, "kind": "hazard", "state": HazardState.RECTIFYING,
            "lead_unit": district.bureau, "oversight_unit": district.authority, **facts,
        })  # fmt: skip
        Hazard.objects.create(case=case, field="fire")
        Responsibility.objects.create(
            case=case, organization=case.lead_unit, role="lead", since_at=case.registered_at
        )
        return case

    return make


@pytest.fixture
def under_way(hazard, district, leader):
    return inquiry_open(actor=district.inspector, case=hazard(), reason="反复出现")


def run_late(case, *, met=None, cancelled=None):
    row = deadline_set(
        case, Stage.RECTIFY, organization_id=case.lead_unit_id,
        at=NOW - timedelta(days=9), due_at=NOW - timedelta(days=3),
    )  # fmt: skip
    changed = {
        name: NOW - timedelta(days=days)
        for name, days in (("met_at", met), ("cancelled_at", cancelled))
        if days is not None
    }
    Deadline.objects.filter(pk=row.pk).update(**changed, next_at=None, next_level=None)


def failed(case, times, district):
    for number in range(times):
        Acceptance.objects.create(
            case=case, round=number + 1, rectified_by=district.head, acceptor=district.inspector,
            acceptor_unit=district.authority, passed=False, words="不到位", at=NOW,
        )  # fmt: skip


MADE = {
    "a major one past its date": (lambda h, d: run_late(h(grade=Grade.MAJOR)), {C.MAJOR_LATE}),
    "met too late": (lambda h, d: run_late(h(grade=Grade.MAJOR), met=1), {C.MAJOR_LATE}),
    "met in time": (lambda h, d: run_late(h(grade=Grade.MAJOR), met=5), set()),
    "taken back": (lambda h, d: run_late(h(grade=Grade.MAJOR), cancelled=1), set()),
    "an ordinary one past its date": (lambda h, d: run_late(h(grade=Grade.ORDINARY)), set()),
    "failed once": (lambda h, d: failed(h(), 1, d), set()),
    "failed twice": (lambda h, d: failed(h(), 2, d), {C.FAILED_TWICE}),
    "came back twice": (lambda h, d: h(relapse_of=h(relapse_of=h())), set()),
    "came back for the third time": (
        lambda h, d: h(relapse_of=h(relapse_of=h(relapse_of=h()))),
        {C.RELAPSES},
    ),
}


@pytest.mark.parametrize("name", MADE)
def test_what_opens_an_inspection_by_rule_and_only_once(hazard, district, leader, name):
    make, causes = MADE[name]
    make(hazard, district)
    assert len(inquiries_sweep()) == len(causes)
    assert set(Inquiry.objects.values_list("cause", flat=True)) == causes
    assert inquiries_sweep() == []
    for one in Inquiry.objects.all():
        assert (one.unit, one.opened_by, one.number) == (
            district.bureau, None, f"XC{timezone.localdate().year}0001",
        )  # fmt: skip
        assert [line.action for line in trail_of(one)] == ["inquiry_open"]


def test_the_fourth_return_is_the_same_cause(hazard, leader):
    third = hazard(relapse_of=hazard(relapse_of=hazard(relapse_of=hazard())))
    hazard(relapse_of=third)
    inquiries_sweep()
    assert Inquiry.objects.get().case == third


@pytest.mark.parametrize(
    ("person", "refusal"),
    [("inspector", None), ("officer", None), ("leader", None), ("head", NotYou), ("handler", NotYou), ("visitor", NotYou)],
)  # fmt: skip
def test_who_opens_one_by_hand(hazard, district, leader, person, refusal):
    district.leader = leader
    facts = {"actor": getattr(district, person), "case": hazard(), "reason": "反复出现"}
    if refusal:
        with pytest.raises(refusal):
            inquiry_open(**facts)
    else:
        assert inquiry_open(**facts).unit == district.bureau
        with pytest.raises(NotNow):
            inquiry_open(**facts)


def test_an_inspector_of_the_unit_itself_neither_opens_nor_reads(hazard, district, person_with):
    own = person_with(Role.SAFETY_OFFICER, district.town)
    case = hazard(lead_unit=district.town, town=district.town)
    with pytest.raises(NotYou):
        inquiry_open(actor=own, case=case, reason="反复出现")
    inquiry = inquiry_open(actor=district.inspector, case=case, reason="反复出现")
    assert not Inquiry.objects.visible_to(own).exists()
    with pytest.raises(NotYou):
        inquiry_record(actor=own, inquiry=inquiry, **FOUND)


def test_the_unit_reads_it_from_the_outcome_on(under_way, district, leader, signed_in):
    page, words = under_way.get_absolute_url(), under_way.number
    client = signed_in(district.head)
    assert client.get(page).status_code == 404
    for place in (
        under_way.case.get_absolute_url(), reverse("safety:inquiries"),
        reverse("reports:search") + f"?q={words}", reverse("notices:list"),
    ):  # fmt: skip
        assert page not in client.get(place).content.decode(), place
    assert not Notice.objects.filter(
        recipient=district.head, template__startswith="safety.inq"
    ).exists()
    assert Notice.objects.filter(recipient=leader, template="safety.inquiry_opened").exists()
    assert not [line for line in trail_of(under_way.case) if line.action.startswith("inquiry")]
    inquiry_record(actor=district.inspector, inquiry=under_way, **FOUND)
    assert client.get(page).status_code == 404
    inquiry_decide(
        actor=district.inspector, inquiry=under_way, outcome="criticised", decision="通报批评",
        measures=[Measure("开展一次全面自查", NOW + timedelta(days=7))],
    )  # fmt: skip
    assert "通报批评" in client.get(page).content.decode()
    assert (
        Notice.objects.get(recipient=district.head, template="safety.inquiry_decided").url == page
    )
    under_way.refresh_from_db()
    assert (under_way.outcome, under_way.unit, under_way.decider_unit) == (
        "criticised", district.bureau, district.authority,
    )  # fmt: skip


def test_a_measure_is_a_deadline_that_its_report_meets(under_way, district, leader):
    inquiry_record(actor=district.inspector, inquiry=under_way, **FOUND)
    measures = [
        Measure(text, NOW + timedelta(days=days)) for text, days in (("自查", 7), ("培训", 9))
    ]
    inquiry_decide(
        actor=district.inspector, inquiry=under_way, outcome="reminded", decision="约谈",
        measures=measures,
    )  # fmt: skip
    first, second = under_way.measures.all()
    assert [row.deadline.next_at is not None for row in (first, second)] == [True, True]
    facts = {"inquiry": under_way, "measure": first}
    with pytest.raises(NotYou):
        inquiry_measure_report(actor=district.inspector, done="已完成", **facts)
    inquiry_measure_report(actor=district.head, done="已完成", **facts)
    with pytest.raises(NotNow):
        inquiry_measure_report(actor=district.head, done="已完成", **facts)
    met = dict(Deadline.objects.filter(stage=Stage.MEASURE).values_list("pk", "met_at"))
    assert met[first.deadline_id] is not None
    assert met[second.deadline_id] is None


@pytest.mark.parametrize(
    ("recorded", "facts", "refusal"),
    [
        ({"lesson": ""}, {}, NotNow),
        ({}, {"outcome": "hanged"}, NotSo),
        ({}, {"decision": " "}, NotSo),
    ],
)
def test_no_outcome_without_cause_lesson_and_responsibility(
    under_way, district, recorded, facts, refusal
):
    inquiry_record(actor=district.inspector, inquiry=under_way, **{**FOUND, **recorded})
    given = {"outcome": "no_fault", "decision": "无责", **facts}
    with pytest.raises(refusal):
        inquiry_decide(actor=district.inspector, inquiry=under_way, **given)


@pytest.mark.parametrize(
    ("constraint", "facts"),
    [
        ("inquiry_decided_whole", {"outcome": "no_fault"}),
        ("inquiry_by_hand_says_who_and_why", {"reason": ""}),
        ("inquiry_by_hand_says_who_and_why", {"cause": C.RELAPSES}),
    ],
)
def test_the_database_refuses_an_inspection_against_the_rules(under_way, constraint, facts):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Inquiry.objects.update(**facts)


def test_the_database_lets_no_unit_decide_about_itself(under_way, district):
    facts = {
        **FOUND,
        "outcome": "no_fault",
        "decided_by": district.head,
        "decided_at": timezone.now(),
    }
    with pytest.raises(IntegrityError, match="not_decided_by_the_unit"), transaction.atomic():
        Inquiry.objects.update(**facts, decider_unit=district.bureau)


def test_an_inspection_goes_its_way_through_the_pages(hazard, district, leader, signed_in):
    case, client, head = hazard(), signed_in(district.inspector), signed_in(district.head)
    answer = client.post(
        reverse("safety:inquiry_create", args=[case.number]), {"reason": "反复出现"}
    )
    inquiry = Inquiry.objects.get()
    assert answer.url == inquiry.get_absolute_url()
    page = inquiry.get_absolute_url()
    assert client.post(f"{page}findings/", FOUND).status_code == 302
    lines = {
        "measures-TOTAL_FORMS": 2, "measures-INITIAL_FORMS": 0, "measures-0-text": "全面自查",
        "measures-0-due_on": (timezone.localdate() + timedelta(days=9)).isoformat(),
    }  # fmt: skip
    refused = client.post(f"{page}outcome/", {**lines, "outcome": "criticised"})
    assert "decision" in refused.context["form"].errors
    sent = {**lines, "outcome": "criticised", "decision": "通报批评"}
    assert client.post(f"{page}outcome/", sent).status_code == 302
    measure = inquiry.measures.get()
    assert head.get(f"{page}measures/{measure.pk}/").status_code == 200
    assert head.post(f"{page}measures/{measure.pk}/", {"done": "已自查"}).status_code == 302
    assert "已自查" in client.get(page).content.decode()
    assert inquiry.number in client.get(case.get_absolute_url()).content.decode()
