"""Logging in and out, the password, the account, the units."""

import pytest
from django.test import Client
from django.urls import reverse

from core.models import TrailEntry
from organizations.roles import Role
from tests.factories import OrganizationFactory, PositionFactory, UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"
NEW = "another-long-one-7"


def login(client, user, password=PASSWORD, next_url="/units/"):
    facts = {"username": user.username, "password": password, "next": next_url}
    return client.post(reverse("organizations:login"), facts)


def test_the_right_password_leads_to_where_one_wanted_to_go(client):
    answer = login(client, UserFactory())
    assert (answer.status_code, answer.url) == (302, "/units/")


def test_a_next_address_elsewhere_is_not_followed(client):
    assert login(client, UserFactory(), next_url="https://example.org/").url == "/"


def test_a_wrong_password_says_so_beside_the_form(client):
    answer = login(client, UserFactory(), password="wrong")
    assert answer.status_code == 200
    assert "用户名或密码不正确" in answer.content.decode()


def test_five_failures_lock_the_account_and_the_page_says_what_to_do(client, settings):
    settings.AXES_ENABLED = True
    user = UserFactory()
    for _attempt in range(5):
        answer = login(client, user, password="wrong")
    assert answer.status_code == 429
    assert "暂停登录十五分钟" in answer.content.decode()
    assert login(client, user).status_code == 429


def test_logging_out_needs_a_post_and_ends_the_session(signed_in):
    client = signed_in(UserFactory())
    assert client.get(reverse("organizations:logout")).status_code == 405
    client.post(reverse("organizations:logout"))
    assert client.get(reverse("organizations:account")).status_code == 302


def change(client, old=PASSWORD, new=NEW, again=NEW):
    facts = {"old_password": old, "new_password1": new, "new_password2": again}
    return client.post(reverse("organizations:password_change"), facts)


def test_a_new_password_is_set_recorded_and_keeps_one_logged_in(signed_in):
    user = UserFactory(must_change_password=True)
    client = signed_in(user)
    assert change(client).status_code == 302
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert user.must_change_password is False
    assert client.get(reverse("organizations:account")).status_code == 200
    assert TrailEntry.objects.get().action == "password_change"


@pytest.mark.parametrize(
    "facts",
    [
        {"old": "wrong"},
        {"again": "something-else-8"},
        {"new": "123", "again": "123"},
        {"new": PASSWORD, "again": PASSWORD},
    ],
)
def test_a_password_that_will_not_do_is_refused_with_the_reason(signed_in, facts):
    user = UserFactory()
    answer = change(signed_in(user), **facts)
    assert answer.status_code == 200
    assert "Not saved yet" in answer.content.decode()
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


@pytest.mark.parametrize("name", ["account", "unit_list", "unit_lookup"])
def test_a_given_password_is_changed_before_anything_else(signed_in, name):
    answer = signed_in(UserFactory(must_change_password=True)).get(reverse(f"organizations:{name}"))
    assert answer.url == reverse("organizations:password_change")


def test_one_who_must_change_the_password_may_still_leave(signed_in):
    client = signed_in(UserFactory(must_change_password=True))
    assert client.post(reverse("organizations:logout")).url == reverse("organizations:login")


def test_the_account_shows_my_roles_my_positions_and_whom_i_stand_in_for(signed_in, person_with):
    bureau = OrganizationFactory(name="人力资源局")
    user = person_with(Role.UNIT_HEAD, bureau)
    PositionFactory(organization=bureau, holder=user, title="局长")
    PositionFactory(
        title="园区主任",
        delegate=user,
        delegate_from_on="2020-01-01",
        delegate_until_on="2099-01-01",
    )
    page = signed_in(user).get(reverse("organizations:account")).content.decode()
    for text in ("人力资源局", "unit head", "局长", "园区主任"):
        assert text in page


@pytest.mark.parametrize(
    ("name", "field", "value", "cookie", "kept"),
    [
        ("language_set", "language", "en", "django_language", "en"),
        ("language_set", "language", "xx", "django_language", None),
        ("theme_set", "theme", "dark", "theme", "dark"),
        ("theme_set", "theme", "<script>", "theme", None),
    ],
)
def test_a_preference_is_kept_in_a_cookie_if_it_exists(client, name, field, value, cookie, kept):
    answer = client.post(reverse(f"organizations:{name}"), {field: value, "next": "/login/"})
    assert answer.url == "/login/"
    assert (answer.cookies[cookie].value if cookie in answer.cookies else None) == kept


def test_the_language_that_was_chosen_is_spoken(client):
    client.post(reverse("organizations:language_set"), {"language": "en"})
    assert "Log in" in client.get(reverse("organizations:login")).content.decode()


@pytest.mark.parametrize("count", [2, 30])
def test_the_list_of_units_asks_the_same_queries_however_many(
    signed_in, django_assert_num_queries, count
):
    for _place in range(count):
        PositionFactory(organization=OrganizationFactory(phone="021-1234"))
    client = signed_in(UserFactory())
    with django_assert_num_queries(7):
        client.get(reverse("organizations:unit_list"))


def test_units_stand_in_the_order_of_the_tree(signed_in):
    district = OrganizationFactory(name="区", kind="district")
    second = OrganizationFactory(name="乙镇", kind="town", parent=district, order=2)
    first = OrganizationFactory(name="甲镇", kind="town", parent=district, order=1)
    OrganizationFactory(name="乙村", kind="community", parent=second)
    OrganizationFactory(name="甲村", kind="community", parent=first)
    page = signed_in(UserFactory()).get(reverse("organizations:unit_list"))
    found = [(unit.name, unit.depth) for unit in page.context["units"]]
    assert found == [("区", 0), ("甲镇", 1), ("甲村", 2), ("乙镇", 1), ("乙村", 2)]


def test_a_healthy_machine_says_so_without_a_login():
    assert Client().get("/healthz").json() == {"status": "ok"}


def test_a_page_that_is_not_there_is_explained_in_chinese(client):
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "没有找到您要的内容" in answer.content.decode()
