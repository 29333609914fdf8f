"""The dashboard: each number equals a recount and opens the very list it counts."""

import re
from html import unescape

import pytest
import time_machine
from django.urls import reverse

from organizations.models import Organization
from organizations.roles import Role
from tests.factories import MembershipFactory
from tests.reports.district import NOW, drawn_at_random, random_district

YEAR = {"from": "2025-10-01", "to": "2026-03-31"}
LINK = re.compile(r'href="(/figures/(?:cases|drawn|enterprises)/\?[^"]+)">(\d+)<')


@pytest.fixture(scope="module")
def district(once):
    with once(_made) as made:
        yield made


def _made():
    cases = random_district(21, 90)
    drawn_at_random(21, cases)
    return Organization.objects.get(kind=Organization.Kind.DISTRICT)


@pytest.fixture
def office(district, db, signed_in):
    with time_machine.travel(NOW, tick=False):
        yield signed_in(MembershipFactory(role=Role.VISIT_OFFICE, organization=district).user)


def test_every_number_opens_exactly_what_it_counts(office):
    page = office.get(reverse("reports:dashboard"), YEAR).content.decode()
    links = {(unescape(url), int(number)) for url, number in LINK.findall(page)}
    assert len(links) > 100
    for url, number in links:
        assert office.get(url).context["count"] == number, url
