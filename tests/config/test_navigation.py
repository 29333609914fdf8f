"""The menu offers what this person may open, and nothing else."""

import pytest
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse

from config.navigation import (
    CASES,
    DESK,
    DESK_LAST,
    HOME,
    PHONE,
    PHONE_OF_VISITORS,
    Entry,
    lines,
    menu_of,
)
from organizations.roles import GRANTS, Role
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

EVERY_ENTRY = tuple(dict.fromkeys((*DESK, *DESK_LAST, *PHONE, *PHONE_OF_VISITORS)))


@pytest.fixture
def request_of():
    def make(user, path="/account/"):
        request = RequestFactory().get(path)
        request.user = user
        return request

    return make


def test_an_entry_without_a_page_is_a_mistake(request_of):
    lost = Entry("Nowhere", "house", "nowhere:list")
    with pytest.raises(NoReverseMatch):
        lines((lost,), request_of(UserFactory()))


@pytest.mark.parametrize("entry", EVERY_ENTRY, ids=lambda entry: entry.url_name)
def test_whoever_holds_its_permission_may_open_it(entry, person_with, signed_in):
    """By a role that has it, so that no entry stands for a page that nobody reaches."""
    roles = [role for role in Role if set(entry.permissions) & set(GRANTS[role])] or [Role.HANDLER]
    for role in roles:
        client = signed_in(person_with(role, is_staff=role == Role.ADMINISTRATOR))
        assert client.get(reverse(entry.url_name), follow=True).status_code == 200


@pytest.mark.parametrize(
    "role", [Role.VISIT_OFFICE, Role.HANDLER, Role.ADMINISTRATOR, Role.AUDITOR]
)
def test_each_line_leads_to_a_page_this_person_may_open(person_with, signed_in, request_of, role):
    user = person_with(role, is_staff=role == Role.ADMINISTRATOR)
    client = signed_in(user)
    menu = menu_of(request_of(user))
    codes = {
        line["url"]: client.get(line["url"], follow=True).status_code
        for part in ("desk", "desk_last", "phone", "more")
        for line in menu[part]
    }
    assert {url: code for url, code in codes.items() if code != 200} == {}


def test_one_without_a_role_is_offered_only_what_is_everybodys(request_of):
    shown = [line["label"] for line in lines(DESK + DESK_LAST, request_of(UserFactory()))]
    assert shown == [entry.label for entry in DESK + DESK_LAST if not entry.permissions]


def test_the_administrator_sees_no_cases(person_with, request_of):
    user = person_with(Role.ADMINISTRATOR)
    assert CASES.label not in [line["label"] for line in lines(PHONE, request_of(user))]


@pytest.mark.parametrize(
    ("path", "current"), [("/", HOME.label), ("/account/password/", "Mine"), ("/healthz", None)]
)
def test_the_menu_marks_where_one_is(request_of, path, current):
    marked = [
        line["label"]
        for line in lines(PHONE, request_of(UserFactory(), path))
        if line.get("is_current")
    ]
    assert marked == ([current] if current else [])


def test_one_place_of_the_left_column_is_marked(person_with, request_of):
    menu = menu_of(request_of(person_with(Role.VISIT_OFFICE), reverse("issues:return_list")))
    marked = [line["url"] for line in menu["desk"] + menu["desk_last"] if line.get("is_current")]
    assert marked == [reverse("issues:return_list")]


def test_a_stranger_has_no_menu(rf):
    assert menu_of(rf.get("/")) == {}
