"""The administrator sees how each channel stands, tries again, and reads no case."""

import datetime as dt

import pytest
from django.utils import timezone

from core.models import TrailEntry
from notices.models import Channel, Delivery
from notices.services.sending import deliveries_send
from organizations.roles import Role
from tests.notices.conftest import person, tell

pytestmark = pytest.mark.django_db
PAGE = "/notices/outbox/"


@pytest.fixture
def administrator(person_with, signed_in):
    return signed_in(person_with(Role.ADMINISTRATOR))


@pytest.fixture
def given_up(clock):
    """Somebody's two messages that will not be tried again."""
    user = person(Channel.EMAIL, Channel.WECOM, full_name="李军")
    tell(user)
    Delivery.objects.update(state="failed", failure="550 no such user", attempts=16)
    return user


def test_each_channel_says_what_waits_what_is_held_up_and_what_was_given_up(
    clock, given_up, administrator
):
    user = person(Channel.EMAIL, rhythm="digest")
    tell(user, "info", "info", "red")
    Delivery.objects.filter(notice__level="red").update(attempts=2)
    flows = {flow.channel: flow for flow in administrator.get(PAGE).context["flows"]}
    assert flows[Channel.EMAIL][1:4] == (2, 1, 1)
    assert flows[Channel.EMAIL].oldest
    assert flows[Channel.WECOM][1:4] == (0, 0, 1)
    assert flows[Channel.FEISHU][1:] == (0, 0, 0, None)


def test_who_and_why_is_shown_and_never_what_it_is_about(given_up, administrator):
    page = administrator.get(PAGE).content.decode()
    assert "李军" in page
    assert "550 no such user" in page
    assert "焊工" not in page
    assert "SQ2026" not in page


@pytest.mark.parametrize(("sent", "again"), [("channel", 1), ("delivery", 1), ("both", 2)])
def test_try_again_begins_anew_and_stands_in_the_trail(sent, again, given_up, administrator):
    row = Delivery.objects.get(channel="email")
    orders = {
        "channel": [{"channel": "email"}],
        "delivery": [{"delivery": row.pk}],
        "both": [{"channel": "email"}, {"channel": "wecom"}],
    }[sent]
    for order in orders:
        administrator.post(f"{PAGE}retry/", order)
    waiting = Delivery.objects.filter(state="waiting", attempts=0, failure="")
    assert waiting.count() == again
    assert TrailEntry.objects.filter(action="delivery_retry").count() == again


def test_what_is_tried_again_goes_out(given_up, administrator, clock, mailoutbox):
    administrator.post(f"{PAGE}retry/", {"channel": "email"})
    deliveries_send()
    assert len(mailoutbox) == 1


def test_what_was_delivered_is_not_sent_again_by_trying_again(clock, administrator, mailoutbox):
    tell(person(Channel.EMAIL))
    deliveries_send()
    administrator.post(f"{PAGE}retry/", {"channel": "email"})
    clock.shift(dt.timedelta(hours=1))
    deliveries_send()
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("rows", [2, 30])
def test_the_page_costs_the_same_at_any_length(
    rows, clock, administrator, django_assert_num_queries
):
    user = person(Channel.EMAIL)
    tell(user, *["info"] * rows)
    Delivery.objects.update(state="failed", failure="x", created_at=timezone.now())
    with django_assert_num_queries(10):
        administrator.get(PAGE)
