from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import StoredFile
from enterprises.models import EnterpriseCode
from letters.models.recipient import LetterLink, LetterRecipient


class Receipt(models.Model):
    """That a recipient has read and understood a letter: who signed, when, by which way.

    Nobody takes one back. What an official entered from paper is corrected, with a reason.
    """

    class Way(models.TextChoices):
        LINK = "link", _("by link")
        CODE = "code", _("by the enterprise's code")
        PAPER = "paper", _("on paper")

    recipient = models.OneToOneField(
        LetterRecipient,
        verbose_name=_("recipient"),
        on_delete=models.PROTECT,
        related_name="receipt",
    )
    way = models.CharField(_("way"), max_length=5, choices=Way.choices)
    signer_name = models.CharField(_("signed by"), max_length=60)
    signed_on = models.DateField(_("signed on"))
    confirmed_at = models.DateTimeField(_("confirmed at"))
    link = models.OneToOneField(
        LetterLink, null=True, on_delete=models.PROTECT, related_name="receipt"
    )
    code = models.ForeignKey(EnterpriseCode, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    corrected_at = models.DateTimeField(_("corrected at"), null=True)

    class Meta:
        verbose_name = _("receipt of a letter")
        verbose_name_plural = _("receipts of letters")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(way="link", link__isnull=False, code__isnull=True)
                | Q(way="code", link__isnull=True, code__isnull=False)
                | Q(way="paper", link__isnull=True, code__isnull=True),
                name="letter_receipt_by_its_way",
            ),
            models.CheckConstraint(
                condition=Q(way="paper", recorded_by__isnull=False)
                | (~Q(way="paper") & Q(recorded_by__isnull=True)),
                name="letter_receipt_on_paper_by_an_official",
            ),
            models.CheckConstraint(condition=~Q(signer_name=""), name="letter_receipt_is_signed"),
        ]

    def __str__(self):
        return f"{self.recipient} {self.signer_name}"

    @property
    def is_on_paper(self) -> bool:
        return self.way == self.Way.PAPER


class ReceiptPhoto(models.Model):
    """The signed receipt as it was photographed; one that was replaced stays."""

    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="photos")
    stored = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(_("replaced at"), null=True)

    class Meta:
        verbose_name = _("photo of a receipt")
        verbose_name_plural = _("photos of receipts")
        ordering = ["id"]

    def __str__(self):
        return str(self.stored)
