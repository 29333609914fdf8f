"""What leaves the house: its shape, its signature, and what it must not say."""

import base64
import hashlib
import hmac
import json
import logging
from urllib.parse import parse_qs, urlsplit

import pytest

from notices.channels.message import NotSentError
from notices.channels.webhook import signature
from notices.models import Channel, Delivery, Route
from notices.services.sending import deliveries_send
from tests.notices.conftest import person, tell

pytestmark = pytest.mark.django_db
SECRET = "SECabc/+9"


def sent(chat, channel, *, lines=1, secret=""):
    """Tell somebody of so many things by the channel; return path, headers and body."""
    user = person(channel, address=f"{chat.origin}/hook?key=t0ken", full_name="李军")
    if secret:
        route = Route.objects.get()
        route.secret_set(secret)
        route.save()
    tell(user, *["info"] * lines)
    assert deliveries_send()["sent"] == 1
    path, headers, body = chat.taken[0]
    return path, headers, json.loads(body)


def hmac_of(key: str, text: str) -> str:
    digest = hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


@pytest.mark.parametrize(
    ("channel", "text_of"),
    [
        (Channel.DINGTALK, lambda fields: fields["text"]["content"]),
        (Channel.WECOM, lambda fields: fields["text"]["content"]),
        (Channel.FEISHU, lambda fields: fields["content"]["text"]),
    ],
)
def test_a_group_chat_reads_numbers_and_kinds_and_never_what_it_is_about(
    channel, text_of, clock, chat
):
    path, _headers, fields = sent(chat, channel, lines=2)
    text = text_of(fields)
    assert "李军" in text
    assert "待签收：SQ2026000000" in text
    assert "焊工" not in json.dumps(fields, ensure_ascii=False)
    assert path == "/hook?key=t0ken"


def test_wecom_is_not_sent_more_than_it_takes(clock, chat):
    _path, _headers, fields = sent(chat, Channel.WECOM, lines=200)
    text = fields["text"]["content"]
    assert len(text.encode()) <= 2048
    shown = text.count("待签收")
    assert f"另有 {200 - shown} 条" in text


def test_dingtalk_is_signed_in_the_address(clock, chat):
    path, _headers, _fields = sent(chat, Channel.DINGTALK, secret=SECRET)
    query = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
    assert query["sign"] == hmac_of(SECRET, f"{query['timestamp']}\n{SECRET}")
    assert query["key"] == "t0ken"
    assert len(query["timestamp"]) == 13


def test_feishu_is_signed_in_the_body(clock, chat):
    _path, _headers, fields = sent(chat, Channel.FEISHU, secret=SECRET)
    assert fields["sign"] == hmac_of(f"{fields['timestamp']}\n{SECRET}", "")


def test_the_webhook_tells_in_full_and_its_signature_covers_id_time_and_body(clock, chat):
    _path, headers, fields = sent(chat, Channel.WEBHOOK, secret=SECRET)
    body = chat.taken[0][2]
    expected = signature(SECRET, headers["X-Notice-Id"], headers["X-Notice-Timestamp"], body)
    assert headers["X-Notice-Signature"] == expected
    assert fields["to"]["name"] == "李军"
    assert "缺焊工二十名" in fields["notices"][0]["title"]
    for other in (
        signature("another", headers["X-Notice-Id"], headers["X-Notice-Timestamp"], body),
        signature(SECRET, "another", headers["X-Notice-Timestamp"], body),
        signature(SECRET, headers["X-Notice-Id"], "0", body),
        signature(SECRET, headers["X-Notice-Id"], headers["X-Notice-Timestamp"], body + b" "),
    ):
        assert other != expected


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:1/hook",
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "{origin}@elsewhere.example/",
        "{origin}.elsewhere.example/",
    ],
)
def test_nothing_goes_to_an_address_the_district_has_not_allowed(address, clock, chat):
    tell(person(Channel.WEBHOOK, address=address.format(origin=chat.origin)))
    assert deliveries_send() == {"sent": 0, "failed": 1}
    assert "许可" in Delivery.objects.get().failure
    assert chat.taken == []


def test_a_redirect_is_not_followed(clock, chat):
    chat.mood = "moves"
    tell(person(Channel.WEBHOOK, address=f"{chat.origin}/in"))
    deliveries_send()
    assert "302" in Delivery.objects.get().failure


@pytest.mark.parametrize("mood", ["well", "hangs", "fails", "refuses", "drops"])
def test_no_address_and_no_secret_is_ever_written_into_a_log_or_a_reason(mood, clock, chat, caplog):
    caplog.set_level(logging.DEBUG)
    user = person(Channel.WEBHOOK, Channel.DINGTALK, address=f"{chat.origin}/hook?key=t0ken")
    tell(user)
    chat.mood = mood
    deliveries_send()
    written = caplog.text + " ".join(Delivery.objects.values_list("failure", flat=True))
    assert "t0ken" not in written
    assert "s3cret" not in written


def test_what_the_database_keeps_of_a_route_does_not_hold_its_address_or_secret():
    person(Channel.WEBHOOK, address="https://chat.district.example/hook?key=t0ken")
    row = Route.objects.values().get()
    assert row["hint"] == "chat.district.example …0ken"
    del row["hint"]
    assert "t0ken" not in str(row)
    assert "s3cret" not in str(row)
    assert (Route.objects.get().address[-5:], Route.objects.get().secret) == ("t0ken", "s3cret")


def test_a_sealed_address_opens_after_the_key_was_changed_as_long_as_the_old_one_is_known(
    settings, clock, mailoutbox
):
    user = person(Channel.EMAIL)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert user.notice_routes.get().address == "li@district.example"
    settings.SECRET_KEY_FALLBACKS = []
    tell(user)
    assert deliveries_send() == {"sent": 0, "failed": 1}


def test_a_reason_is_cut_to_what_its_column_holds():
    assert len(NotSentError("长" * 500).reason) == 200
