"""Deeds and wishes on the home page: the same rows as the lists that their headings open."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.deeds.conftest import cases_district, district  # noqa: F401
from tests.deeds.factories import DeedFactory, WishFactory


@pytest.fixture
def work(district):  # noqa: F811
    """A deed of the branch that is late, one of the other branch to look at, wishes of each."""
    today = timezone.localdate()
    begun = today - timedelta(days=30)
    late = {"starts_on": begun, "ends_on": today - timedelta(days=1), "state": "under_way"}
    DeedFactory(organization=district.branch, title="修路", **late)
    DeedFactory(organization=district.branch, title="明年的事", state="under_way")
    DeedFactory(organization=district.other, title="换灯", state="to_accept")
    DeedFactory(organization=district.branch, title="自家的事", state="to_accept")
    WishFactory(
        title="轮椅", state="claimed", claimed_by=district.member, claimed_for=district.branch
    )
    WishFactory(title="书包", state="fulfilled", collected_by=district.secretary)
    return district


EXPECTED = {
    "secretary": {
        "deeds_due": ["修路"],
        "deeds_to_accept": ["换灯"],
        "wishes_claimed": ["轮椅"],
        "wishes_to_confirm": ["书包"],
    },
    "member": {"deeds_due": ["修路"], "wishes_claimed": ["轮椅"]},
    "other_secretary": {"deeds_to_accept": ["自家的事"]},
    "handler": {},
}


@pytest.mark.parametrize("name", EXPECTED)
def test_each_finds_what_waits_for_them_and_its_list(work, signed_in, name):
    client = signed_in(getattr(work, name))
    groups = client.get(reverse("reports:home")).context["deeds"]
    shown = {group.key: [line["title"] for line in group.rows] for group in groups}
    assert shown == EXPECTED[name]
    for group in groups:
        listed = [row.title for row in client.get(group.url).context["page"].rows]
        assert set(shown[group.key]) <= set(listed)
        if group.key != "deeds_due":
            assert len(listed) == group.count.number
