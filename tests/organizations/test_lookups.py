import pytest
from django.urls import reverse

from organizations.roles import Role
from tests.factories import OrganizationFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture
def texts(signed_in):
    """Return a finder: what a lookup answers to the given query, as texts."""
    client = signed_in(UserFactory(full_name="经办人"))

    def find(name, **query):
        answer = client.get(reverse(f"organizations:{name}"), query).json()
        return [one["text"] for one in answer["results"]]

    return find


@pytest.fixture
def units():
    OrganizationFactory(name="市场监督管理局", short_name="市监局")
    OrganizationFactory(name="城市管理局", short_name="城管局")
    OrganizationFactory(name="上九镇", kind="town")
    OrganizationFactory(name="市监旧局", is_active=False)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "市监"}, ["市监局"]),
        ({"q": "sjj"}, ["市监局"]),
        ({"q": "SJJ"}, ["市监局"]),
        ({"q": "sj"}, ["市监局", "上九镇"]),
        ({"q": "sj", "kind": "town"}, ["上九镇"]),
        ({"q": " 管理 "}, ["市监局", "城管局"]),
        ({"q": "市"}, []),
        ({"q": "%%"}, []),
        ({}, []),
    ],
)
def test_units_are_found_by_two_characters_or_by_initials(texts, units, query, expected):
    assert texts("unit_lookup", **query) == expected


def test_people_are_found_and_narrowed_to_a_unit_and_below(texts, person_with):
    town = OrganizationFactory(name="甲镇", kind="town")
    village = OrganizationFactory(name="乙村", kind="community", parent=town)
    person_with(Role.HANDLER, village, full_name="李小明")
    person_with(Role.HANDLER, full_name="李小红")
    UserFactory(full_name="李小旧", is_active=False)
    assert texts("person_lookup", q="李小") == ["李小明", "李小红"]
    assert texts("person_lookup", q="lxm") == ["李小明"]
    assert texts("person_lookup", q="李小", unit=town.pk) == ["李小明"]
    assert texts("person_lookup", q="李小", unit="x") == ["李小明", "李小红"]


@pytest.mark.parametrize("name", ["unit_lookup", "person_lookup"])
def test_a_lookup_answers_at_most_twenty(texts, name):
    for place in range(25):
        OrganizationFactory(name=f"临江{place}村")
        UserFactory(full_name=f"临江{place}人")
    assert len(texts(name, q="临江")) == 20
