"""The enterprise signs the report of an inspection: by a link, or on paper."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import SingleUse, StoredFile
from inspections.models.inspection import Inspection


class ReportLink(SingleUse):
    """The link by which the enterprise reads the report and signs it, once."""

    inspection = models.ForeignKey(
        Inspection, verbose_name=_("inspection"), on_delete=models.PROTECT, related_name="links"
    )

    class Meta:
        verbose_name = _("link to a report")
        verbose_name_plural = _("links to reports")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection"],
                condition=Q(superseded_at__isnull=True),
                name="report_link_one_in_force",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(superseded_at__isnull=True),
                name="report_link_used_is_not_superseded",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="report_link_expires_after_made"
            ),
        ]

    def __str__(self):
        return str(self.inspection)

    @property
    def path(self) -> str:
        """Where it opens; nowhere once the secret key is another."""
        return reverse("inspections_public:report", args=[self.token])


class Signature(models.Model):
    """That the enterprise has read the report: who signed, by which way, what it objects to."""

    class Way(models.TextChoices):
        LINK = "link", _("by link")
        PAPER = "paper", _("on paper")

    inspection = models.OneToOneField(
        Inspection, verbose_name=_("inspection"), on_delete=models.PROTECT, related_name="signature"
    )
    way = models.CharField(_("way"), max_length=5, choices=Way.choices)
    signer_name = models.CharField(_("signed by"), max_length=60)
    signer_post = models.CharField(_("position"), max_length=60, blank=True)
    objection = models.TextField(_("what the enterprise objects to"), blank=True)
    signed_on = models.DateField(_("signed on"))
    signed_at = models.DateTimeField(_("recorded at"))
    link = models.OneToOneField(
        ReportLink, null=True, on_delete=models.PROTECT, related_name="signature"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("signature under a report")
        verbose_name_plural = _("signatures under reports")
        constraints = [
            models.CheckConstraint(
                condition=Q(way="link", link__isnull=False, recorded_by__isnull=True)
                | Q(way="paper", link__isnull=True, recorded_by__isnull=False),
                name="report_signed_by_its_way",
            ),
            models.CheckConstraint(condition=~Q(signer_name=""), name="report_signature_has_name"),
        ]

    def __str__(self):
        return f"{self.inspection.number} {self.signer_name}"


class SignaturePhoto(models.Model):
    """The signed report as it was photographed."""

    signature = models.ForeignKey(Signature, on_delete=models.PROTECT, related_name="photos")
    stored = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("photo of a signed report")
        verbose_name_plural = _("photos of signed reports")
        ordering = ["id"]

    def __str__(self):
        return str(self.stored)
