"""One POST to an address that the district has allowed: no redirects, no proxies, a time limit."""

import http.client
import json
import ssl
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from notices.channels.message import NotSentError

MOST_READ = 64 * 1024
TROUBLE = (OSError, http.client.HTTPException)
"""A refused connection, a time-out, a connection dropped in the middle."""


class Answer(NamedTuple):
    status: int
    body: bytes

    def json(self) -> dict:
        """The answer's fields; none if it is no JSON object."""
        try:
            found = json.loads(self.body)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


def post(channel: str, address: str, fields: dict, headers: dict | None = None) -> Answer:
    """Send ``fields`` as JSON; NotSentError for whatever is no answer of status 2xx.

    A reason never holds the address: a robot's is its key.
    """
    body = json.dumps(fields, ensure_ascii=False).encode()
    return post_bytes(channel, address, body, headers or {})


def post_bytes(channel: str, address: str, body: bytes, headers: dict) -> Answer:
    if not is_allowed(channel, address):
        raise NotSentError(_("This address is not on the district's list for the channel."))
    try:
        answer = _exchange(address, body, headers)
    except TimeoutError as error:
        raise NotSentError(_("No answer in time."), is_down=True) from error
    except TROUBLE as error:
        reason = _("Cannot be reached (%(error)s).") % {"error": type(error).__name__}
        raise NotSentError(reason, is_down=True) from error
    if not 200 <= answer.status < 300:
        reason = _("Refused with status %(status)s.") % {"status": answer.status}
        raise NotSentError(reason, is_down=answer.status >= 500)
    return answer


def is_allowed(channel: str, address: str) -> bool:
    """Whether the district lets this channel go to where the address points."""
    parts = urlsplit(address)
    origin = f"{parts.scheme}://{parts.netloc}"
    return origin in settings.NOTICE_ORIGINS.get(channel, ())


def _exchange(address: str, body: bytes, headers: dict) -> Answer:
    parts = urlsplit(address)
    connection = _connection(parts)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    sent = {"Content-Type": "application/json; charset=utf-8", **headers}
    try:
        connection.request("POST", path, body, sent)
        response = connection.getresponse()
        return Answer(response.status, response.read(MOST_READ))
    finally:
        connection.close()


def _connection(parts) -> http.client.HTTPConnection:
    timeout = settings.NOTICE_TIMEOUT
    if parts.scheme == "http":
        return http.client.HTTPConnection(parts.hostname, parts.port, timeout=timeout)
    context = ssl.create_default_context()
    return http.client.HTTPSConnection(parts.hostname, parts.port, timeout=timeout, context=context)
