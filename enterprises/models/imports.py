from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.access import ScopedQuerySet
from core.labels import colon
from core.models import Job
from enterprises.intake.messages import Message
from enterprises.models.enterprise import Enterprise


class ImportJob(Job):
    """One file on its way into the register: first checked, then, if confirmed, applied."""

    class Stage(models.TextChoices):
        CHECK = "check", _("checking")
        APPLY = "apply", _("applying")

    stage = models.CharField(_("stage"), max_length=5, choices=Stage.choices, default=Stage.CHECK)
    source = models.FileField(_("file"), upload_to="imports/%Y/%m/")
    file_name = models.CharField(_("file name"), max_length=200)
    columns = models.JSONField(_("columns recognised"), default=dict)
    header = models.JSONField(_("header of the file"), default=list)
    added = models.PositiveIntegerField(_("added"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    left = models.PositiveIntegerField(_("left as they are"), default=0)
    refused = models.PositiveIntegerField(_("not taken in"), default=0)
    warned = models.PositiveIntegerField(_("with a remark"), default=0)
    is_overtaken = models.BooleanField(_("checked again"), default=False)
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)

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

    def __str__(self):
        return self.file_name

    @property
    def is_underway(self) -> bool:
        return self.state in (self.State.QUEUED, self.State.RUNNING)

    @property
    def is_ready(self) -> bool:
        """Checked and waiting for the confirmation."""
        return self.stage == self.Stage.CHECK and self.state == self.State.DONE

    @property
    def is_applied(self) -> bool:
        return self.stage == self.Stage.APPLY and self.state == self.State.DONE

    @property
    def total(self) -> int:
        return self.added + self.changed + self.left + self.refused


class ImportRow(models.Model):
    """One row of the file with its verdict: what applying it would do, and why."""

    class Verdict(models.TextChoices):
        ADDED = "added", _("added")
        CHANGED = "changed", _("changed")
        LEFT = "left", _("left as it is")
        REFUSED = "refused", _("not taken in")

    job = models.ForeignKey(ImportJob, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    verdict = models.CharField(_("verdict"), max_length=7, choices=Verdict.choices)
    name = models.CharField(_("name"), max_length=200, blank=True)
    enterprise = models.ForeignKey(
        Enterprise, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    values = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    messages = models.JSONField(default=list)
    cells = models.JSONField(default=list)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of an import")
        ordering = ["number"]
        indexes = [models.Index(fields=["job", "verdict", "number"], name="importrow_by_verdict")]
        constraints = [
            models.UniqueConstraint(fields=["job", "number"], name="importrow_number_once"),
        ]

    def __str__(self):
        return f"{self.number} {self.name}"

    def remarks(self, columns: dict[str, str]) -> list[str]:
        """What is said about the row, of a refused one only why; ``columns`` are the job's."""
        said = [Message(*message) for message in self.messages]
        if self.verdict == self.Verdict.REFUSED:
            said = [one for one in said if one.is_error]
        return [f"{colon(columns.get(one.field) or label_of(one.field))}{one}" for one in said]


def label_of(name: str) -> str:
    """What a field of an enterprise is called, for a column the file does not have."""
    return str(Enterprise._meta.get_field(name).verbose_name)
