"""Sending: what is due is claimed in the database, sent, and what came of it is recorded.

No transaction is open while something is sent. Any number of workers may do this at once: a claim
is one conditional update, and a killed worker's claim runs out. A message keeps its id through all
retries; where an answer was lost, the receiver sees the same id again (docs/notices.md).
"""

import datetime as dt
import logging
import time
import uuid
from collections import Counter
from collections.abc import Sequence

from django.conf import settings
from django.db.models import Count, F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from calendars.moments import instant, local_date
from calendars.selectors import load_calendar
from core.sealing import SealBrokenError
from notices import channels
from notices.channels.message import Message, NotSentError, line_of
from notices.models import Delivery, Notice, Preference, Route
from notices.moments import (
    MOST_ATTEMPTS,
    levels_within,
    morning_after,
    wait_after,
    working_moment,
)
from notices.services.outbox import notice_post

LEASE = dt.timedelta(minutes=3)
"""Longer than any sending takes; after that another worker may take the message over."""

MOST_SECONDS = 45
"""One pass ends before the next one begins; what is left is due then."""

DOWN_AFTER = 3
"""So many times in a row out of reach, and a channel rests until the next pass."""

CHANNEL_FAILED = "notices.channel_failed"
State = Delivery.State
logger = logging.getLogger(__name__)


def deliveries_send(*, most_seconds: float = MOST_SECONDS) -> dict[str, int]:
    """Send what is due, each message once; returns how many were sent and how many failed."""
    ends, done, trouble = time.monotonic() + most_seconds, Counter(), Counter()
    _spare_what_was_read()
    with override(settings.LANGUAGE_CODE):
        while time.monotonic() < ends:
            resting = [channel for channel, times in trouble.items() if times >= DOWN_AFTER]
            head = _first_due(resting)
            if head is None:
                break
            rows = _claimed(head)
            if rows:
                done[_attempt(rows, trouble)] += 1
    return {"sent": done["sent"], "failed": done["failed"]}


def _spare_what_was_read() -> None:
    """Who has read it in the application is not told again."""
    waiting = Delivery.objects.due(timezone.now()).filter(notice__read_at__isnull=False)
    read = list(waiting.values_list("pk", flat=True)[:5000])
    Delivery.objects.due(timezone.now()).filter(pk__in=read).update(state=State.SPARED)


def _first_due(resting: Sequence[str]) -> Delivery | None:
    due = Delivery.objects.due(timezone.now()).exclude(channel__in=resting)
    return due.order_by("deliver_after", "id").first()


def _claimed(head: Delivery) -> list[Delivery]:
    """The rows that go out with ``head``, now this worker's; none if another was quicker."""
    now, claim = timezone.now(), uuid.uuid4()
    together = Delivery.objects.due(now).filter(recipient=head.recipient_id, channel=head.channel)
    taken = together.filter(message=head.message).update(
        message=head.message or uuid.uuid4(),
        claim=claim,
        claimed_until=now + LEASE,
        attempts=F("attempts") + 1,
    )
    if not taken:
        return []
    mine = Delivery.objects.filter(claim=claim).select_related("notice", "recipient")
    rows = list(mine.order_by("id"))
    return rows if head.message else _within_the_cap(rows)


def _within_the_cap(rows: list[Delivery]) -> list[Delivery]:
    """Give back until the next working morning what is too much for one day."""
    sent = _sent_today(rows[0])
    levels = levels_within({row.notice.level for row in rows}, sent, settings.NOTICE_CAPS)
    held = [row for row in rows if row.notice.level not in levels]
    if held:
        Delivery.objects.filter(pk__in=[row.pk for row in held], claim=rows[0].claim).update(
            deliver_after=morning_after(timezone.now(), load_calendar()),
            message=None,
            claim=None,
            claimed_until=None,
            attempts=0,
        )
    return [row for row in rows if row.notice.level in levels]


def _sent_today(row: Delivery) -> dict[str, int]:
    """How many messages with something of each level this person has had by this channel today."""
    midnight = instant(local_date(timezone.now()), dt.time.min)
    today = Delivery.objects.filter(
        recipient=row.recipient_id, channel=row.channel, delivered_at__gte=midnight
    )
    counted = today.order_by().values_list("notice__level")
    return dict(counted.annotate(Count("message", distinct=True)))


def _attempt(rows: list[Delivery], trouble: Counter) -> str:
    first = rows[0]
    route = Route.objects.filter(
        user=first.recipient_id, channel=first.channel, is_on=True, user__is_active=True
    ).first()
    if route is None:
        return _record(rows, state=State.SPARED)
    try:
        channels.send(first.channel, _message(rows), route.address, route.secret)
    except NotSentError as error:
        trouble[first.channel] += error.is_down
        return _record_failure(rows, error.reason)
    except SealBrokenError:
        return _record_failure(rows, _("The address can no longer be read: enter it again."))
    except Exception as error:
        logger.exception("Delivery of message %s broke off.", first.message)
        return _record_failure(rows, type(error).__name__)
    trouble[first.channel] = 0
    _record(rows, state=State.DELIVERED, delivered_at=timezone.now())
    return "sent"


def _message(rows: list[Delivery]) -> Message:
    person = rows[0].recipient
    lines = tuple(line_of(row.notice) for row in rows)
    return Message(rows[0].message, person.username, person.display_name, lines)


def _record(rows: list[Delivery], **outcome) -> str:
    """Write what came of it, unless the claim ran out meanwhile and somebody else has the rows."""
    mine = Delivery.objects.filter(claim=rows[0].claim, state=State.WAITING)
    if not mine.update(claim=None, claimed_until=None, **outcome):
        logger.warning("Message %s outlived its claim.", rows[0].message)
    return outcome.get("state", "")


def _record_failure(rows: list[Delivery], reason: str) -> str:
    attempts = max(row.attempts for row in rows)
    if attempts >= MOST_ATTEMPTS:
        _record(rows, state=State.FAILED, failure=reason)
        _tell_that_it_failed(rows)
        return "failed"
    again = timezone.now() + wait_after(attempts)
    if not _may_disturb(rows):
        again = working_moment(again, load_calendar())
    _record(rows, failure=reason, deliver_after=again)
    return "failed"


def _may_disturb(rows: list[Delivery]) -> bool:
    """Whether what waits may go out at any hour: something red, and the person allows it."""
    is_red = any(row.notice.level == Notice.Level.RED for row in rows)
    allowed = Preference.objects.filter(user=rows[0].recipient_id, red_any_time=True)
    return is_red and allowed.exists()


def _tell_that_it_failed(rows: list[Delivery]) -> None:
    """In the application, once a day, so that the person can mend the address."""
    row, day = rows[0], local_date(timezone.now())
    if all(row.notice.template == CHANNEL_FAILED for row in rows):
        return
    notice_post(
        recipient=row.recipient,
        template=CHANNEL_FAILED,
        label=row.get_channel_display(),
        dedupe_key=f"channel:{row.channel}:{day}:user:{row.recipient_id}",
    )
