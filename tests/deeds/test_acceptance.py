"""Acceptance by a return visit: who may look, what is asked, and what follows."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.errors import NotNow, NotSo, NotYou
from core.models import TrailEntry
from deeds.access import can_accept
from deeds.models import Deed, DeedAcceptance
from deeds.selectors.deeds import deeds_to_accept
from deeds.services import deed_accept, deed_report
from notices.models import Notice
from organizations.roles import Role
from tests.deeds.conftest import photo, today
from tests.factories import (
    EnterpriseFactory,
    MembershipFactory,
    OrganizationFactory,
    UserFactory,
    VisitFactory,
)


def look(deed, actor, **facts):
    found = {"is_done": True, "satisfaction": 5, "visited_on": today(), **facts}
    return deed_accept(actor=actor, deed=deed, **found)


MAY_LOOK = {
    "other_secretary": True,
    "visitor": True,
    "town_head": True,
    "officer": True,
    "leader": True,
    "member": False,
    "secretary": False,
    "second_member": False,
    "writer_from_above": False,
    "handler": False,
    "head": False,
    "far_visitor": False,
}


@pytest.fixture
def people(district):
    """Those of the district, one more of the branch, an official of the town who wrote in the deed,
    and one of another town."""
    far = OrganizationFactory(name="北山镇", kind="town", parent=district.root)
    made = {
        "second_member": (Role.VISITING_OFFICIAL, district.branch),
        "writer_from_above": (Role.VISITING_OFFICIAL, district.town),
        "far_visitor": (Role.VISITING_OFFICIAL, far),
    }
    for name, (role, unit) in made.items():
        person = UserFactory(username=name)
        MembershipFactory(user=person, role=role, organization=unit)
        setattr(district, name, person)
    return district


@pytest.fixture
def waiting(people, deed):
    made = deed("under_way")
    deed_report(
        actor=people.writer_from_above, deed=made, done_on=today(), words="到现场看过",
        photos=[photo(people.writer_from_above)],
    )  # fmt: skip
    Deed.objects.filter(pk=made.pk).update(
        state="to_accept",
        evidence=made.entries.get().photos.get(),
        handed_in_by=people.member,
        handed_in_at=timezone.now(),
    )
    made.refresh_from_db()
    return made


@pytest.mark.parametrize("name", MAY_LOOK)
def test_who_may_look_whether_a_deed_is_done(people, waiting, name):
    person = getattr(people, name)
    assert can_accept(person, waiting) == MAY_LOOK[name]
    assert deeds_to_accept(user=person).filter(pk=waiting.pk).exists() == MAY_LOOK[name]
    if MAY_LOOK[name]:
        assert look(waiting, person).acceptor == person
    else:
        with pytest.raises(NotYou):
            look(waiting, person)
        assert not DeedAcceptance.objects.exists()


def test_a_deed_that_is_done_is_accepted_once_and_the_branch_is_told(district, deed):
    made = deed("to_accept")
    found = look(made, district.other_secretary, words="灯都亮了", satisfaction=4)
    made.refresh_from_db()
    assert (made.state, made.round, found.acceptor_unit) == ("accepted", 1, district.other)
    told = Notice.objects.filter(template="deeds.deed_accepted")
    assert {one.recipient for one in told} == {district.member, district.secretary}
    assert TrailEntry.objects.get(action="deed_accept").changes["satisfaction"] == 4
    assert Deed.objects.visible_to(district.other_secretary).filter(pk=made.pk).exists()
    with pytest.raises(NotNow):
        look(made, district.officer)


def test_what_is_not_done_goes_back_with_its_reason_into_a_new_round(district, deed):
    made = deed("to_accept")
    with pytest.raises(NotSo) as refusal:
        look(made, district.officer, is_done=False)
    assert set(refusal.value.fields) == {"words"}
    look(made, district.officer, is_done=False, words="三楼还没换", satisfaction=2)
    made.refresh_from_db()
    assert (made.state, made.round, made.evidence) == ("under_way", 2, None)
    assert Notice.objects.filter(template="deeds.deed_sent_back").count() == 2


WRONG = [
    ({"satisfaction": 0}, "satisfaction"),
    ({"visited_on": timezone.localdate() + timedelta(days=1)}, "visited_on"),
    ({"visited_on": timezone.localdate() - timedelta(days=1)}, "visited_on"),
]


@pytest.mark.parametrize(("found", "field"), WRONG)
def test_what_cannot_be_right_is_said_beside_its_field(district, deed, found, field):
    with pytest.raises(NotSo) as refusal:
        look(deed("to_accept"), district.officer, **found)
    assert set(refusal.value.fields) == {field}


def test_only_a_return_visit_of_ones_own_there_since_then_can_be_named(district, deed, signed_in):
    made = deed("to_accept", enterprise=district.firm)
    there = {"enterprise": district.firm, "mode": "return", "logged_by": district.officer}
    mine = VisitFactory(**there)
    others = [
        VisitFactory(**{**there, "mode": "on_site"}),
        VisitFactory(**{**there, "enterprise": EnterpriseFactory()}),
        VisitFactory(**{**there, "logged_by": district.visitor}),
        VisitFactory(**{**there, "visited_at": timezone.now() - timedelta(days=2)}),
    ]
    page = signed_in(district.officer).get(reverse("deeds:deed_step", args=[made.pk, "accept"]))
    assert list(page.context["form"].fields["visit"].queryset) == [mine]
    for other in others:
        with pytest.raises(NotSo):
            look(made, district.officer, visit=other)
    assert look(made, district.officer, visit=mine).visit == mine


NOT_INDEPENDENT = [
    {"acceptor_unit": "branch"},
    {"acceptor": "member"},
    {"acceptor": "secretary"},
    {"is_done": False},
    {"satisfaction": 6},
]


@pytest.mark.parametrize("written", NOT_INDEPENDENT, ids=str)
def test_the_database_refuses_an_acceptance(district, deed, written):
    """The member is responsible; the secretary handed in."""
    made = deed("to_accept")
    found = look(made, district.officer)
    DeedAcceptance.objects.update(handed_in_by=district.secretary)
    given = {
        name: getattr(district, value) if isinstance(value, str) else value
        for name, value in written.items()
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        DeedAcceptance.objects.filter(pk=found.pk).update(**given)
    with pytest.raises(IntegrityError), transaction.atomic():
        DeedAcceptance.objects.create(
            **{
                field.attname: getattr(found, field.attname)
                for field in DeedAcceptance._meta.fields
                if not field.primary_key
            }
        )


def test_whoever_is_of_the_branch_is_not_offered_to_look(district, deed, signed_in):
    made = deed("to_accept")
    step = reverse("deeds:deed_step", args=[made.pk, "accept"])
    assert step not in signed_in(district.secretary).get(made.get_absolute_url()).content.decode()
    assert signed_in(district.secretary).get(step).status_code == 403
    other = signed_in(district.other_secretary)
    assert step in other.get(made.get_absolute_url()).content.decode()
    refused = other.post(step, {"is_done": "no", "satisfaction": "2", "visited_on": f"{today()}"})
    assert "words" in refused.context["form"].errors
    other.post(step, {"is_done": "yes", "satisfaction": "5", "visited_on": f"{today()}"})
    made.refresh_from_db()
    assert made.state == "accepted"
