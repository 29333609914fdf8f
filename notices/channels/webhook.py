"""Our own signed webhook, for chat systems that run inside the district (docs/notices.md).

The receiver computes the signature over what it got, compares, and remembers the id: a message
that comes again after a lost answer carries the same one.
"""

import hashlib
import hmac
import json
import time

from notices.channels.http import post_bytes
from notices.channels.message import Message
from notices.models import Channel


def send(message: Message, address: str, secret: str) -> None:
    body = json.dumps(_fields(message), ensure_ascii=False).encode()
    stamp = str(int(time.time()))
    headers = {
        "X-Notice-Id": str(message.id),
        "X-Notice-Timestamp": stamp,
        "X-Notice-Signature": signature(secret, str(message.id), stamp, body),
    }
    post_bytes(Channel.WEBHOOK, address, body, headers)


def signature(secret: str, id: str, stamp: str, body: bytes) -> str:
    """``v1=`` and the hexadecimal HMAC-SHA256 of ``id.timestamp.body`` under the secret."""
    signed = b".".join([id.encode(), stamp.encode(), body])
    return "v1=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def _fields(message: Message) -> dict:
    return {
        "id": str(message.id),
        "to": {"account": message.account, "name": message.name},
        "subject": message.subject,
        "notices": [
            {"level": x.level, "title": x.title, "body": x.body, "url": x.address}
            for x in message.lines
        ],
    }
