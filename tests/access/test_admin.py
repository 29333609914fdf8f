"""The back room: only for the administrator, and nothing happens there without a trace."""

import pytest
from django.urls import reverse

from core.models import TrailEntry
from organizations.models import Membership, User
from organizations.roles import Role
from tests.access.world import NOBODY, World

pytestmark = pytest.mark.one_database

INSIDE = [
    "admin:index",
    "admin:organizations_user_changelist",
    "admin:organizations_user_add",
    "admin:organizations_organization_changelist",
    "admin:organizations_position_changelist",
    "admin:safety_fieldauthority_changelist",
    "admin:safety_fieldauthority_add",
    "admin:issues_category_changelist",
    "admin:issues_category_add",
    "admin:issues_deadlinepolicy_changelist",
    "admin:issues_ladderpolicy_changelist",
]

OTHERS = [*(role for role in Role.values if role != Role.ADMINISTRATOR), NOBODY]


@pytest.fixture
def world(db):
    return World()


@pytest.fixture
def administrator(world, signed_in):
    return signed_in(world.people[Role.ADMINISTRATOR])


@pytest.mark.parametrize("name", INSIDE)
def test_the_administrator_comes_in(name, administrator):
    assert administrator.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("role", OTHERS)
@pytest.mark.parametrize("name", INSIDE)
def test_others_are_refused(name, role, world, signed_in):
    response = signed_in(world.people[role]).get(reverse(name), follow=True)
    assert response.status_code == 403


def test_being_a_superuser_opens_nothing(world, signed_in):
    world.people[NOBODY].is_superuser = world.people[NOBODY].is_staff = True
    world.people[NOBODY].save()
    response = signed_in(world.people[NOBODY]).get(reverse("admin:index"), follow=True)
    assert response.status_code == 403


def test_a_new_account_must_change_its_password_and_is_in_the_trail(administrator):
    response = administrator.post(
        reverse("admin:organizations_user_add"),
        {
            "username": "chen",
            "full_name": "陈晨",
            "password1": "a long enough one",
            "password2": "a long enough one",
            "memberships-TOTAL_FORMS": "0",
            "memberships-INITIAL_FORMS": "0",
        },
    )
    assert response.status_code == 302
    made = User.objects.get(username="chen")
    assert made.must_change_password
    entry = TrailEntry.objects.get(action="admin_add")
    assert entry.subject_label == "陈晨"
    assert "long enough" not in str(entry.changes)


def test_a_change_is_in_the_trail_with_before_and_after(administrator, world):
    person = world.people[Role.HANDLER]
    line = person.memberships.get()
    response = administrator.post(
        reverse("admin:organizations_user_change", args=[person.pk]),
        {
            "username": person.username,
            "full_name": "新名",
            "is_active": "on",
            "memberships-TOTAL_FORMS": "1",
            "memberships-INITIAL_FORMS": "1",
            "memberships-0-id": line.pk,
            "memberships-0-user": person.pk,
            "memberships-0-organization": world.town.pk,
            "memberships-0-role": Role.UNIT_HEAD,
            "memberships-0-since_on": line.since_on.isoformat(),
        },
    )
    assert response.status_code == 302
    values = TrailEntry.objects.get(action="admin_change").changes["values"]
    assert values["user.full_name"] == [person.full_name, "新名"]
    assert values["membership.role"] == [Role.HANDLER, Role.UNIT_HEAD]
    assert values["membership.organization"] == [world.bureau.pk, world.town.pk]
    assert Membership.objects.get(pk=line.pk).organization == world.town


def test_a_password_set_by_the_administrator_is_changed_at_the_next_login(administrator, world):
    person = world.people[Role.HANDLER]
    administrator.post(
        reverse("admin:auth_user_password_change", args=[person.pk]),
        {"password1": "a long enough one", "password2": "a long enough one"},
    )
    person.refresh_from_db()
    assert person.must_change_password
    assert person.check_password("a long enough one")
    assert TrailEntry.objects.filter(action="admin_change", subject_id=person.pk).exists()


@pytest.mark.parametrize("kind", ["user", "organization"])
def test_people_and_units_are_closed_and_never_deleted(kind, administrator, world):
    pk = world.people[Role.HANDLER].pk if kind == "user" else world.town.pk
    response = administrator.post(
        reverse(f"admin:organizations_{kind}_delete", args=[pk]), {"post": "yes"}
    )
    assert response.status_code == 403
