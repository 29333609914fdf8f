"""The outbox: written once per event, delivered once, read by its recipient only."""

import datetime as dt
import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from notices.models import Notice
from notices.selectors import notice_list, unread_count
from notices.services import (
    notice_mark_read,
    notice_post,
    notices_deliver,
    notices_mark_all_read,
    notices_post_many,
)
from notices.texts import Text, texts_add
from tests.factories import NoticeFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def post(recipient, key, **facts):
    notice_post(recipient=recipient, template="plain", dedupe_key=key, **facts)


def test_a_bare_insert_needs_only_recipient_text_and_event():
    user = UserFactory()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO notices_notice (recipient_id, template, dedupe_key) VALUES (%s, %s, %s)",
            [user.pk, "plain", "slip:1:user:1"],
        )
    assert notices_deliver() == 1
    notice = Notice.objects.get()
    assert (notice.params, notice.level, notice.state) == ({}, "info", "delivered")


def test_the_same_event_is_told_once():
    user = UserFactory()
    post(user, "case:1", label="first")
    post(user, "case:1", label="second")
    assert [notice.label for notice in Notice.objects.all()] == ["first"]


def test_a_transaction_delivers_once_however_many_it_posts(django_capture_on_commit_callbacks):
    user = UserFactory()
    with django_capture_on_commit_callbacks(execute=True) as hooks:
        for key in ("case:1", "case:2"):
            post(user, key)
    assert len(hooks) == 1
    assert {notice.state for notice in Notice.objects.all()} == {"delivered"}


def test_what_is_taken_back_does_not_keep_the_rest_from_being_delivered(
    django_capture_on_commit_callbacks,
):
    user = UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        with transaction.atomic():
            post(user, "case:1")
            transaction.set_rollback(True)
        post(user, "case:2")
    assert [notice.state for notice in Notice.objects.all()] == ["delivered"]


def test_the_database_refuses_an_event_told_twice():
    NoticeFactory(dedupe_key="case:1")
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticeFactory(dedupe_key="case:1")


def test_many_are_posted_and_delivered_in_a_fixed_number_of_statements(
    django_assert_num_queries,
):
    user = UserFactory()
    rows = [Notice(recipient=user, template="plain", dedupe_key=f"n{n}") for n in range(300)]
    notices_post_many(rows)
    with django_assert_num_queries(5):  # savepoint, deliver, calendar, other channels, release
        assert notices_deliver() == 300


def test_delivery_waits_until_its_time_and_happens_once():
    user = UserFactory()
    post(user, "now")
    post(user, "later", deliver_after=timezone.now() + dt.timedelta(hours=1))
    assert (notices_deliver(), notices_deliver()) == (1, 0)
    assert [notice.dedupe_key for notice in notice_list(user=user)] == ["now"]
    assert Notice.objects.get(dedupe_key="now").attempts == 1


def test_a_notice_not_yet_delivered_is_neither_shown_nor_counted():
    user = UserFactory()
    post(user, "now")
    assert (list(notice_list(user=user)), unread_count(user=user)) == ([], 0)


def test_the_list_begins_with_the_unread_then_the_newest():
    user = UserFactory()
    read = NoticeFactory(recipient=user, read_at=timezone.now())
    old, new = NoticeFactory(recipient=user), NoticeFactory(recipient=user)
    assert list(notice_list(user=user)) == [new, old, read]


def test_reading_is_for_the_recipient_only():
    notice, stranger = NoticeFactory(), UserFactory()
    notice_mark_read(actor=stranger, notice=notice)
    assert unread_count(user=notice.recipient) == 1
    notice_mark_read(actor=notice.recipient, notice=notice)
    assert unread_count(user=notice.recipient) == 0


def test_all_of_mine_are_marked_as_read_and_nobody_elses():
    mine, other = NoticeFactory(), NoticeFactory()
    assert notices_mark_all_read(actor=mine.recipient) == 1
    assert unread_count(user=other.recipient) == 1


def test_somebody_who_has_left_sees_nothing():
    notice = NoticeFactory(recipient__is_active=False)
    assert list(notice_list(user=notice.recipient)) == []


def test_the_count_is_one_query_and_stops_at_a_hundred(django_assert_num_queries):
    user = UserFactory()
    NoticeFactory.create_batch(101, recipient=user)
    with django_assert_num_queries(1):
        assert unread_count(user=user) == 100


def test_the_text_is_in_the_readers_language_and_survives_missing_facts():
    texts_add({"tests.due": Text(_("working day"), "%(label)s %(gone)s%(day)s")})
    notice = NoticeFactory(template="tests.due", label="2026-1", params={"day": "10-15"})
    assert (notice.title, notice.body) == ("working day", "2026-1 10-15")
    with translation.override("zh-hans"):
        assert notice.title == "工作日"


def test_a_notice_with_an_unknown_text_still_names_its_subject():
    assert "2026-1" in NoticeFactory(template="gone", label="2026-1").title


@pytest.mark.django_db(transaction=True)
def test_two_workers_deliver_each_notice_once():
    user = UserFactory()
    Notice.objects.bulk_create(
        Notice(recipient=user, template="plain", dedupe_key=f"n{n}") for n in range(200)
    )
    counts, start = [], threading.Barrier(2)

    def work():
        try:
            start.wait(5)
            counts.extend(notices_deliver() for _round in range(20))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _worker in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(counts) + notices_deliver() == 200
    assert set(Notice.objects.values_list("attempts", flat=True)) == {1}
