"""What every upload of a table keeps: the job with its counts, and each row with its verdict."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.intake.messages import Message
from core.labels import colon
from core.models import Job


class IntakeJob(Job):
    """One file on its way in: first checked, then, if confirmed, applied."""

    class Stage(models.TextChoices):
        CHECK = "check", _("checking")
        APPLY = "apply", _("applying")

    stage = models.CharField(_("stage"), max_length=5, choices=Stage.choices, default=Stage.CHECK)
    source = models.FileField(_("file"), upload_to="imports/%Y/%m/")
    file_name = models.CharField(_("file name"), max_length=200)
    columns = models.JSONField(_("columns recognised"), default=dict)
    header = models.JSONField(_("header of the file"), default=list)
    added = models.PositiveIntegerField(_("added"), default=0)
    left = models.PositiveIntegerField(_("left as they are"), default=0)
    refused = models.PositiveIntegerField(_("not taken in"), default=0)
    warned = models.PositiveIntegerField(_("with a remark"), default=0)
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.file_name

    @property
    def headings(self) -> dict[str, str]:
        """Field → the heading of its column in the file."""
        return self.columns

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


class IntakeRow(models.Model):
    """One row of the file with its verdict: what applying it would do, and why."""

    number = models.PositiveIntegerField(_("row"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    values = models.JSONField(default=dict)
    messages = models.JSONField(default=list)
    cells = models.JSONField(default=list)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.number} {self.name}"

    @staticmethod
    def label_of(name: str) -> str:
        """What a field is called where the file has no column for it."""
        raise NotImplementedError

    def remarks(self, headings: dict[str, str]) -> list[str]:
        """What is said about the row, of a refused one only why; ``headings`` are the job's."""
        said = [Message(*message) for message in self.messages]
        if any(one.is_error for one in said):
            said = [one for one in said if one.is_error]
        return [
            f"{colon(headings.get(one.field) or self.label_of(one.field))}{one}" for one in said
        ]
