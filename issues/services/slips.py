"""What is done with a supervision slip: it is signed for, and the unit replies to it."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotNow, NotSo, NotYou
from core.models import StoredFile
from issues.models import Attachment, Slip
from issues.selectors.slips import is_addressed
from issues.services.cases import attachment_add
from notices.services import notice_post


@transaction.atomic
def slip_receive(*, actor, slip: Slip) -> None:
    """Whoever the slip is addressed to, or stands in for them, signs that it came.

    NotYou for anybody else, NotNow if that was done before.
    """
    if not is_addressed(user=actor, slip=slip):
        raise NotYou(_("Only the person it is addressed to can confirm a slip."))
    now = timezone.now()
    unsigned = Slip.objects.filter(pk=slip.pk, receipt_at__isnull=True)
    if not unsigned.update(receipt_at=now, receipt_by=actor):
        raise NotNow(_("The receipt of this slip is recorded already."))
    slip.receipt_at, slip.receipt_by = now, actor
    record(actor=actor, subject=slip.case, action="slip_receipt", note=slip.number, at=now)


@transaction.atomic
def slip_reply(*, actor, slip: Slip, text: str, files: Iterable[StoredFile] = ()) -> None:
    """The supervised unit answers the slip, once, with stored files as evidence.

    NotSo without words, NotYou for another unit, NotNow if it was answered before.
    """
    if not text.strip():
        raise NotSo(_("Write the reply."), fields={"text": ""})
    require(actor, "issues.slip_reply", slip)
    locked = Slip.objects.select_for_update(of=("self",), no_key=True).get(pk=slip.pk)
    if locked.replied_at:
        raise NotNow(_("This slip has been answered already."))
    locked.reply, locked.replied_at, locked.replied_by = text.strip(), timezone.now(), actor
    locked.save(update_fields=["reply", "replied_at", "replied_by"])
    record(
        actor=actor,
        subject=locked.case,
        action="slip_reply",
        note=locked.number,
        at=locked.replied_at,
    )
    for stored in files:
        purpose = Attachment.Purpose.SLIP
        attachment_add(actor=actor, case=locked.case, stored=stored, purpose=purpose, slip=locked)
    _tell(locked)


def _tell(slip: Slip) -> None:
    """The person the slip was sent to learns that the unit has answered."""
    if slip.recipient is None or slip.recipient == slip.replied_by:
        return
    notice_post(
        recipient=slip.recipient,
        template="issues.slip_replied",
        label=f"{slip.number} {slip.case.title}"[:200],
        url=slip.get_absolute_url(),
        subject_type="issues.case",
        subject_id=slip.case_id,
        dedupe_key=f"slip:{slip.pk}:replied:user:{slip.recipient_id}",
    )
