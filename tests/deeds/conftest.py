"""The small district of the cases, with two branches of its town and their secretaries."""

import pytest
from django.utils import timezone

from deeds.services import deed_begin, deed_hand_in, deed_propose, wish_collect, wish_publish
from organizations.models import Organization
from organizations.roles import Role
from tests.factories import (
    MembershipFactory,
    OrganizationFactory,
    PositionFactory,
    StoredFileFactory,
    UserFactory,
)
from tests.issues.conftest import district as district_of_cases

cases_district = district_of_cases


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def district(cases_district):
    """``branch`` with ``secretary`` and ``member``; ``other`` with ``other_secretary``."""
    place = cases_district
    for branch, secretary in (("branch", "secretary"), ("other", "other_secretary")):
        unit = OrganizationFactory(
            name=f"柳河镇{branch}党支部", kind=Organization.Kind.BRANCH, parent=place.town
        )
        person = UserFactory(username=secretary, full_name=secretary)
        MembershipFactory(user=person, role=Role.UNIT_HEAD, organization=unit)
        PositionFactory(organization=unit, holder=person)
        setattr(place, branch, unit)
        setattr(place, secretary, person)
    place.member = UserFactory(username="member")
    MembershipFactory(user=place.member, role=Role.HANDLER, organization=place.branch)
    return place


@pytest.fixture
def facts(district):
    """A deed as it is entered; a call names only what matters."""

    def of(**others):
        from_on = others.pop("starts_on", None) or today()
        return {
            "title": "为老旧楼道换灯",
            "plan": "更换声控灯二十盏",
            "for_whom": "三号楼居民",
            "responsible": district.member,
            "starts_on": from_on,
            "ends_on": from_on,
            **others,
        }

    return of


def today():
    return timezone.localdate()


def photo(person):
    return StoredFileFactory(uploaded_by=person)


@pytest.fixture
def deed(district, facts):
    """Return a maker of deeds of the branch that came so far by the services."""

    def made(state="proposed", **others):
        deed = deed_propose(actor=district.member, organization=district.branch, **facts(**others))
        if state in ("under_way", "to_accept"):
            deed = deed_begin(actor=district.secretary, deed=deed)
        if state == "to_accept":
            deed = deed_hand_in(
                actor=district.member,
                deed=deed,
                done_on=today(),
                words="已全部更换",
                photos=[photo(district.member)],
            )
        return deed

    return made


@pytest.fixture
def wish(district):
    """Collected for the town by the visiting official, and on the wall."""
    wish = wish_collect(
        actor=district.visitor,
        unit=district.town,
        title="一副老花镜",
        category="goods",
        source="community",
        wanted_by=today(),
        name="张桂兰",
        contact="13900001111",
    )
    return wish_publish(actor=district.visitor, wish=wish)
