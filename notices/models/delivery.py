from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from notices.models.notice import Notice
from notices.models.route import Channel


class DeliveryQuerySet(models.QuerySet):
    def due(self, now):
        """What may go out now and is in no worker's hands; a dead worker's claim runs out."""
        free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
        return self.filter(free, state=Delivery.State.WAITING, deliver_after__lte=now)


class Delivery(models.Model):
    """One notice on its way to one person by one channel: there is never a second of the three.

    Rows that go out together share ``message``, which is named when they are first claimed and
    stays through every retry, so that a receiver can tell a second arrival. ``claim`` names one
    attempt: whoever no longer holds it records nothing.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DELIVERED = "delivered", _("delivered")
        SPARED = "spared", _("no longer needed")
        FAILED = "failed", _("failed")

    notice = models.ForeignKey(
        Notice, verbose_name=_("notice"), on_delete=models.CASCADE, related_name="deliveries"
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recipient"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, db_default=State.WAITING.value
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), db_default=0)
    created_at = models.DateTimeField(_("created at"), db_default=Now())
    deliver_after = models.DateTimeField(_("not before"))
    message = models.UUIDField(_("message"), null=True, blank=True)
    claim = models.UUIDField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(_("delivered at"), null=True, blank=True)
    failure = models.CharField(_("why it failed"), max_length=200, db_default="", blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="delivery_once_per_channel"),
            models.CheckConstraint(
                condition=Q(state="delivered", delivered_at__isnull=False, message__isnull=False)
                | (~Q(state="delivered") & Q(delivered_at__isnull=True)),
                name="delivery_delivered_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(failure=""), name="delivery_failed_has_reason"
            ),
        ]
        indexes = [
            models.Index(
                fields=["deliver_after", "id"],
                condition=Q(state="waiting"),
                name="delivery_waiting",
            ),
            models.Index(fields=["-id"], condition=Q(state="failed"), name="delivery_failed"),
            models.Index(fields=["message"], name="delivery_by_message"),
            models.Index(
                fields=["recipient", "channel", "delivered_at"], name="delivery_by_recipient"
            ),
        ]

    def __str__(self):
        return f"{self.get_channel_display()} · {self.recipient}"
