from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import record
from core.errors import NotNow, NotYou
from issues.models import Slip


@transaction.atomic
def slip_receive(*, actor, slip: Slip) -> None:
    """Whoever a slip is addressed to confirms that it came; NotNow if that was done before."""
    if slip.recipient_id != actor.pk:
        raise NotYou(_("Only the person it is addressed to can confirm a slip."))
    now = timezone.now()
    if not Slip.objects.filter(pk=slip.pk, receipt_at__isnull=True).update(receipt_at=now):
        raise NotNow(_("The receipt of this slip is recorded already."))
    slip.receipt_at = now
    record(actor=actor, subject=slip.case, action="slip_receipt", note=slip.number, at=now)
