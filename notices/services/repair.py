"""What the administrator does about messages that could not be sent."""

from django.db import transaction
from django.utils import timezone

from core.access import require
from core.audit import record_many
from notices.models import Delivery


@transaction.atomic
def deliveries_retry(*, actor, channel: str = "", pk: int | None = None) -> int:
    """Let failed deliveries try again from the beginning: of a channel, or one; returns how many.

    They keep the ids of their messages: a receiver that had one after all will know it.
    """
    require(actor, "notices.outbox_manage")
    chosen = {"channel": channel} if pk is None else {"pk": pk}
    failed = Delivery.objects.select_for_update().filter(state=Delivery.State.FAILED, **chosen)
    rows = list(failed)
    record_many(actor=actor, action="delivery_retry", changes=[(row, {}) for row in rows])
    return Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=Delivery.State.WAITING,
        attempts=0,
        deliver_after=timezone.now(),
        failure="",
    )
