import pytest
import time_machine
from django.utils import timezone

from notices.models import Channel, Notice, Preference, Route
from notices.services import notice_post, notices_deliver
from tests.factories import UserFactory
from tests.notices.fakes import ChatServer, MailServer

TUESDAY = "2026-11-17 10:00+08:00"
"""An ordinary working day, in office hours."""


@pytest.fixture
def chat(settings):
    """A chat server that every kind of robot and our webhook may be sent to."""
    server = ChatServer()
    settings.NOTICE_TIMEOUT = 0.4
    settings.NOTICE_ORIGINS = {
        channel.value: [server.origin] for channel in Channel if channel != Channel.EMAIL
    }
    yield server
    server.stop()


@pytest.fixture
def post_office(settings):
    """A mail server that Django's mail goes to."""
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = (
        "127.0.0.1",
        server.port,
        0.4,
    )
    yield server
    server.stop()


@pytest.fixture
def clock():
    """Tuesday at ten, and only moved by hand."""
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


def person(*channels: str, address="li@district.example", rhythm="", red_any_time=False, **facts):
    """Somebody who is told by these channels."""
    user = UserFactory(**facts)
    for channel in channels:
        route = Route(user=user, channel=channel)
        route.address_set(address)
        route.secret_set("s3cret" if channel == Channel.WEBHOOK else "")
        route.save()
    if rhythm or red_any_time:
        Preference.objects.create(user=user, rhythm=rhythm, red_any_time=red_any_time)
    return user


def tell(user, *levels: str, at_once=True):
    """One case to accept for each level."""
    for level in levels or (Notice.Level.INFO,):
        number = f"SQ2026{Notice.objects.count():06}"
        notice_post(
            recipient=user,
            template="issues.to_accept",
            label=f"{number} 缺焊工二十名",
            subject_type="issues.case",
            url=f"/cases/{number}/",
            level=level,
            dedupe_key=f"case:{number}:user:{user.pk}",
            deliver_after=timezone.now(),
        )
    if at_once:
        notices_deliver()
