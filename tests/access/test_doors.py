"""Logging in, being locked out, and the headers every page carries."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from core.models import TrailEntry
from organizations.models import User
from organizations.roles import Role
from tests.factories import UserFactory

pytestmark = pytest.mark.one_database

LOGIN = "organizations:login"


@pytest.fixture
def _lock(settings, db):
    settings.AXES_ENABLED = True


def attempt(client, password, username="li"):
    return client.post(reverse(LOGIN), {"username": username, "password": password})


@pytest.mark.usefixtures("_lock")
def test_five_wrong_passwords_lock_this_person_out_here(client, settings):
    UserFactory(username="li")
    UserFactory(username="wu")
    for _time in range(settings.AXES_FAILURE_LIMIT):
        refused = attempt(client, "wrong")
    assert refused.status_code in {403, 429}
    assert attempt(client, "correct horse battery").status_code in {403, 429}
    assert attempt(client, "correct horse battery", username="wu").status_code == 302


@pytest.mark.usefixtures("_lock")
def test_fewer_wrong_passwords_do_not(client, settings):
    UserFactory(username="li")
    for _time in range(settings.AXES_FAILURE_LIMIT - 1):
        assert attempt(client, "wrong").status_code == 200
    assert attempt(client, "correct horse battery").status_code == 302


@pytest.mark.django_db
def test_a_closed_account_does_not_come_in(client):
    UserFactory(username="li", is_active=False)
    assert attempt(client, "correct horse battery").status_code == 200
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_login_does_not_send_people_elsewhere(client):
    UserFactory(username="li")
    response = client.post(
        f"{reverse(LOGIN)}?next=https://elsewhere.example/",
        {"username": "li", "password": "correct horse battery"},
    )
    assert response.status_code == 302
    assert "elsewhere" not in response.url


@pytest.mark.django_db
def test_every_answer_carries_the_headers(client):
    response = client.get(reverse(LOGIN))
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
def test_it_starts_in_chinese_and_a_switch_shows_english(client):
    browser = {"accept-language": "en-US,en;q=0.9"}
    assert 'lang="zh-Hans"' in client.get(reverse(LOGIN), headers=browser).content.decode()
    client.post(reverse("organizations:language_set"), {"language": "en", "next": reverse(LOGIN)})
    assert 'lang="en"' in client.get(reverse(LOGIN)).content.decode()
    client.post(reverse("organizations:language_set"), {"language": "zh-hans"})
    assert 'lang="zh-Hans"' in client.get(reverse(LOGIN)).content.decode()


@pytest.mark.django_db
def test_a_new_installation_gets_its_administrator(client):
    told = StringIO()
    call_command("administrator_add", "chen", "陈晨", district="河东区", stdout=told)
    password = told.getvalue().split()[-1]
    person = User.objects.get(username="chen")
    assert person.must_change_password
    assert person.grants("organizations.people_manage")
    assert TrailEntry.objects.get(subject_id=person.pk).action == "administrator_add"
    response = attempt(client, password, username="chen")
    assert response.status_code == 302
    with pytest.raises(CommandError):
        call_command("administrator_add", "chen", "陈晨", district="河东区", stdout=told)
    assert person.memberships.get().role == Role.ADMINISTRATOR
