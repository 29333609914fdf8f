"""Sending, against servers that fail, hang and forget: nothing is lost, nothing arrives twice."""

import datetime as dt
import threading

import pytest
from django.db import connection
from django.utils import timezone

from notices.models import Channel, Delivery, Notice, Route
from notices.moments import MOST_ATTEMPTS
from notices.services import notices_mark_all_read, sending
from notices.services.sending import LEASE, deliveries_send
from tests.notices.conftest import person, tell

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


def states() -> list[str]:
    return list(Delivery.objects.order_by("id").values_list("state", flat=True))


def test_a_mail_says_in_chinese_what_it_is_about_and_where(clock, mailoutbox):
    tell(person(Channel.EMAIL, address="wang@district.example"))
    assert deliveries_send() == {"sent": 1, "failed": 0}
    mail = mailoutbox[0]
    assert mail.to == ["wang@district.example"]
    assert "待签收：SQ2026000000 缺焊工二十名" in mail.subject
    assert "http://127.0.0.1:8000/cases/SQ2026000000/" in mail.body
    assert mail.extra_headers["Auto-Submitted"] == "auto-generated"


def test_what_was_sent_is_not_sent_again(clock, mailoutbox):
    tell(person(Channel.EMAIL))
    deliveries_send()
    clock.shift(dt.timedelta(days=2))
    assert deliveries_send() == {"sent": 0, "failed": 0}
    assert (len(mailoutbox), states()) == (1, ["delivered"])


def test_what_is_due_together_comes_as_one_message(clock, mailoutbox):
    user, other = person(Channel.EMAIL), person(Channel.EMAIL)
    tell(user, "info", "orange", "red")
    tell(other)
    deliveries_send()
    assert sorted(mail.body.count("待签收") for mail in mailoutbox) == [1, 3]
    assert any(mail.subject.endswith("3 条通知") for mail in mailoutbox)
    assert Delivery.objects.values("message").distinct().count() == 2


def test_a_leader_gets_one_digest_a_working_morning(clock, mailoutbox):
    user = person(Channel.EMAIL, rhythm="digest")
    for _hour in range(4):
        tell(user, "info", "orange")
        deliveries_send()
        clock.shift(dt.timedelta(hours=1))
    assert mailoutbox == []
    clock.move_to("2026-11-18 08:30+08:00")
    tell(user)
    deliveries_send()
    clock.shift(dt.timedelta(hours=3))
    deliveries_send()
    assert len(mailoutbox) == 1
    assert mailoutbox[0].body.count("待签收") == 8


def test_what_was_read_in_the_application_is_not_sent(clock, mailoutbox):
    user = person(Channel.EMAIL, rhythm="digest")
    tell(user)
    notices_mark_all_read(actor=user)
    clock.move_to("2026-11-18 09:00+08:00")
    deliveries_send()
    assert (mailoutbox, states()) == ([], ["spared"])


@pytest.mark.parametrize("gone", ["route", "person"])
def test_whoever_switched_off_or_left_meanwhile_gets_nothing(gone, clock, mailoutbox):
    user = person(Channel.EMAIL)
    tell(user)
    Route.objects.update(is_on=gone != "route")
    user.is_active = gone != "person"
    user.save()
    deliveries_send()
    assert (mailoutbox, states()) == ([], ["spared"])


def test_too_much_of_a_level_waits_for_the_next_working_morning(clock, mailoutbox, settings):
    settings.NOTICE_CAPS = {"info": 2, "blue": 2, "orange": 2, "red": 3}
    user = person(Channel.EMAIL)
    for _message in range(4):
        tell(user, "info")
        deliveries_send()
        clock.shift(MINUTE)
    tell(user, "orange", "info")
    deliveries_send()
    assert len(mailoutbox) == 3
    held = Delivery.objects.filter(state="waiting")
    assert {row.notice.level for row in held} == {"info"}
    assert {(row.attempts, row.message) for row in held} == {(0, None)}
    clock.move_to("2026-11-18 08:30+08:00")
    deliveries_send()
    assert len(mailoutbox) == 4
    assert mailoutbox[3].body.count("待签收") == 3


def test_a_mail_server_that_is_down_delays_and_loses_nothing(clock, post_office):
    tell(person(Channel.EMAIL))
    post_office.stop()
    deliveries_send()
    row = Delivery.objects.get()
    assert (row.state, row.attempts, row.claim) == ("waiting", 1, None)
    assert "无法连接" in row.failure
    assert row.deliver_after == timezone.now() + MINUTE


@pytest.mark.parametrize("mood", ["hangs", "refuses"])
def test_a_mail_server_that_hangs_or_refuses_is_tried_again(mood, clock, post_office):
    tell(person(Channel.EMAIL))
    post_office.mood = mood
    assert deliveries_send() == {"sent": 0, "failed": 1}
    assert deliveries_send() == {"sent": 0, "failed": 0}, "not before its time"
    post_office.mood = "well"
    clock.shift(MINUTE)
    assert deliveries_send() == {"sent": 1, "failed": 0}
    assert len(post_office.taken) == 1


def test_a_lost_answer_leads_to_the_same_message_again_and_one_in_the_mailbox(clock, post_office):
    tell(person(Channel.EMAIL), "info", "orange")
    post_office.mood = "drops"
    deliveries_send()
    tell(Notice.objects.first().recipient)
    post_office.mood = "well"
    clock.shift(MINUTE)
    deliveries_send()
    assert len(post_office.taken) == 3
    assert len(post_office.mailbox) == 2, "the repeated one, and the one that came meanwhile"
    assert states() == ["delivered"] * 3


