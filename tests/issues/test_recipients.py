"""To whom each kind of step goes, when posts are filled, on leave, vacant or closed."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from core.errors import NotSo
from issues.selectors.recipients import Recipient, addressees_on
from organizations.models import Organization, Position, User
from tests.factories import OrganizationFactory, PositionFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

TODAY = date(2026, 3, 10)
AS_FILLED = {"handler": "head", "head": "head", "leader": "leader", "principal": "principal"}


def post_of(name):
    return Position.objects.get(holder__username=name)


def vacate(name):
    Position.objects.filter(holder__username=name).update(holder=None)


def close(name):
    User.objects.filter(username=name).update(is_active=False)


def on_leave(name, delegate, since=date(2026, 3, 9), until=date(2026, 3, 11)):
    person = User.objects.filter(username=delegate).first() or UserFactory(username=delegate)
    Position.objects.filter(holder__username=name).update(
        delegate=person, delegate_from_on=since, delegate_until_on=until
    )


def replaced(name, successor):
    Position.objects.filter(holder__username=name).update(holder=UserFactory(username=successor))


def abolish(name):
    Organization.objects.update(leader=None)
    post_of(name).delete()


def no_leader_named():
    Organization.objects.filter(name__startswith="人力").update(leader=None)


# what has happened, each with its arguments → who receives, where it differs from AS_FILLED
SITUATIONS = {
    "all at their posts": ([], {}),
    "the head changed": (
        [(replaced, "head", "successor")],
        {"handler": "successor", "head": "successor"},
    ),
    "the head is on leave": (
        [(on_leave, "head", "deputy")],
        {"handler": "deputy", "head": "deputy"},
    ),
    "the leave ended yesterday": (
        [(on_leave, "head", "deputy", date(2026, 3, 1), date(2026, 3, 9))],
        {},
    ),
    "the leave begins tomorrow": (
        [(on_leave, "head", "deputy", date(2026, 3, 11), date(2026, 3, 12))],
        {},
    ),
    "the leave is today only": (
        [(on_leave, "leader", "deputy", TODAY, TODAY)],
        {"leader": "deputy"},
    ),
    "nobody is head": ([(vacate, "head")], {"handler": "leader", "head": "leader"}),
    "the head's account is closed": ([(close, "head")], {"handler": "leader", "head": "leader"}),
    "the delegate's account is closed": (
        [(on_leave, "head", "deputy"), (close, "deputy")],
        {"handler": "leader", "head": "leader"},
    ),
    "the holder on leave is closed, the delegate is there": (
        [(on_leave, "head", "deputy"), (close, "head")],
        {"handler": "deputy", "head": "deputy"},
    ),
    "two stand in for each other, both on leave": (
        [(on_leave, "head", "town_head"), (on_leave, "town_head", "head")],
        {"handler": "leader", "head": "leader"},
    ),
    "the delegate is on leave from a post of their own": (
        [(on_leave, "head", "town_head"), (on_leave, "town_head", "deputy")],
        {"handler": "leader", "head": "leader"},
    ),
    "one stands in for themselves": (
        [(on_leave, "head", "head")],
        {"handler": "leader", "head": "leader"},
    ),
    "head and leader are vacant": (
        [(vacate, "head"), (vacate, "leader")],
        {"handler": "principal", "head": "principal", "leader": "principal"},
    ),
    "no leader is named for the unit": ([(no_leader_named,)], {"leader": "principal"}),
    "the leader's post is abolished": ([(abolish, "leader")], {"leader": "principal"}),
    "the principal is on leave": ([(on_leave, "principal", "mayor")], {"principal": "mayor"}),
    "the principal is closed: the visit office": (
        [(close, "principal")],
        {"principal": "officer"},
    ),
    "nobody up to the principal": (
        [(vacate, "head"), (close, "leader"), (vacate, "principal")],
        dict.fromkeys(AS_FILLED, "officer"),
    ),
    "nobody at all": (
        [(close, name) for name in ("head", "leader", "principal", "officer")],
        dict.fromkeys(AS_FILLED),
    ),
}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_step_goes_to_whoever_answers_for_the_post_that_day(district, situation):
    happened, otherwise = SITUATIONS[situation]
    for act, *facts in happened:
        act(*facts)
    found = {
        row.kind: row.user_id and User.objects.get(pk=row.user_id).username
        for row in addressees_on(TODAY)
        if row.organization_id == district.bureau.pk and row.is_first
    }
    assert found == AS_FILLED | otherwise


def test_where_nobody_answers_the_step_keeps_its_post(district):
    post = post_of("head")
    User.objects.update(is_active=False)
    found = {row.kind: row.position_id for row in addressees_on(TODAY)
             if row.organization_id == district.bureau.pk}  # fmt: skip
    assert found[Recipient.HEAD] == post.pk


@pytest.mark.parametrize(
    ("vacant", "expected"),
    [
        ((), {"head": "station", "leader": "leader"}),
        (("station",), {"head": "town_head", "leader": "leader"}),
        (("station", "town_head"), {"head": "leader", "leader": "leader"}),
    ],
)
def test_a_unit_without_a_head_falls_to_the_unit_above_it(district, vacant, expected):
    below = OrganizationFactory(name="东村", kind="community", parent=district.town)
    PositionFactory(organization=below, holder=UserFactory(username="station"))
    for name in vacant:
        vacate(name)
    found = {row.kind: User.objects.get(pk=row.user_id).username for row in addressees_on(TODAY)
             if row.organization_id == below.pk}  # fmt: skip
    assert {kind: found[kind] for kind in expected} == expected


def test_every_principal_leader_who_is_there_is_told_and_one_is_named(district):
    for name in ("second", "third"):
        PositionFactory(
            organization=district.root, kind="principal", holder=UserFactory(username=name)
        )
    close("principal")
    rows = [row for row in addressees_on(TODAY)
            if (row.organization_id, row.kind) == (district.bureau.pk, "principal")]  # fmt: skip
    names = [User.objects.get(pk=row.user_id).username for row in rows]
    assert (names, [row.is_first for row in rows]) == (["second", "third"], [True, False])


@pytest.mark.parametrize("units", [0, 12])
def test_addressees_cost_the_same_however_many_units(district, units, django_assert_num_queries):
    OrganizationFactory.create_batch(units, parent=district.root)
    with django_assert_num_queries(2):
        addressees_on(TODAY)


def test_no_unit_can_be_put_below_itself(district):
    below = OrganizationFactory(name="东村", kind="community", parent=district.town)
    town = Organization.objects.get(pk=district.town.pk)
    for parent in (below, town):
        town.parent = parent
        with pytest.raises(ValidationError):
            town.full_clean()
        with pytest.raises(NotSo):
            town.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Organization.objects.filter(pk=town.pk).update(parent=town.pk)
