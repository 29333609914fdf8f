import base64
import json

import pytest
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.test import RequestFactory

from core.paging import KeysetPage, capped_count
from organizations.models import Organization
from tests.factories import OrganizationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

ORDERS = [
    ("id",),
    ("-id",),
    ("order", "id"),
    ("-order", "-id"),
    ("-order", "id"),
    ("kind", "-order", "id"),
    ("path", "pk"),
]


@pytest.fixture
def units():
    for place in range(23):
        kind = ("town", "department")[place % 2]
        OrganizationFactory(order=place % 4, kind=kind)
    return Organization.objects.all()


def page(units, order, size=5, **cursor):
    return KeysetPage(units, order=order, size=size, **cursor)


def walk(units, order, size=5):
    """Every page from the first to the last, as keys."""
    found, after = [], ""
    while True:
        here = page(units, order, size, after=after)
        found.append([row.pk for row in here])
        after = here.after
        if not after:
            return found


@pytest.mark.parametrize("order", ORDERS)
def test_pages_hold_every_row_once_and_in_order(units, order):
    walked = [pk for keys in walk(units, order) for pk in keys]
    assert walked == list(units.order_by(*order).values_list("pk", flat=True))


@pytest.mark.parametrize("order", ORDERS)
def test_going_back_shows_the_page_one_came_from(units, order):
    first = page(units, order)
    second = page(units, order, after=first.after)
    back = page(units, order, before=second.before)
    assert [row.pk for row in back] == [row.pk for row in first]
    assert back.before == ""
    assert back.after


@pytest.mark.parametrize(("rows", "size"), [(0, 5), (4, 5), (5, 5)])
def test_a_single_page_has_no_neighbours(rows, size):
    OrganizationFactory.create_batch(rows)
    here = page(Organization.objects.all(), ("id",), size)
    assert (len(here), here.after, here.before) == (rows, "", "")


def test_rows_added_meanwhile_neither_repeat_nor_hide_a_row(units):
    first = page(units, ("-id",))
    OrganizationFactory()
    second = page(units, ("-id",), after=first.after)
    assert second.rows[0].pk == first.rows[-1].pk - 1


def cursor_of(content) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "%%%",
        "äöü",
        cursor_of("text"),
        cursor_of([["id"], ["not a number"]]),
        cursor_of([["id"], [None]]),
        cursor_of([["id"], [{"a": 1}]]),
        cursor_of([["id"], [10**30]]),
        cursor_of([["id"], []]),
        cursor_of([["-id"], [3]]),
        cursor_of([["password"], ["a"]]),
        cursor_of([["name"], ["\x00"]]),
    ],
)
def test_a_bad_cursor_is_ignored(units, cursor):
    first = page(units, ("id",))
    assert [row.pk for row in page(units, ("id",), after=cursor)] == [row.pk for row in first]


@pytest.mark.parametrize(
    ("queryset", "order"),
    [
        (
            lambda: Organization.objects.annotate(above=Coalesce("parent__name", Value(""))),
            ("-above", "id"),
        ),
        (lambda: Organization.objects.exclude(parent=None), ("parent__order", "id")),
        (lambda: Organization.objects.exclude(parent=None), ("parent_id", "id")),
        (lambda: Organization.objects.values("id", "order"), ("order", "id")),
    ],
)
def test_annotations_relations_and_plain_values_can_be_paged(queryset, order):
    tops = [OrganizationFactory(order=place) for place in (2, 1)]
    for place in range(8):
        OrganizationFactory(parent=tops[place % 2])
    rows, expected = [], list(queryset().order_by(*order))
    here = page(queryset(), order, 3)
    while True:
        rows += here.rows
        if not here.after:
            break
        here = page(queryset(), order, 3, after=here.after)
    assert rows == expected


def test_the_address_says_which_page(units):
    first = page(units, ("id",), 50)
    assert first.after == ""
    request = RequestFactory().get("/", {"after": page(units, ("id",)).after})
    here = KeysetPage.of(request, units, order=("id",), size=5)
    assert here.rows == first.rows[5:10]


def test_a_page_is_its_keys_and_then_its_rows(units, django_assert_num_queries):
    with django_assert_num_queries(2):
        here = page(units, ("order", "id"))
        assert (len(here), bool(here.after), here.before) == (5, True, "")


@pytest.mark.parametrize(("cap", "expected"), [(10, "10+"), (23, "23"), (100, "23")])
def test_counting_stops_at_the_cap(units, cap, expected):
    assert str(capped_count(units, cap)) == expected
