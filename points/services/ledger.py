"""What people enter in the ledger: points with a reason, and the correction of an entry."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotNow, NotSo
from core.models import StoredFile
from organizations.models import Organization
from organizations.peers import groups_of_units
from points.models import Entry, EntryFile
from points.selectors.months import last_closed
from points.selectors.rules import rule_in_force
from points.services.booking import Facts, entries_of, ledger_lock, month_open
from points.services.telling import entry_tell
from points.workflow import BY_HAND, BY_HAND_CAUSES, Cause

NOON = time(12)


@transaction.atomic
def entry_make(
    *,
    actor,
    unit: Organization,
    cause: str,
    happened_on: date,
    label: str,
    reason: str,
    files: Sequence[StoredFile] = (),
) -> Entry:
    """Enter points by hand, as many as the rule in force gives for the cause and the cap allows."""
    require(actor, BY_HAND)
    _check(cause, happened_on, label, reason)
    ledger_lock()
    rule = rule_in_force(cause)
    if rule is None or not rule.points:
        text = _("No rule gives or takes points for this. Put one in force first.")
        raise NotSo(text, fields={"cause": text})
    at = datetime.combine(happened_on, NOON, tzinfo=timezone.get_default_timezone())
    facts = Facts(None, unit.pk, None, min(at, timezone.now()), label.strip())
    (entry,) = entries_of(rule, [facts], groups_of_units())
    entry.reason, entry.by = reason.strip(), actor
    entry.save(force_insert=True)
    EntryFile.objects.bulk_create(EntryFile(entry=entry, stored=stored) for stored in files)
    record(
        actor=actor,
        subject=entry,
        action="points_enter",
        note=entry.reason,
        points=str(entry.points),
        files=len(files),
    )
    entry_tell(entry)
    return entry


def _check(cause: str, happened_on: date, label: str, reason: str) -> None:
    if cause not in BY_HAND_CAUSES:
        raise NotSo(_("Choose what the points are for."), fields={"cause": ""})
    if happened_on > timezone.localdate():
        raise NotSo(_("This day is still to come."), fields={"happened_on": ""})
    if not label.strip():
        raise NotSo(_("Say in a few words what it is for."), fields={"label": ""})
    if not reason.strip():
        raise NotSo(_("Give the reason: the unit reads it."), fields={"reason": ""})


@transaction.atomic
def entry_correct(*, actor, entry: Entry, reason: str) -> Entry:
    """Put an entry right by a counter entry, with the reason; the entry itself stays."""
    require(actor, BY_HAND)
    if not reason.strip():
        raise NotSo(_("Say what was wrong with it."), fields={"reason": ""})
    ledger_lock()
    counter = counter_write(actor, entry, reason.strip())
    record(
        actor=actor,
        subject=entry,
        action="points_correct",
        note=counter.reason,
        points=str(counter.points),
    )
    entry_tell(counter)
    return counter


def counter_write(actor, entry: Entry, reason: str) -> Entry:
    """The opposite of an entry, in its month, or in this one if that is closed; under the lock.

    NotNow for what was put right before, or counts for nothing.
    """
    counter_check(entry)
    now = timezone.now()
    return Entry.objects.create(
        unit_id=entry.unit_id,
        cause=Cause.COUNTER,
        label=entry.label,
        case_id=entry.case_id,
        points=-entry.points,
        full_points=-entry.points,
        happened_at=now,
        booked_at=now,
        month=month_open(entry.month, last_closed(), now),
        about_month=entry.about_month,
        counters=entry,
        reason=reason,
        by=actor,
    )


def counter_check(entry: Entry) -> None:
    if entry.cause == Cause.COUNTER:
        raise NotNow(_("This entry puts another right. Enter what should stand by hand."))
    if not entry.points:
        raise NotNow(_("This entry counts for nothing: there is nothing to put right."))
    if Entry.objects.filter(counters=entry).exists():
        raise NotNow(_("This entry was put right before. Reload to see by which."))