def test_a_mail_that_was_taken_counts_even_if_the_goodbye_fails(clock, post_office):
    tell(person(Channel.EMAIL))
    post_office.mood = "leaves"
    assert deliveries_send() == {"sent": 1, "failed": 0}


@pytest.mark.parametrize("mood", ["hangs", "fails", "moves", "drops"])
def test_a_webhook_that_fails_is_tried_again_under_the_same_id(mood, clock, chat):
    tell(person(Channel.WEBHOOK, address=f"{chat.origin}/in"))
    chat.mood = mood
    assert deliveries_send() == {"sent": 0, "failed": 1}
    chat.mood = "well"
    clock.shift(MINUTE)
    assert deliveries_send() == {"sent": 1, "failed": 0}
    assert len({text["id"] for text in chat.texts}) == 1
    assert {path for path, _headers, _body in chat.taken} == {"/in"}


@pytest.mark.parametrize("channel", [Channel.DINGTALK, Channel.WECOM, Channel.FEISHU])
def test_a_robot_that_answers_200_and_refuses_has_not_been_told(channel, clock, chat):
    tell(person(channel, address=f"{chat.origin}/robot/send?key=1"))
    chat.mood = "refuses"
    assert deliveries_send() == {"sent": 0, "failed": 1}
    assert "310000" in Delivery.objects.get().failure


def test_the_waits_grow_and_keep_to_office_hours(clock, post_office):
    tell(person(Channel.EMAIL))
    post_office.stop()
    tried = []
    for _minute in range(24 * 60 // 4):
        before = Delivery.objects.get().attempts
        deliveries_send()
        if Delivery.objects.get().attempts > before:
            tried.append(f"{timezone.localtime():%H:%M}")
        clock.shift(4 * MINUTE)
    assert tried[:4] == ["10:00", "10:04", "10:08", "10:12"]
    assert all("08:30" <= time < "11:30" or "13:30" <= time < "17:30" for time in tried)


def test_after_so_many_attempts_it_is_given_up_with_its_reason_and_the_person_is_told(
    clock, post_office
):
    user = person(Channel.EMAIL)
    tell(user)
    post_office.mood = "refuses"
    for _attempt in range(MOST_ATTEMPTS):
        deliveries_send()
        Delivery.objects.update(deliver_after=timezone.now())
    row = Delivery.objects.get()
    assert (row.state, row.attempts) == ("failed", MOST_ATTEMPTS)
    assert "550 no such user here" in row.failure
    told = Notice.objects.get(template="notices.channel_failed")
    assert told.recipient == user


def test_word_that_a_channel_fails_does_not_breed_more_of_its_kind(clock, post_office):
    user = person(Channel.EMAIL)
    tell(user)
    Notice.objects.update(template="notices.channel_failed")
    Delivery.objects.update(attempts=MOST_ATTEMPTS - 1)
    post_office.mood = "refuses"
    deliveries_send()
    assert states() == ["failed"]
    assert Notice.objects.count() == 1


def test_a_channel_that_is_down_rests_and_does_not_hold_up_the_others(clock, post_office, chat):
    for _one in range(8):
        tell(person(Channel.EMAIL))
    tell(person(Channel.WEBHOOK, address=f"{chat.origin}/in"))
    post_office.stop()
    assert deliveries_send() == {"sent": 1, "failed": 3}
    assert Delivery.objects.filter(channel="email", attempts=0).count() == 5


def test_a_killed_workers_message_is_taken_over_when_its_claim_runs_out(clock, mailoutbox):
    tell(person(Channel.EMAIL))
    killed = sending._claimed(Delivery.objects.get())
    assert deliveries_send() == {"sent": 0, "failed": 0}
    clock.shift(LEASE + MINUTE)
    assert deliveries_send() == {"sent": 1, "failed": 0}
    assert mailoutbox[0].extra_headers["Message-ID"].startswith(f"<{killed[0].message}@")


def test_whoever_outlived_its_claim_records_nothing(clock, mailoutbox):
    tell(person(Channel.EMAIL))
    slow = sending._claimed(Delivery.objects.get())
    clock.shift(LEASE + MINUTE)
    deliveries_send()
    sending._record_failure(slow, "too late")
    assert states() == ["delivered"]
    assert Delivery.objects.get().failure == ""


def test_an_unforeseen_mistake_fails_one_message_and_not_the_pass(clock, mailoutbox, monkeypatch):
    tell(person(Channel.EMAIL, address="broken"))
    tell(person(Channel.EMAIL))
    Route.objects.filter(hint="broken").update(sealed_address="not sealed by us")
    assert deliveries_send() == {"sent": 1, "failed": 1}
    assert "重新填写" in Delivery.objects.get(state="waiting").failure


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_send_each_message_once(chat):
    users = [
        person(Channel.WEBHOOK, address=f"{chat.origin}/in", red_any_time=True)
        for _one in range(12)
    ]
    for user in users:
        tell(user, "red", "red")
    start, counts = threading.Barrier(4), []

    def work():
        try:
            start.wait(5)
            counts.append(deliveries_send()["sent"])
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _worker in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    lines = [line["url"] for text in chat.texts for line in text["notices"]]
    assert len(lines) == len(set(lines)) == 24
    assert set(states()) == {"delivered"}
    assert sum(counts) == len(chat.texts)
