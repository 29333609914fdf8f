"""The overview by town, counted anew by hand and by the lists it opens."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from deeds.models import Deed, Wish
from deeds.selectors.overview import overview_by_town, totals
from tests.deeds.factories import DeedFactory, WishFactory
from tests.factories import OrganizationFactory
from tests.handed import faults_of, sheets_of

PAST = timedelta(days=40)


@pytest.fixture
def much(district):
    """Two towns with branches that have no deed, one, two, one put aside, and one of last year."""
    far = OrganizationFactory(name="北山镇", kind="town", parent=district.root)
    branches = [
        OrganizationFactory(kind="branch", parent=parent) for parent in [district.town, far] * 4
    ]
    today = timezone.localdate()
    begun = {"starts_on": today.replace(day=1), "ends_on": today}
    for branch, states in zip(
        branches,
        [["accepted"], ["under_way"], ["proposed", "accepted"], ["aside"], ["to_accept"], []],
        strict=False,
    ):
        for state in states:
            DeedFactory(organization=branch, state=state, **begun)
    DeedFactory(organization=district.town, state="under_way", **begun)
    past = today.replace(year=today.year - 1, month=1, day=5)
    DeedFactory(organization=branches[6], state="accepted", starts_on=past, ends_on=past)
    first = today.replace(month=1, day=1)
    late = DeedFactory(organization=branches[0], state="under_way", starts_on=first)
    Deed.objects.filter(pk=late.pk).update(
        starts_on=first - PAST, ends_on=today - timedelta(days=1)
    )
    for state in ("collected", "published", "claimed", "fulfilled", "thanked", "withdrawn"):
        WishFactory(unit=branches[0], state=state)
        WishFactory(unit=far, state=state)
    WishFactory(unit=far, state="published", open_since=today - timedelta(days=16))
    WishFactory(unit=far, state="claimed", wanted_by=today - timedelta(days=1))
    return far


EXPECTED = {
    "柳河镇": {
        "branches": 6, "with_deed": 3, "without": 3, "accepted": 2, "deeds": 6, "deeds_late": 1,
        "wishes": 5, "unclaimed": 1, "in_hand": 2, "fulfilled": 1, "wishes_late": 0,
    },
    "北山镇": {
        "branches": 4, "with_deed": 1, "without": 3, "accepted": 0, "deeds": 1, "deeds_late": 0,
        "wishes": 7, "unclaimed": 2, "in_hand": 3, "fulfilled": 1, "wishes_late": 2,
    },
}  # fmt: skip


def test_the_figures_are_those_counted_by_hand(district, much):
    rows = overview_by_town(user=district.officer, year=timezone.localdate().year)
    assert {str(row.town): row.figures for row in rows} == EXPECTED
    whole = totals(rows)
    assert whole == {
        name: sum(figures[name] for figures in EXPECTED.values()) for name in EXPECTED["柳河镇"]
    }
    assert (
        whole["deeds"]
        == Deed.objects.filter(year=timezone.localdate().year).exclude(state="aside").count()
    )
    assert whole["wishes"] == Wish.objects.exclude(state="withdrawn").count()


LISTS = {
    "branches": ("branch_list", ""),
    "with_deed": ("branch_list", "&stand=with"),
    "without": ("branch_list", "&stand=without"),
    "accepted": ("branch_list", "&stand=accepted"),
    "deeds": ("deed_list", "&state=standing"),
    "deeds_late": ("deed_list", "&late=yes"),
    "wishes": ("wish_list", "&state=standing"),
    "unclaimed": ("wish_list", "&state=published"),
    "in_hand": ("wish_list", "&state=in_hand"),
    "fulfilled": ("wish_list", "&state=thanked"),
    "wishes_late": ("wish_list", "&late=yes"),
}


@pytest.mark.parametrize("name", ["officer", "town_head", "leader", "secretary"])
def test_each_figure_is_the_length_of_the_list_it_opens(district, much, signed_in, name):
    client, year = signed_in(getattr(district, name)), timezone.localdate().year
    page = client.get(reverse("deeds:overview"))
    shown = page.content.decode()
    for row in page.context["rows"]:
        for figure, (url_name, rest) in LISTS.items():
            address = f"{reverse(f'deeds:{url_name}')}?year={year}&town={row.town.pk}{rest}"
            number = row.figures[figure]
            assert (escape(address) in shown) or not number
            assert client.get(address).context["count"].number == number, (row.town, figure)


def test_each_sees_the_branches_within_their_reach(district, much):
    year = timezone.localdate().year
    towns = {
        name: {str(row.town): row.figures["branches"] for row in rows}
        for name in ("town_head", "secretary")
        for rows in [overview_by_town(user=getattr(district, name), year=year)]
    }
    assert towns["town_head"]["柳河镇"] == 6
    assert towns["secretary"]["柳河镇"] == 1
    assert towns["town_head"].get("北山镇", 0) == 0


def lines(content: bytes) -> list[tuple]:
    (rows,) = sheets_of(content).values()
    return rows


def test_the_workbooks_hold_what_the_filter_shows_and_names_only_for_those_who_see_them(
    district, much, signed_in
):
    office, secretary = signed_in(district.officer), signed_in(district.secretary)
    content = office.get(reverse("deeds:deed_workbook"), {"state": "accepted"}).getvalue()
    assert faults_of(content) == []
    deeds = lines(content)
    assert len(deeds) == Deed.objects.filter(state="accepted").count()
    assert deeds[0][4].date() == Deed.objects.filter(state="accepted").earliest("ends_on").starts_on
    address = reverse("deeds:wish_workbook")
    content, of_secretary = (who.get(address).getvalue() for who in (office, secretary))
    wishes, seen = lines(content), lines(of_secretary)
    assert faults_of(content) == []
    assert len(wishes) == Wish.objects.count()
    assert len(seen) == Wish.objects.exclude(state__in=("collected", "withdrawn")).count()
    assert {row[8] for row in wishes} == {"张桂兰"}
    assert {row[8] for row in seen} == {None}
