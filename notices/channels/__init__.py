"""The ways out: each takes a ``Message`` and an address, and returns, or raises ``NotSentError``."""

from collections.abc import Callable

from django.conf import settings

from notices.channels import mail, robots, webhook
from notices.channels.message import Message
from notices.models import Channel

Send = Callable[[Message, str, str], None]

SENDERS: dict[str, Send] = {
    Channel.EMAIL: mail.send,
    Channel.DINGTALK: robots.dingtalk_send,
    Channel.WECOM: robots.wecom_send,
    Channel.FEISHU: robots.feishu_send,
    Channel.WEBHOOK: webhook.send,
}


def channels_offered() -> list[Channel]:
    """The channels this installation is set up for."""
    return [channel for channel in Channel if _is_set_up(channel)]


def origins_of(channel: str) -> tuple[str, ...]:
    """Where robots and webhooks of a channel may live; the district decides, not the person."""
    return tuple(settings.NOTICE_ORIGINS.get(channel, ()))


def send(channel: str, message: Message, address: str, secret: str = "") -> None:
    """Send the message, once; NotSentError if it is not known to have arrived."""
    SENDERS[channel](message, address, secret)


def _is_set_up(channel: Channel) -> bool:
    return settings.EMAIL_OFFERED if channel == Channel.EMAIL else bool(origins_of(channel))
