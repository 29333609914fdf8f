from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.access import ScopedQuerySet
from core.models import StoredFile
from points.models.entry import Entry


class Appeal(models.Model):
    """A unit's objection to an entry, with its reason; decided once, by somebody else."""

    view_permission = "points.entry_view"

    entry = models.OneToOneField(
        Entry, verbose_name=_("entry"), on_delete=models.PROTECT, related_name="appeal"
    )
    reason = models.TextField(_("reason"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    made_at = models.DateTimeField(_("made at"))
    upheld = models.BooleanField(_("upheld"), null=True)
    decision = models.TextField(_("decision"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="appeal_has_reason"),
            models.CheckConstraint(
                condition=Q(upheld__isnull=True, decided_by__isnull=True, decided_at__isnull=True)
                | Q(upheld__isnull=False, decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(decision=""),
                name="appeal_decided_whole",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("made_by")), name="appeal_decided_by_another"
            ),
        ]

    def __str__(self):
        return str(self.entry)

    def get_absolute_url(self):
        return self.entry.get_absolute_url()

    @property
    def waits(self) -> bool:
        return self.upheld is None


class AppealFile(models.Model):
    """A file that bears an appeal out."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="files")
    stored = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("file of an appeal")
        verbose_name_plural = _("files of an appeal")
        ordering = ["id"]

    def __str__(self):
        return str(self.stored)
