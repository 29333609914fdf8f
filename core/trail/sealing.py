"""Sealing: each minute what is new in the trail is chained on, in the order of its numbers.

Entries are written by anybody, in any transaction, also by statements that write thousands; none
waits for another. A seal is a row of its own beside the entry, written afterwards by one sealer at
a time. An entry that becomes visible late, because its transaction was long, takes a later place.
"""

import logging
import time
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from core.models import TrailEntry, TrailSeal
from core.numbering import take_numbers
from core.trail.chain import FIELDS, GENESIS, link

AT_ONCE = 5000
MOST_SECONDS = 45
IN_FLIGHT = timedelta(hours=1)
"""A transaction is over after so long: what turns up among numbers older than that was put there."""

SERIES = "trail"
logger = logging.getLogger(__name__)


def trail_seal(*, most_seconds: float = MOST_SECONDS) -> int:
    """Seal what is new; returns how many entries. Several at once take turns."""
    ends, count = time.monotonic() + most_seconds, 0
    while some := _seal_some():
        count += some
        if time.monotonic() > ends:
            break
    return count


def unsealed(settled: int):
    """The entries numbered above ``settled`` that have no seal yet, in order."""
    return TrailEntry.objects.filter(pk__gt=settled, seal__isnull=True).order_by("pk")


def settled_up_to(at: datetime) -> int:
    """The number up to which everything had been written and sealed long before ``at``."""
    old = TrailSeal.objects.filter(sealed_at__lte=at - IN_FLIGHT).order_by("-entry_id")
    return old.values_list("entry_id", flat=True).first() or 0


@transaction.atomic
def _seal_some() -> int:
    take_numbers(SERIES, 0)  # takes the lock: one sealer at a time
    last = TrailSeal.objects.order_by("-position").first()
    settled = settled_up_to(last.sealed_at) if last else 0
    entries = list(unsealed(settled).values_list(*FIELDS)[:AT_ONCE])
    if not entries:
        return 0
    seals = _chained(entries, last.position if last else 0, last.hash if last else GENESIS)
    TrailSeal.objects.bulk_create(seals, batch_size=1000)
    head = seals[-1]
    logger.info("The trail is sealed up to %s:%s", head.position, head.hash)
    return len(seals)


def _chained(entries: list[tuple], position: int, previous: str) -> list[TrailSeal]:
    now, seals = timezone.now(), []
    for entry in entries:
        position += 1
        previous = link(previous, position, now, entry)
        seals.append(TrailSeal(position=position, entry_id=entry[0], hash=previous, sealed_at=now))
    return seals
