"""Who is told of what is due or late: once for each event, in working hours."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from deeds.models import Deed, Wish
from deeds.services.reminders import deeds_remind
from notices.models import Notice
from tests.deeds.factories import DeedFactory, WishFactory

AT = timezone.make_aware(datetime(2026, 4, 15, 10, 0))
DAY = AT.date()


@pytest.fixture
def due(district):
    """Of the branch; its member is responsible."""
    return DeedFactory(
        organization=district.branch, responsible=district.member, state="under_way",
        starts_on=DAY - timedelta(days=30), ends_on=DAY,
    )  # fmt: skip


def told(template):
    return {one.recipient.username for one in Notice.objects.filter(template=template)}


def test_on_the_last_day_the_responsible_person_and_the_head_are_told_once(due):
    assert deeds_remind(AT - timedelta(days=1)) == 0
    assert deeds_remind(AT.replace(hour=6)) == 0
    assert [deeds_remind(AT) for _run in range(2)] == [2, 0]
    assert deeds_remind(AT + timedelta(days=1)) == 0
    assert told("deeds.deed_due") == {"member", "secretary"}


def test_a_deed_whose_day_was_moved_is_told_anew_and_one_handed_in_never(due):
    deeds_remind(AT)
    Deed.objects.update(ends_on=DAY + timedelta(days=1))
    assert deeds_remind(AT) == 0
    assert deeds_remind(AT + timedelta(days=1)) == 2
    DeedFactory(organization=due.organization, state="to_accept", starts_on=DAY, ends_on=DAY)
    assert deeds_remind(AT + timedelta(days=1)) == 0


BEHIND = [
    ({"state": "published", "open_since": DAY - timedelta(days=15)}, None),
    ({"state": "published", "open_since": DAY - timedelta(days=16)}, "deeds.wish_unclaimed"),
    ({"state": "claimed", "wanted_by": DAY}, None),
    ({"state": "claimed", "wanted_by": DAY - timedelta(days=1)}, "deeds.wish_late"),
    ({"state": "fulfilled", "wanted_by": DAY - timedelta(days=1)}, None),
    ({"state": "collected", "wanted_by": DAY - timedelta(days=1)}, None),
]


@pytest.mark.parametrize(("facts", "template"), BEHIND)
def test_the_town_of_who_collected_a_wish_is_told_once_that_it_waits(district, facts, template):
    facts = {"open_since": DAY, "wanted_by": DAY + timedelta(days=5), **facts}
    WishFactory(unit=district.branch, **facts)
    assert [deeds_remind(AT) for _run in range(2)] == ([1, 0] if template else [0, 0])
    if template:
        assert told(template) == {"town_head"}
    assert bool(Wish.objects.behind(DAY)) == bool(template)


def test_a_wish_that_hangs_anew_is_told_anew(district):
    wish = WishFactory(unit=district.town, state="published", open_since=DAY - timedelta(days=16))
    deeds_remind(AT)
    Wish.objects.filter(pk=wish.pk).update(open_since=DAY)
    assert deeds_remind(AT + timedelta(days=1)) == 0
    assert deeds_remind(AT + timedelta(days=21)) == 1
