"""Planned inspections: by the guard and caps of visits; unannounced, hidden until check-in."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.errors import NotSo
from inspections.selectors.plans import plans_as_told
from inspections.services.planning import inspection_plan
from tests.factories import MembershipFactory, UserFactory
from visits.models import PlannedVisit, Visit, VisitCap
from visits.services.arrivals import planned_check_in
from visits.services.feeds import feed_issue
from visits.services.planned import planned_join
from visits.workflow import PlannedState


@pytest.fixture
def plan(district, fire):
    """Return a maker of planned inspections by the inspector; a call names only what matters."""

    def made(**facts):
        facts = {
            "actor": district.inspector,
            "enterprise": district.firm,
            "kind": "inspection",
            "lists": [fire.check_list],
            "planned_on": timezone.localdate(),
            "goers": [district.inspector],
            **facts,
        }
        return inspection_plan(**facts)

    return made


def places(person):
    """Every page on which a plan may show, for somebody of its unit or who sees everything."""
    return {
        "list": reverse("visits:planned_list"),
        "calendar": reverse("visits:calendar"),
        "inspections": reverse("inspections:list"),
        "search": f"{reverse('reports:search')}?q=突击",
        "home": reverse("reports:home"),
        "do": reverse("inspections:do"),
    }


@pytest.fixture
def colleague(district):
    """Of the inspector's own unit, with the same role."""
    person = UserFactory(username="colleague")
    MembershipFactory(user=person, role="safety_officer", organization=district.authority)
    return person


@pytest.mark.parametrize("who", ["colleague", "officer", "town_head"])
def test_an_unannounced_inspection_is_hidden_from_its_unit_until_check_in(
    district, colleague, plan, signed_in, who
):
    planned = plan(unannounced=True, aim="突击检查").planned
    person = colleague if who == "colleague" else getattr(district, who)
    client = signed_in(person)
    firm = reverse("enterprises:detail", args=[district.firm.pk])
    for place, url in {**places(person), "enterprise": firm}.items():
        assert "突击检查" not in client.get(url).content.decode(), place
    assert client.get(reverse("visits:planned_detail", args=[planned.pk])).status_code == 404
    feed = client.get(reverse("visits:feed", args=[feed_issue(actor=person).token]))
    assert "突击检查" not in feed.content.decode()
    assert not PlannedVisit.objects.visible_to(person).exists()
    planned_check_in(actor=district.inspector, planned=planned, way="hand")
    assert PlannedVisit.objects.visible_to(person).exists()
    assert "突击检查" in client.get(reverse("visits:planned_list")).content.decode()


def test_who_goes_has_it_on_the_phone_with_its_lists(district, fire, plan):
    plan(unannounced=True)
    [told] = plans_as_told(user=district.inspector)
    assert (told["versions"], told["unannounced"], told["isToday"]) == ([fire.pk], True, True)
    assert plans_as_told(user=district.officer) == []


def test_over_the_cap_it_needs_a_reason_and_waits(district, plan, inspect):
    VisitCap.objects.update_or_create(purpose="inspection", risk="", defaults={"most": 1})
    inspect()
    with pytest.raises(NotSo) as refusal:
        plan()
    assert "over_cap_reason" in refusal.value.fields
    waits = plan(over_cap_reason="上级交办的专项检查").planned
    assert waits.state == PlannedState.ASKED
    with pytest.raises(NotSo) as refusal:
        inspect()
    assert "over_cap_reason" in refusal.value.fields


def test_a_check_up_counts_against_the_same_cap(district, plan, inspect):
    VisitCap.objects.update_or_create(purpose="inspection", risk="", defaults={"most": 1})
    inspect(kind="check_up")
    with pytest.raises(NotSo):
        plan(kind="check_up")


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"kind": "visit"}, "kind"), ({"lists": []}, "lists"), ({"goers": []}, "goers")],
)
def test_what_is_missing_in_a_plan_is_said(plan, facts, field):
    with pytest.raises(NotSo) as refusal:
        plan(**facts)
    assert field in refusal.value.fields
    assert not PlannedVisit.objects.exists()


def test_a_joint_inspection_is_one_visit_of_several_units(district, plan, inspect):
    planned = plan().planned
    planned_join(actor=district.town_head, planned=planned)
    inspection = inspect(planned=planned, unannounced=True)
    planned.refresh_from_db()
    assert set(inspection.units.all()) == {district.authority, district.town}
    assert (planned.state, planned.visit) == (PlannedState.KEPT, inspection.visit)
    assert Visit.objects.count() == 1


def test_the_page_plans_with_the_guard_and_begins_from_the_plan(district, fire, signed_in):
    client = signed_in(district.inspector)
    sent = {
        "enterprise": district.firm.pk,
        "planned_on": (timezone.localdate() + timedelta(days=1)).isoformat(),
        "kind": "check_up",
        "lists": [fire.check_list_id],
        "goers": [district.inspector.pk],
    }
    answer = client.post(reverse("inspections:plan"), sent, follow=True)
    assert "消防检查短表" in answer.content.decode()
    planned = PlannedVisit.objects.get()
    assert (planned.purpose, planned.inspection_plan.kind) == ("inspection", "check_up")
