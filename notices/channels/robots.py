"""Robots of group chats. They answer 200 also when they refuse: only the body says what came of it."""

import base64
import hashlib
import hmac
import time
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from notices.channels.http import Answer, post
from notices.channels.message import Message, NotSentError
from notices.models import Channel

WECOM_BYTES = 2048
OTHERS_BYTES = 18_000
"""WeCom cuts a text at 2048 bytes; DingTalk and Feishu take 20 KB of JSON."""


def dingtalk_send(message: Message, address: str, secret: str) -> None:
    if secret:
        stamp = str(round(time.time() * 1000))
        signed = _hmac(secret, f"{stamp}\n{secret}")
        address = f"{address}&{urlencode({'timestamp': stamp, 'sign': signed})}"
    fields = {"msgtype": "text", "text": {"content": message.brief(OTHERS_BYTES)}}
    _check(post(Channel.DINGTALK, address, fields), "errcode", "errmsg")


def wecom_send(message: Message, address: str, secret: str) -> None:
    """WeCom's robots are not signed: their address is all there is."""
    fields = {"msgtype": "text", "text": {"content": message.brief(WECOM_BYTES)}}
    _check(post(Channel.WECOM, address, fields), "errcode", "errmsg")


def feishu_send(message: Message, address: str, secret: str) -> None:
    fields = {"msg_type": "text", "content": {"text": message.brief(OTHERS_BYTES)}}
    if secret:
        stamp = str(int(time.time()))
        fields |= {"timestamp": stamp, "sign": _hmac(f"{stamp}\n{secret}", "")}
    _check(post(Channel.FEISHU, address, fields), "code", "msg")


def _hmac(key: str, text: str) -> str:
    digest = hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def _check(answer: Answer, code: str, words: str) -> None:
    """Believe only an answer that says 0 in so many words."""
    fields = answer.json()
    if fields.get(code) != 0:
        told = {"code": fields.get(code, "?"), "words": str(fields.get(words, ""))[:100]}
        raise NotSentError(_("Refused: %(code)s %(words)s") % told)
