from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.access import ScopedQuerySet
from core.intake.models import IntakeJob, IntakeRow
from enterprises.models.enterprise import Enterprise


class ImportJob(IntakeJob):
    """One file on its way into the register: first checked, then, if confirmed, applied."""

    changed = models.PositiveIntegerField(_("changed"), default=0)
    is_overtaken = models.BooleanField(_("checked again"), default=False)

    objects = ScopedQuerySet.as_manager()
    view_permission = "enterprises.register_import"

    class Meta:
        verbose_name = _("import of the register")
        verbose_name_plural = _("imports of the register")
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["heartbeat_at"],
                condition=Q(state__in=["queued", "running"]),
                name="importjob_unfinished",
            ),
        ]

    @property
    def total(self) -> int:
        return self.added + self.changed + self.left + self.refused


class ImportRow(IntakeRow):
    """One row of the file with its verdict: what applying it would do, and why."""

    class Verdict(models.TextChoices):
        ADDED = "added", _("added")
        CHANGED = "changed", _("changed")
        LEFT = "left", _("left as it is")
        REFUSED = "refused", _("not taken in")

    job = models.ForeignKey(ImportJob, on_delete=models.CASCADE, related_name="rows")
    verdict = models.CharField(_("verdict"), max_length=7, choices=Verdict.choices)
    enterprise = models.ForeignKey(
        Enterprise, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    changes = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of an import")
        ordering = ["number"]
        indexes = [models.Index(fields=["job", "verdict", "number"], name="importrow_by_verdict")]
        constraints = [
            models.UniqueConstraint(fields=["job", "number"], name="importrow_number_once"),
        ]

    @staticmethod
    def label_of(name: str) -> str:
        return label_of(name)


def label_of(name: str) -> str:
    """What a field of an enterprise is called, for a column the file does not have."""
    return str(Enterprise._meta.get_field(name).verbose_name)
