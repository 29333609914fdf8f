"""The list of suspension orders: in force, lifted, and only on hazards that one may see."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from organizations.roles import Role
from safety.defaults import RESUMPTION_ITEMS
from safety.services.suspension import Found, resumption_check, suspension_order
from safety.workflow import Grade, HazardState
from tests.factories import OrganizationFactory


@pytest.fixture
def two_orders(hazard_in, district, person_with):
    """Two parts of one firm; the first was lifted."""
    today = timezone.localdate()
    case = hazard_in(HazardState.RECTIFYING, grade=Grade.MAJOR, due_on=today + timedelta(days=60))
    law = {"basis": "第七十条", "reason": "无法保证安全", "starts_on": today, "extent": "part"}
    first, second = (
        suspension_order(actor=district.inspector, case=case, part=part, **law)
        for part in ("一车间", "二车间")
    )
    resumption_check(
        actor=person_with(Role.SAFETY_OFFICER, district.authority), case=case, order=first,
        found=[Found(True)] * len(RESUMPTION_ITEMS), words="合格",
    )  # fmt: skip
    return {"first": first.number, "second": second.number}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["second", "first"]),
        ("?standing=in_force", ["second"]),
        ("?standing=lifted", ["first"]),
        ("?q=江南精密", ["second", "first"]),
        ("?q=别家", []),
    ],
)
def test_those_in_force_are_told_from_those_lifted(
    two_orders, district, signed_in, django_assert_num_queries, query, names
):
    client = signed_in(district.inspector)
    client.get(reverse("safety:orders"))
    with django_assert_num_queries(13, exact=False):
        page = client.get(reverse("safety:orders") + query)
    assert [row.number for row in page.context["page"].rows] == [two_orders[name] for name in names]
    assert [str(one["count"]) for one in page.context["counts"]] == ["2", "1", "1"]


def test_orders_on_hazards_out_of_reach_are_not_listed(two_orders, signed_in, person_with):
    elsewhere = person_with(Role.SAFETY_OFFICER, OrganizationFactory())
    page = signed_in(elsewhere).get(reverse("safety:orders"))
    assert not page.context["page"].rows
    assert [str(one["count"]) for one in page.context["counts"]] == ["0", "0", "0"]
