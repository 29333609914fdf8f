"""Views of lists that a person keeps: filter and order under a name, for nobody else."""

import pytest
from django.urls import reverse

from organizations.models import SavedView
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PAGE = reverse("organizations:saved_views")


def keep(client, name="超期诉求", query="kind=demand&due=late", at="/cases/"):
    return client.post(PAGE, {"at": at, "query": query, "name": name})


@pytest.fixture
def me(client):
    person = UserFactory()
    client.force_login(person)
    return client


def test_a_kept_view_leads_back_to_the_list_as_it_was(me):
    answer = keep(me, query="kind=demand&sort=due&after=abc")
    assert answer.url == "/cases/?kind=demand&sort=due"


def test_the_same_name_replaces_what_was_kept(me):
    keep(me, query="kind=demand")
    keep(me, query="kind=issue")
    assert SavedView.objects.get().query == "kind=issue"


def test_the_chip_of_a_list_holds_the_views_of_this_list_only(me):
    keep(me, name="本镇")
    keep(me, name="重大", at="/hazards/")
    page = me.get(PAGE, {"at": "/cases/", "query": ""}, headers={"HX-Request": "true"})
    shown = page.content.decode()
    assert "本镇" in shown
    assert "重大" not in shown


def test_nobody_sees_or_removes_the_views_of_another(me, client):
    keep(me)
    client.force_login(UserFactory())
    assert "超期诉求" not in client.get(PAGE).content.decode()
    view = SavedView.objects.get()
    address = reverse("organizations:saved_view_remove", args=[view.pk])
    assert client.post(address).status_code == 404


def test_a_view_is_removed_and_the_list_of_views_shown_again(me):
    keep(me)
    address = reverse("organizations:saved_view_remove", args=[SavedView.objects.get().pk])
    assert me.post(address).url == f"{PAGE}?at=%2Fcases%2F"
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("at", ["/nowhere/", "//example.org/", "javascript:alert(1)"])
def test_only_pages_of_this_site_are_kept(me, at):
    assert me.get(PAGE, {"at": at}).status_code == 404
    assert "没有这个清单" in keep(me, at=at).content.decode()


def test_the_twenty_first_view_is_refused_with_what_to_do(me):
    for number in range(20):
        keep(me, name=f"视图{number}")
    assert "最多保存 20 个视图" in keep(me, name="又一个").content.decode()
    assert keep(me, name="视图3", query="kind=issue").status_code == 302
