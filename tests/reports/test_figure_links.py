"""A walk by machine: whoever looks, each number that opens a list is the length of that list.

A page joins by its address in ``PAGES``; its links say their number in ``data-figure``.
"""

import re
from html import unescape

import pytest
import time_machine
from django.urls import reverse

from issues.models import Case, Responsibility
from organizations.models import Organization, Position
from organizations.roles import Role
from tests.factories import MembershipFactory, PositionFactory
from tests.reports.district import NOW, drawn_at_random, random_district

pytestmark = pytest.mark.one_database

PAGES = ("reports:home", "reports:figures", "reports:dashboard", "reports:leader_board")
PERIOD = {"from": "2026-01-01", "to": "2026-03-31"}
LINK = re.compile(r'href="([^"]+)" data-figure="(\d+)"')


@pytest.fixture(scope="module")
def district(once):
    with once(_made) as made:
        yield made


def _made():
    cases = random_district(31, 60)
    for case in cases:
        if case.lead_unit:
            Responsibility.objects.create(
                case=case, organization=case.lead_unit, role="lead", since_at=case.registered_at
            )
    drawn_at_random(31, cases)
    return Organization.objects.get(kind=Organization.Kind.DISTRICT)


def viewer(role: Role, district: Organization):
    """One who has this role where it reaches something, and answers for a department."""
    bureau = Organization.objects.filter(kind=Organization.Kind.DEPARTMENT, parent=district)[0]
    of_a_unit = role in (Role.UNIT_HEAD, Role.HANDLER, Role.VISITING_OFFICIAL)
    user = MembershipFactory(role=role, organization=bureau if of_a_unit else district).user
    if role == Role.DISTRICT_LEADER:
        bureau.leader = PositionFactory(kind=Position.Kind.LEADER, holder=user)
        bureau.save()
    if role == Role.HANDLER:
        Case.objects.filter(lead_unit=bureau).update(handler=user)
    return user


def length(context) -> int:
    """How many rows the opened list has."""
    count = context["count"] if "count" in context else context["filter"].qs.count()
    return getattr(count, "number", count)


@pytest.mark.slow
@pytest.mark.parametrize("role", Role)
def test_every_number_is_the_length_of_the_list_it_opens(role, district, db, signed_in):
    with time_machine.travel(NOW, tick=False):
        client = signed_in(viewer(role, district))
        links = set()
        for page in PAGES:
            answer = client.get(reverse(page), PERIOD)
            if answer.status_code != 403:
                links |= {(unescape(url), int(told)) for url, told in LINK.findall(answer.text)}
        sees_figures = client.get(reverse("reports:figures")).status_code == 200
        assert not sees_figures or len(links) > 20
        for url, told in links:
            answer = client.get(url)
            assert (answer.status_code, length(answer.context)) == (200, told), url
