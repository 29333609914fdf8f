"""Planning a visit: the guard and its cap, joining, approval, and what stays hidden."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.errors import NotNow, NotSo, NotYou
from notices.models import Notice
from organizations.roles import Role
from tests.factories import (
    EnterpriseFactory,
    MembershipFactory,
    OverCapFactory,
    PlannedVisitFactory,
    VisitFactory,
)
from visits.models import OverCap, PlannedVisit, VisitCap
from visits.selectors.guard import burden_of, guard_for
from visits.selectors.planned import over_caps_waiting
from visits.services.over_cap import over_cap_decide
from visits.services.planned import (
    planned_add,
    planned_change,
    planned_join,
    planned_withdraw,
)
from visits.workflow import PlannedState

LIST_QUERIES = 15


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def facts(district, **changed):
    return {
        "planned_on": in_days(3),
        "purpose": "service",
        "aim": "了解订单情况",
        "goers": [district.visitor],
        **changed,
    }


@pytest.fixture
def plan(district):
    """Return a planner; a call names only what matters."""

    def planned(actor=None, enterprise=None, **changed):
        return planned_add(
            actor=actor or district.visitor,
            enterprise=enterprise or district.firm,
            **facts(district, **changed),
        )

    return planned


@pytest.fixture
def inspected(district):
    """Return a maker of inspections that were logged or planned in this year."""

    def made(logged=0, planned=0, **changed):
        at = timezone.now()
        for _n in range(logged):
            VisitFactory(enterprise=district.firm, purpose="inspection", visited_at=at)
        for _n in range(planned):
            PlannedVisitFactory(
                enterprise=district.firm,
                purpose="inspection",
                planned_on=timezone.localdate(),
                **changed,
            )

    return made


# The guard


@pytest.mark.parametrize(
    ("logged", "planned", "state", "is_over"),
    [
        (0, 0, "planned", False),
        (1, 0, "planned", False),
        (0, 1, "planned", False),
        (2, 0, "planned", True),
        (1, 1, "planned", True),
        (0, 2, "planned", True),
        (3, 0, "planned", True),
        (1, 1, "withdrawn", False),
        (1, 1, "refused", False),
        (1, 1, "asked", False),
    ],
)
def test_one_more_is_over_the_cap_of_two(district, inspected, logged, planned, state, is_over):
    inspected(logged, planned, state=state)
    burden = burden_of(
        user=district.visitor,
        enterprise=district.firm,
        purpose="inspection",
        year=timezone.localdate().year,
    )
    assert (burden.most, burden.is_over) == (2, is_over)


@pytest.mark.parametrize(
    ("moment", "counted"),
    [
        (datetime(2026, 12, 31, 23, 59), 1),
        (datetime(2027, 1, 1, 0, 0), 0),
        (datetime(2026, 1, 1, 0, 0), 1),
        (datetime(2025, 12, 31, 23, 59), 0),
    ],
)
def test_a_year_is_the_districts_year(district, moment, counted):
    at = timezone.make_aware(moment)
    VisitFactory(enterprise=district.firm, purpose="inspection", visited_at=at, created_at=at)
    asked = {"user": district.visitor, "enterprise": district.firm, "year": 2026}
    assert burden_of(purpose="inspection", **asked).counted == counted
    assert burden_of(purpose="service", **asked).counted == 0


@pytest.mark.parametrize(
    ("risk", "purpose", "most"),
    [("", "inspection", 2), ("blue", "inspection", 2), ("red", "inspection", 4), ("", "service", None)],
)  # fmt: skip
def test_the_cap_of_the_risk_colour_comes_before_the_general_one(district, risk, purpose, most):
    district.firm.risk = risk
    burden = burden_of(user=district.visitor, enterprise=district.firm, purpose=purpose, year=2026)
    assert burden.most == most


def test_a_district_without_caps_stops_nobody(district, inspected, plan):
    VisitCap.objects.all().delete()
    inspected(logged=9)
    assert plan(purpose="inspection").state == PlannedState.PLANNED


@pytest.mark.parametrize(("days", "shown"), [(-15, 0), (-14, 1), (14, 1), (15, 0)])
def test_others_around_the_day_are_shown(district, days, shown):
    day = in_days(30)
    PlannedVisitFactory(enterprise=district.firm, planned_on=day + timedelta(days=days))
    guard = guard_for(
        user=district.visitor, enterprise=district.firm, purpose="service", planned_on=day
    )
    assert len(guard.others) == shown


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("planned_on", in_days(-1)),
        ("planned_on", in_days(370)),
        ("aim", "  "),
        ("goers", []),
        ("purpose", "banquet"),
    ],
)
def test_what_cannot_be_names_its_field(plan, field, value):
    with pytest.raises(NotSo) as refusal:
        plan(**{field: value})
    assert list(refusal.value.fields) == [field]


def test_an_enterprise_out_of_reach_is_not_planned(plan):
    with pytest.raises(NotYou):
        plan(enterprise=EnterpriseFactory())


# Over the cap


def test_over_the_cap_it_needs_a_reason_and_waits(district, inspected, plan):
    inspected(logged=2)
    with pytest.raises(NotSo) as refusal:
        plan(purpose="inspection")
    assert list(refusal.value.fields) == ["over_cap_reason"]
    planned = plan(purpose="inspection", over_cap_reason="专项整治")
    asked = OverCap.objects.get()
    assert (planned.state, asked.planned, asked.counted, asked.most) == ("asked", planned, 2, 2)
    told = Notice.objects.filter(template="visits.over_cap_asked")
    assert {notice.recipient for notice in told} == {district.officer, district.leader}


@pytest.mark.parametrize(
    ("is_approved", "state", "template"),
    [(True, "planned", "visits.over_cap_approved"), (False, "refused", "visits.over_cap_refused")],
)
def test_it_is_decided_once_and_the_asker_is_told(
    district, inspected, plan, is_approved, state, template
):
    inspected(logged=2)
    planned = plan(purpose="inspection", over_cap_reason="专项整治")
    asked = {"over_cap": OverCap.objects.get(), "is_approved": is_approved, "decision": "据实"}
    over_cap_decide(actor=district.officer, **asked)
    planned.refresh_from_db()
    assert planned.state == state
    assert Notice.objects.get(template=template).recipient == district.visitor
    with pytest.raises(NotNow):
        over_cap_decide(actor=district.leader, **asked)


def test_nobody_decides_what_they_asked_for(district, inspected, plan):
    inspected(logged=2)
    plan(actor=district.officer, purpose="inspection", over_cap_reason="专项整治")
    asked = OverCap.objects.get()
    with pytest.raises(NotYou):
        over_cap_decide(actor=district.officer, over_cap=asked, is_approved=True)
    assert not over_caps_waiting(user=district.officer).exists()
    assert over_caps_waiting(user=district.leader).get() == asked
    with pytest.raises(IntegrityError, match="over_cap_decided_by_another"), transaction.atomic():
        OverCap.objects.update(
            is_approved=True, decided_by=district.officer, decided_at=timezone.now()
        )


@pytest.mark.parametrize("name", ["visitor", "head", "town_head", "handler"])
def test_others_decide_nothing(district, name):
    asked = OverCapFactory(planned__enterprise=district.firm)
    with pytest.raises(NotYou):
        over_cap_decide(actor=getattr(district, name), over_cap=asked, is_approved=True)


def test_what_is_over_is_not_approved_any_more(district):
    asked = OverCapFactory(planned__enterprise=district.firm, planned__planned_on=in_days(-1))
    with pytest.raises(NotNow):
        over_cap_decide(actor=district.officer, over_cap=asked, is_approved=True)
    over_cap_decide(actor=district.officer, over_cap=asked, is_approved=False, decision="已过期")


@pytest.mark.parametrize(("arrived", "counted"), [(False, 0), (True, 1)])
def test_a_plan_that_went_by_counts_only_if_somebody_arrived(district, arrived, counted):
    facts = {
        "checked_in_at": timezone.now(),
        "checked_in_by": district.visitor,
        "checked_in_way": "code",
    }
    planned = PlannedVisitFactory(
        enterprise=district.firm,
        purpose="inspection",
        planned_on=in_days(-1),
        **(facts if arrived else {}),
    )
    burden = burden_of(
        user=district.visitor,
        enterprise=district.firm,
        purpose="inspection",
        year=planned.planned_on.year,
    )
    assert burden.counted == counted


def test_a_refusal_says_why(district):
    with pytest.raises(NotSo):
        over_cap_decide(actor=district.officer, over_cap=OverCapFactory(), is_approved=False)


def test_an_approved_plan_may_move_within_its_year_but_not_become_more(district, inspected, plan):
    inspected(logged=2)
    planned = plan(purpose="inspection", over_cap_reason="专项整治")
    over_cap_decide(actor=district.officer, over_cap=OverCap.objects.get(), is_approved=True)
    moved = facts(district, purpose="inspection", planned_time=time(9, 30))
    assert planned_change(actor=district.visitor, planned=planned, **moved).state == "planned"
    service = plan()
    with pytest.raises(NotSo) as refusal:
        planned_change(actor=district.visitor, planned=service, **moved)
    assert list(refusal.value.fields) == ["over_cap_reason"]


# Joining, changing, withdrawing


def test_joining_adds_my_people_for_my_unit_and_tells_the_owner(district, plan):
    planned = plan()
    planned_join(actor=district.town_head, planned=planned, people=[district.head])
    rows = planned.rows.filter(joined_at__isnull=False)
    assert {row.person for row in rows} == {district.town_head, district.head}
    assert {row.unit for row in rows} == {district.town}
    assert Notice.objects.get(template="visits.planned_joined").recipient == district.visitor
    with pytest.raises(NotNow):
        planned_join(actor=district.town_head, planned=planned)


@pytest.mark.parametrize("state", ["asked", "refused", "withdrawn"])
def test_what_does_not_stand_is_not_joined(district, state):
    planned = PlannedVisitFactory(enterprise=district.firm, state=state)
    with pytest.raises(NotNow):
        planned_join(actor=district.visitor, planned=planned)


def test_whoever_joined_stays_and_may_not_change_the_plan(district, plan):
    planned = plan()
    planned_join(actor=district.town_head, planned=planned)
    with pytest.raises(NotYou):
        planned_withdraw(actor=district.town_head, planned=planned)
    planned_change(actor=district.visitor, planned=planned, **facts(district, aim="换个题目"))
    assert planned.rows.filter(person=district.town_head).exists()
    assert not Notice.objects.filter(template="visits.planned_moved").exists()


def test_another_day_is_told_to_those_who_go(district, plan):
    planned = plan(goers=[district.visitor, district.head])
    planned_change(actor=district.officer, planned=planned, **facts(
        district, planned_on=in_days(5), goers=[district.visitor, district.head]
    ))  # fmt: skip
    told = Notice.objects.filter(template="visits.planned_moved")
    assert {notice.recipient for notice in told} == {district.visitor, district.head}


def test_a_withdrawn_plan_is_over(district, plan):
    planned = planned_withdraw(actor=district.visitor, planned=plan())
    assert planned.state == PlannedState.WITHDRAWN
    with pytest.raises(NotNow):
        planned_change(actor=district.visitor, planned=planned, **facts(district))


# Unannounced


@pytest.mark.parametrize("name", ["town_head", "officer", "leader", "principal"])
def test_an_unannounced_plan_is_hidden_until_somebody_has_arrived(district, plan, name):
    planned = plan(unannounced=True, purpose="inspection")
    other = getattr(district, name)
    assert not PlannedVisit.objects.visible_to(other).exists()
    assert not PlannedVisit.objects.listed_to(other).exists()
    guard = guard_for(
        user=other, enterprise=district.firm, purpose="inspection", planned_on=in_days(3)
    )
    assert (guard.others, guard.burden.planned) == ([], 0)
    with pytest.raises(NotYou):
        planned_join(actor=other, planned=planned)
    PlannedVisit.objects.update(
        checked_in_at=timezone.now(), checked_in_by=district.visitor, checked_in_way="code"
    )
    assert PlannedVisit.objects.visible_to(other).exists()


def test_those_who_go_and_those_who_decide_know_of_it(district, inspected, plan):
    inspected(logged=2)
    plan(
        unannounced=True,
        purpose="inspection",
        goers=[district.visitor, district.head],
        over_cap_reason="突击检查",
    )
    seen = {
        name
        for name in ("visitor", "head", "officer", "town_head")
        if PlannedVisit.objects.visible_to(getattr(district, name)).exists()
    }
    assert seen == {"visitor", "head", "officer"}


# Pages


def test_a_plan_is_made_with_the_guard_beside_it_and_joined_from_there(district, signed_in):
    other = PlannedVisitFactory(enterprise=district.firm, planned_on=in_days(6))
    visitor = signed_in(district.visitor)
    asked = {"enterprise": district.firm.pk, "purpose": "service", "planned_on": in_days(3)}
    page = visitor.get(reverse("visits:planned_guard"), asked).content.decode()
    assert "no cap" in page
    assert reverse("visits:planned_join", args=[other.pk]) in page
    visitor.post(reverse("visits:planned_join", args=[other.pk]), {"goers": [district.head.pk]})
    assert other.rows.count() == 3
    form = {**asked, "aim": "了解订单情况", "goers": [district.visitor.pk]}
    answer = visitor.post(reverse("visits:planned_create"), form)
    made = PlannedVisit.objects.latest("pk")
    assert answer.url == reverse("visits:planned_detail", args=[made.pk])
    assert visitor.get(answer.url).status_code == 200


def test_over_the_cap_the_form_asks_why_and_a_decision_is_made(district, inspected, signed_in):
    inspected(logged=2)
    visitor, office = signed_in(district.visitor), signed_in(district.officer)
    form = {
        "enterprise": district.firm.pk,
        "purpose": "inspection",
        "planned_on": in_days(3),
        "aim": "消防检查",
        "goers": [district.visitor.pk],
    }
    page = visitor.post(reverse("visits:planned_create"), form).content.decode()
    assert "This would be number 3 of the year; 2 are the most." in page
    assert 'name="over_cap_reason"' in page
    visitor.post(reverse("visits:planned_create"), {**form, "over_cap_reason": "专项"})
    asked = OverCap.objects.get()
    assert office.get(reverse("visits:over_cap_list")).context["page"].rows == [asked]
    office.post(reverse("visits:over_cap", args=[asked.pk]), {"is_approved": "yes"})
    asked.refresh_from_db()
    assert asked.is_approved


def test_the_list_asks_the_same_number_of_questions(district, signed_in, django_assert_num_queries):
    office = signed_in(district.officer)
    for count in (2, 18):
        for _n in range(count):
            PlannedVisitFactory(enterprise=district.firm, goers=[district.head])
        with django_assert_num_queries(LIST_QUERIES):
            office.get(reverse("visits:planned_list"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=精密", 1),
        ("q=没有", 0),
        ("mine=yes", 1),
        ("purpose=inspection", 0),
        ("state=planned", 1),
    ],
)
def test_the_list_is_filtered(district, plan, signed_in, query, found):
    plan()
    page = signed_in(district.visitor).get(f"{reverse('visits:planned_list')}?{query}")
    assert len(page.context["page"].rows) == found


@pytest.mark.parametrize(
    ("when", "days"),
    [("", [0, 3]), ("past", [-1]), ("ever", [-1, 0, 3]), ("nonsense", [0, 3])],
)
def test_the_list_begins_with_what_is_to_come(district, signed_in, when, days):
    for day in (-1, 0, 3):
        PlannedVisitFactory(planned_on=in_days(day))
    page = signed_in(district.officer).get(reverse("visits:planned_list"), {"when": when})
    assert [row.planned_on for row in page.context["page"].rows] == [in_days(day) for day in days]
    counts = [one["count"] for one in page.context["counts"]]
    assert counts == [2, 1, 3]


def test_somebody_elsewhere_sees_no_plan(district, plan):
    plan()
    other = MembershipFactory(role=Role.UNIT_HEAD).user
    assert not PlannedVisit.objects.visible_to(other).exists()
