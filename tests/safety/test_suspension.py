"""The suspension order: who issues it, what stands in it, and who lifts it by which check."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.audit import trail_of
from core.errors import NotNow, NotSo, NotYou
from enterprises.services.merging import enterprise_merge
from notices.models import Notice
from organizations.models import Position
from organizations.roles import Role
from safety.defaults import RESUMPTION_ITEMS
from safety.models import ResumptionCheck, ResumptionItem, SuspensionOrder
from safety.services.loop import hazard_order
from safety.services.suspension import Found, resumption_check, suspension_order
from safety.workflow import Grade, HazardState
from tests.factories import (
    EnterpriseFactory,
    MembershipFactory,
    PositionFactory,
    UserFactory,
)
from tests.safety.conftest import PLAN
from tests.safety.factories import SuspensionOrderFactory

TODAY = timezone.localdate()
LAW = {"basis": "《安全生产法》第七十条", "reason": "整改前无法保证安全"}


@pytest.fixture
def other(district):
    """Another inspector of the authority."""
    person = UserFactory(username="other", full_name="other")
    MembershipFactory(user=person, role=Role.SAFETY_OFFICER, organization=district.authority)
    return person


@pytest.fixture
def leader(district):
    person = UserFactory(username="leader", full_name="leader")
    MembershipFactory(user=person, role=Role.DISTRICT_LEADER, organization=district.root)
    post = PositionFactory(organization=district.root, kind=Position.Kind.LEADER, holder=person)
    for unit in (district.authority, district.bureau, district.town):
        unit.leader = post
        unit.save()
    PositionFactory(organization=district.town, holder=district.town_head)
    return person


@pytest.fixture
def major(hazard_in):
    due_on = TODAY + timedelta(days=60)
    return lambda state=HazardState.RECTIFYING: hazard_in(state, grade=Grade.MAJOR, due_on=due_on)


def ordered(case, actor, **facts):
    law = {"extent": "whole", "starts_on": timezone.localdate(), **LAW}
    return suspension_order(actor=actor, case=case, **law | facts)


def checked(order, actor, failed=(), **facts):
    found = [
        Found(place not in failed, "未到位" if place in failed else "")
        for place in range(len(order.items))
    ]
    facts = {"found": found, "words": "逐项核查", **facts}
    return resumption_check(actor=actor, case=order.case, order=order, **facts)


def test_an_order_is_numbered_and_stands_on_the_enterprise(major, district):
    case = major()
    order = ordered(case, district.inspector, conditions=["喷淋系统检测合格", " "])
    assert order.number == f"TC{TODAY.year}0001"
    assert order.items == [*RESUMPTION_ITEMS, "喷淋系统检测合格"]
    assert (order.issuing_unit, order.issued_by) == (district.authority, district.inspector)
    district.firm.refresh_from_db()
    assert district.firm.is_suspended
    entry = trail_of(case).first()
    assert (entry.action, entry.changes["suspension"]) == ("order_suspension", order.number)


def test_the_town_head_the_leader_and_the_rectifying_unit_are_told(major, district, leader, other):
    order = ordered(major(), district.inspector)
    checked(order, other)
    told = Notice.objects.filter(template__in=("safety.suspended", "safety.resumed"))
    assert set(told.values_list("template", "recipient__username")) == {
        (template, person)
        for template in ("safety.suspended", "safety.resumed")
        for person in ("town_head", "leader", "head")
    }


MAY = {"issue": {"inspector", "town_inspector", "leader"}, "check": {"other", "town_inspector"}}
PEOPLE = (
    "officer", "inspector", "town_inspector", "head", "handler", "town_head", "visitor", "leader",
    "other",
)  # fmt: skip


@pytest.mark.parametrize("person", PEOPLE)
def test_who_orders_a_suspension(major, district, leader, other, person):
    actor = {"leader": leader, "other": other}.get(person) or getattr(district, person)
    case = major()
    if person in MAY["issue"] | {"other"}:
        ordered(case, actor)
    else:
        with pytest.raises(NotYou):
            ordered(case, actor)


@pytest.mark.parametrize("person", PEOPLE)
def test_who_checks_for_resumption(major, district, leader, other, person):
    actor = {"leader": leader, "other": other}.get(person) or getattr(district, person)
    order = ordered(major(), district.inspector)
    if person in MAY["check"]:
        assert checked(order, actor).passed
    else:
        with pytest.raises(NotYou):
            checked(order, actor)


def test_the_unit_that_rectifies_neither_orders_nor_checks(hazard_in, district):
    case = hazard_in(HazardState.ASSESSED, grade=Grade.MAJOR)
    due_on = TODAY + timedelta(days=60)
    hazard_order(actor=district.inspector, case=case, lead=district.town, plan=PLAN, due_on=due_on)
    with pytest.raises(NotYou, match="the authority issues"):
        ordered(case, district.town_inspector)
    order = ordered(case, district.inspector)
    with pytest.raises(NotYou, match="another unit checks"):
        checked(order, district.town_inspector)


def test_whoever_issued_it_checks_only_together_with_another(major, district, other):
    order = ordered(major(), district.inspector)
    with pytest.raises(NotYou, match="do not lift it alone"):
        checked(order, district.inspector)
    for companion in (district.inspector, district.head, district.visitor):
        with pytest.raises(NotSo) as refused:
            checked(order, district.inspector, companion=companion)
        assert "companion" in refused.value.fields
    assert checked(order, district.inspector, companion=other).passed


def test_one_item_that_failed_keeps_the_order_in_force(major, district, other):
    order = ordered(major(), district.inspector)
    check = checked(order, other, failed={1})
    assert (check.passed, check.failed_count) == (False, 1)
    assert check.items.get(place=1).note == "未到位"
    order.refresh_from_db()
    district.firm.refresh_from_db()
    assert (order.lifted_at, district.firm.is_suspended) == (None, True)
    again = checked(order, other)
    order.refresh_from_db()
    district.firm.refresh_from_db()
    assert (order.lifted_by, district.firm.is_suspended) == (again, False)
    with pytest.raises(NotNow):
        checked(order, other)


def test_the_enterprise_stays_marked_while_any_order_is_in_force(major, district, other):
    first, second = major(), major()
    whole, part = (
        ordered(first, district.inspector),
        ordered(second, district.inspector, extent="part", part="喷涂车间"),
    )
    checked(whole, other)
    district.firm.refresh_from_db()
    assert district.firm.is_suspended
    checked(part, other)
    district.firm.refresh_from_db()
    assert not district.firm.is_suspended


@pytest.mark.parametrize("scope", [{"extent": "whole"}, {"extent": "part", "part": "喷涂车间"}])
def test_one_order_is_in_force_per_enterprise_and_scope(major, district, scope):
    order = ordered(major(), district.inspector, **scope)
    case = major()
    with pytest.raises(NotNow, match=order.number):
        ordered(case, district.inspector, **scope)
    with pytest.raises(IntegrityError), transaction.atomic():
        SuspensionOrderFactory(case=case, **{"part": "", **scope})
    ordered(case, district.inspector, extent="part", part="仓库")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"extent": "half"}, "extent"),
        ({"extent": "part", "part": " "}, "part"),
        ({"basis": ""}, "basis"),
        ({"reason": " "}, "reason"),
        ({"starts_on": TODAY - timedelta(days=1)}, "starts_on"),
        ({"conditions": ["条件"] * 40}, "conditions"),
        ({"conditions": ["长" * 201]}, "conditions"),
    ],
)
def test_what_an_order_needs_is_asked_beside_its_field(major, district, facts, field):
    with pytest.raises(NotSo) as refused:
        ordered(major(), district.inspector, **facts)
    assert field in refused.value.fields
    assert not SuspensionOrder.objects.exists()


def test_an_ordinary_hazard_carries_no_order(hazard_in, district):
    with pytest.raises(NotNow, match="major hazards only"):
        ordered(hazard_in(HazardState.RECTIFYING), district.inspector)


def test_a_check_says_of_every_item_how_it_was_found(major, district, other):
    order = ordered(major(), district.inspector)
    with pytest.raises(NotSo):
        checked(order, other, found=[Found(True)])
    with pytest.raises(NotSo):
        checked(order, other, words=" ")
    found = [Found(False), *[Found(True)] * (len(order.items) - 1)]
    with pytest.raises(NotSo) as refused:
        checked(order, other, found=found)
    assert set(refused.value.fields) == {"note_0"}


@pytest.mark.parametrize(
    ("constraint", "facts"),
    [
        ("suspension_scope_is_said", {"extent": "part", "part": ""}),
        ("suspension_scope_is_said", {"extent": "whole", "part": "车间"}),
        ("suspension_has_basis", {"basis": ""}),
        ("suspension_lifted_by_a_check", {"lifted_at": timezone.now()}),
    ],
)
def test_the_database_refuses_an_order_against_the_rules(major, district, constraint, facts):
    case = major()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        SuspensionOrderFactory(case=case, **facts)


@pytest.mark.parametrize(
    ("constraint", "facts"),
    [
        ("resumption_passed_means_every_item", {"failed_count": 1}),
        ("resumption_passed_means_every_item", {"item_count": 0}),
        ("resumption_passed_means_every_item", {"passed": False}),
        ("resumption_not_by_the_issuer_alone", {"checker": "inspector"}),
        ("resumption_companion_is_another", {"companion": "town_inspector"}),
        ("resumption_not_by_the_rectifying_unit", {"checker_unit": "bureau"}),
        ("resumption_has_words", {"words": ""}),
    ],
)
def test_the_database_refuses_a_check_against_the_rules(major, district, constraint, facts):
    order = SuspensionOrderFactory(case=major(), issued_by=district.inspector)
    row = {
        "order": order, "checker": district.town_inspector, "checker_unit": district.town,
        "issuer": district.inspector, "rectifying_unit": district.bureau, "item_count": 1,
        "failed_count": 0, "passed": True, "words": "合格", "at": timezone.now(),
    }  # fmt: skip
    named = {
        name: getattr(district, value) if isinstance(value, str) and value else value
        for name, value in facts.items()
    }
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ResumptionCheck.objects.create(**{**row, **named})
    check = ResumptionCheck.objects.create(**row)
    with (
        pytest.raises(IntegrityError, match="resumption_item_failed_says_why"),
        transaction.atomic(),
    ):
        ResumptionItem.objects.create(check_of=check, place=0, text="项目", passed=False)


def test_orders_go_along_when_two_enterprises_are_one(major, district):
    """Both were suspended wholly: both orders stay in force, and the kept one is marked."""
    kept = EnterpriseFactory(name="江南精密机械总厂", town=district.town)
    order = ordered(major(), district.inspector)
    other_case = major()
    SuspensionOrderFactory(case=other_case, enterprise=kept, extent="whole", part="")
    enterprise_merge(actor=district.officer, merged=district.firm, kept=kept)
    order.refresh_from_db()
    kept.refresh_from_db()
    assert (order.enterprise, order.extent, kept.is_suspended) == (kept, "part", True)
    assert district.firm.name in order.part
    assert SuspensionOrder.objects.filter(lifted_at__isnull=True).count() == 2
