"""Writes of the outbox. A notice is posted in the transaction of what it tells about."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from notices.models import Notice
from notices.services.fan_out import deliveries_fan_out

BATCH = 1000


def notice_post(*, recipient, template: str, dedupe_key: str, **facts) -> None:
    """Put one notice in the outbox; the same ``dedupe_key`` a second time changes nothing.

    ``facts``: label, params, level, url, subject_type, subject_id, deliver_after.
    """
    notices_post_many(
        [Notice(recipient=recipient, template=template, dedupe_key=dedupe_key, **facts)]
    )


def notices_post_many(notices: Iterable[Notice]) -> None:
    """Put notices in the outbox; those whose event was told already are left out."""
    Notice.objects.bulk_create(notices, batch_size=BATCH, ignore_conflicts=True)
    _deliver_on_commit()


def _deliver_on_commit() -> None:
    """Spare the reader the minute until the sweep; once, however many a transaction posts."""
    hooks = transaction.get_connection().run_on_commit
    if notices_deliver not in (hook for _savepoints, hook, _is_robust in hooks):
        transaction.on_commit(notices_deliver, robust=True)


@transaction.atomic
def notices_deliver() -> int:
    """Deliver in the application what is due, and put the other channels' rows beside it.

    Returns how many. One statement each, so each once, however many come to it together.
    """
    now = timezone.now()
    count = Notice.objects.filter(state=Notice.State.PENDING, deliver_after__lte=now).update(
        state=Notice.State.DELIVERED, delivered_at=now, attempts=F("attempts") + 1
    )
    if count:
        deliveries_fan_out(delivered_at=now)
    return count


def notice_mark_read(*, actor, notice: Notice) -> None:
    Notice.objects.visible_to(actor).unread().filter(pk=notice.pk).update(read_at=timezone.now())


def notices_mark_all_read(*, actor) -> int:
    """Mark all my notices as read; returns how many were unread."""
    return Notice.objects.visible_to(actor).unread().update(read_at=timezone.now())
