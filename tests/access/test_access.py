"""Permission × address × code, for every address there is."""

import copy

import pytest
from django.conf import settings
from django.db import transaction
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from core.access import has_permission, is_allowed
from organizations.models import Organization
from organizations.roles import GRANTS, Role
from tests.access.table import PAGES
from tests.access.world import ANONYMOUS, World

WITHOUT_ROWS = {"admin"}
"""Namespaces guarded as a whole; see test_admin.py."""


def logged_in():
    """A world whose people have logged in: ``cookies`` says by which cookies each is known."""
    world = World()
    world.cookies = {}
    for name, person in world.people.items():
        client = Client()
        client.force_login(person)
        world.cookies[name] = client.cookies
    return world


@pytest.fixture(scope="module")
def peopled(once):
    with once(logged_in) as world:
        yield world


@pytest.fixture
def world(peopled, db):
    return copy.deepcopy(peopled)


def url_names(patterns, namespace=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = ":".join(filter(None, [namespace, pattern.namespace]))
            if pattern.namespace not in WITHOUT_ROWS:
                yield from url_names(pattern.url_patterns, inner)
        else:
            yield ":".join(filter(None, [namespace, pattern.name or f"unnamed {pattern.pattern}"]))


def test_every_address_stands_in_the_access_table():
    written = {page.name for page in PAGES if page.name.partition(":")[0] not in WITHOUT_ROWS}
    assert set(url_names(get_resolver().url_patterns)) == written


def test_each_situation_has_one_row():
    rows = [str(page) for page in PAGES]
    assert sorted(set(rows)) == sorted(rows)


def answer(client, page, address, world):
    """The code, with what the request did undone."""
    sent = page.query(world)
    with transaction.atomic():
        response = getattr(client, page.method)(address, sent)
        transaction.set_rollback(True)
    return response


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_each_role_gets_the_answer_of_the_table(page, world):
    people, address = world.people, reverse(page.name, kwargs=page.kwargs(world))
    codes = {}
    for name in people:
        client = Client(raise_request_exception=False)
        client.cookies = world.cookies[name]
        codes[name] = answer(client, page, address, world).status_code
    assert codes == {name: page.code_for(name) for name in people}


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_stranger_is_led_to_the_login(page, world):
    address = reverse(page.name, kwargs=page.kwargs(world))
    response = answer(Client(), page, address, world)
    led_to_login = response.status_code == 302 and response.url.startswith(
        (resolve_url(settings.LOGIN_URL), reverse("admin:login"))
    )
    assert led_to_login is not page.public, f"{ANONYMOUS} got {response.status_code}"


@pytest.mark.parametrize("role", Role.values)
def test_a_permission_nobody_granted_is_held_by_nobody(role, world):
    person = world.people[role]
    assert not has_permission(person, "organizations.invented")
    assert not is_allowed(person, "organizations.invented", world.bureau)


def test_a_closed_account_and_no_account_may_do_nothing(world):
    administrator = world.people[Role.ADMINISTRATOR]
    administrator.is_active = False
    for nobody in (administrator, None):
        assert not has_permission(nobody, "organizations.people_manage")
        assert not is_allowed(nobody, "organizations.people_manage", world.bureau)


def test_the_administrator_sees_no_case_contents():
    contents = {"enterprises.enterprise_view", "visits.visit_view", "issues.case_view"}
    assert contents.isdisjoint(GRANTS[Role.ADMINISTRATOR])


def test_a_role_in_a_unit_reaches_the_units_below_it_also_after_a_move(world):
    person, below = world.people[Role.UNIT_HEAD], Organization(name="劳动监察队", kind="branch")
    below.parent = world.office
    below.save()
    deeper = Organization.objects.create(name="一中队", kind="branch", parent=below)
    below.parent = world.bureau
    below.save()
    deeper.refresh_from_db()
    assert deeper.path == f"{world.bureau.path}{below.pk}/{deeper.pk}/"
    assert {below.pk, deeper.pk} <= person.unit_ids
