"""Beside each notice told in the application, one row for each channel chosen; never a second."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from notices.models import Channel, Delivery, Notice, Route
from notices.services import notices_deliver
from notices.services.fan_out import deliveries_fan_out
from tests.factories import NoticeFactory, PositionFactory, UserFactory
from tests.notices.conftest import person, tell

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def moments_of(user) -> dict[str, str]:
    rows = Delivery.objects.filter(recipient=user).values_list("notice__level", "deliver_after")
    return {level: f"{timezone.localtime(at):%d %H:%M}" for level, at in rows}


def test_each_chosen_channel_gets_one_row_and_nobody_else_any(clock):
    user, quiet = person(Channel.EMAIL, Channel.WECOM), UserFactory()
    tell(user)
    tell(quiet)
    assert sorted(Delivery.objects.values_list("recipient", "channel")) == [
        (user.pk, "email"),
        (user.pk, "wecom"),
    ]


def test_who_switched_a_channel_off_is_still_told_in_the_application(clock):
    user = person(Channel.EMAIL)
    Route.objects.update(is_on=False)
    tell(user)
    assert Notice.objects.visible_to(user).count() == 1
    assert not Delivery.objects.exists()


def test_telling_again_adds_nothing(clock):
    user = person(Channel.EMAIL)
    tell(user)
    notices_deliver()
    deliveries_fan_out(delivered_at=Notice.objects.get().delivered_at)
    assert Delivery.objects.count() == 1


def test_the_database_refuses_a_second_row_for_one_channel(clock):
    user = person(Channel.EMAIL)
    tell(user)
    again = Delivery(
        notice=Notice.objects.get(), recipient=user, channel="email", deliver_after=timezone.now()
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


@pytest.mark.parametrize(
    ("wishes", "post", "goes"),
    [
        ({}, None, "17 17:00"),
        ({}, "head", "17 17:00"),
        ({}, "leader", "18 08:30"),
        ({}, "principal", "18 08:30"),
        ({"rhythm": "at_once"}, "leader", "17 17:00"),
        ({"rhythm": "digest"}, None, "18 08:30"),
    ],
)
def test_leaders_get_a_digest_unless_they_choose_otherwise(wishes, post, goes, clock):
    clock.move_to("2026-11-17 17:00+08:00")
    user = person(Channel.EMAIL, **wishes)
    if post:
        PositionFactory(kind=post, holder=user)
    tell(user, "orange", "red")
    assert moments_of(user) == {"orange": goes, "red": "17 17:00"}


@pytest.mark.parametrize(("allowed", "goes"), [(False, "18 08:30"), (True, "17 22:00")])
def test_red_comes_at_night_only_to_whoever_allows_it(allowed, goes, clock):
    clock.move_to("2026-11-17 22:00+08:00")
    user = person(Channel.EMAIL, red_any_time=allowed)
    tell(user, "red", "orange")
    assert moments_of(user) == {"red": goes, "orange": "18 08:30"}


def test_any_number_is_fanned_out_in_the_same_number_of_statements(
    clock, django_assert_num_queries
):
    users = [person(Channel.EMAIL, Channel.WECOM, rhythm="digest") for _one in range(10)]
    for user in users:
        tell(user, *["info"] * 5, at_once=False)
    with django_assert_num_queries(5):  # savepoint, deliver, calendar's edition, fan out, release
        assert notices_deliver() == 50
    assert Delivery.objects.count() == 100


def test_a_plain_insert_is_fanned_out_too(clock):
    """The sweep of the ladder writes its notices by a statement of its own."""
    user = person(Channel.EMAIL)
    NoticeFactory(recipient=user, state="pending", delivered_at=None, deliver_after=timezone.now())
    notices_deliver()
    assert Delivery.objects.get().state == "waiting"


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_fan_out_each_notice_once():
    user, start = person(Channel.EMAIL), threading.Barrier(3)
    Notice.objects.bulk_create(
        Notice(recipient=user, template="plain", dedupe_key=f"n{n}") for n in range(60)
    )

    def work():
        try:
            start.wait(5)
            for _round in range(5):
                notices_deliver()
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _worker in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    notices_deliver()
    assert Delivery.objects.count() == 60
