"""The one writer of the trail. It writes in the caller's transaction, or not at all."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.models import StoredFile, TrailEntry

READ_ANEW = timedelta(hours=1)
"""Opening the same file again within so long is the same reading."""


class SystemActor:
    """The machine, as the trail names it. It holds no permission: services must expect it."""

    pk = None

    @property
    def display_name(self) -> str:
        """In the district's language: the trail keeps it, whoever's page or task was running."""
        with translation.override(settings.LANGUAGE_CODE):
            return _("system")


SYSTEM = SystemActor()


def record(
    *, actor, subject, action: str, note: str = "", at: datetime | None = None, **changes
) -> TrailEntry:
    """Write that ``actor`` did ``action`` to ``subject``; must run inside a transaction.

    ``changes`` are JSON-ready values worth keeping, such as ``state=["triaged", "dispatched"]``;
    ``at`` is the instant of the change itself, now if not given.
    """
    _require_transaction()
    entry = _entry(actor, subject, action, changes, note, at)
    entry.save(force_insert=True)
    return entry


def record_many(*, actor, action: str, changes: Iterable[tuple[Model, dict]]) -> None:
    """Write one line for each (subject, its changes), in as few statements as that takes."""
    _require_transaction()
    entries = [_entry(actor, subject, action, changed) for subject, changed in changes]
    TrailEntry.objects.bulk_create(entries, batch_size=1000)


@transaction.atomic
def record_read(*, actor, of: Model, stored: StoredFile) -> None:
    """Write that ``actor`` opened a file of ``of`` in full; once an hour for each person and file.

    The line hangs on the files of the thing, not on the thing itself, whose own trail says what
    was done to it.
    """
    now = timezone.now()
    line = _entry(actor, of, "read", {"stored": str(stored.pk), "sha256": stored.sha256}, at=now)
    line.subject_type = f"{line.subject_type}.file"
    line.subject_label = f"{line.subject_label[:120]} · {stored.name}"[:200]
    told = TrailEntry.objects.filter(
        subject_type=line.subject_type,
        subject_id=of.pk,
        actor=actor,
        action="read",
        at__gt=now - READ_ANEW,
        changes__stored=str(stored.pk),
    )
    if not told.exists():
        line.save(force_insert=True)


def _require_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("The trail is written in the transaction of the change it records.")


def _entry(actor, subject: Model, action: str, changes: dict, note="", at=None) -> TrailEntry:
    return TrailEntry(
        at=at or timezone.now(),
        actor_id=actor.pk,
        actor_name=actor.display_name,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        subject_label=str(subject)[:200],
        action=action,
        note=note,
        changes=changes,
    )


def trail_of(subject):
    """The trail of one thing, newest first."""
    return TrailEntry.objects.filter(
        subject_type=subject._meta.label_lower, subject_id=subject.pk
    ).select_related("actor")
