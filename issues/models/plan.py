from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.access import ScopedQuerySet
from core.models import StoredFile
from issues.models.case import Case
from issues.models.deadline import Deadline
from organizations.models import Organization


class KeyTask(models.Model):
    """A key task of the year (重点任务): led by a district leader, tied to no one enterprise."""

    view_permission = "issues.key_task_view"

    number = models.CharField(_("number"), max_length=20, unique=True)
    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("title"), max_length=100)
    goal = models.TextField(_("goal"), blank=True)
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("leading district leader"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    organization = models.ForeignKey(
        Organization, verbose_name=_("lead unit"), on_delete=models.PROTECT, related_name="+"
    )
    units = models.ManyToManyField(
        Organization, verbose_name=_("units that take part"), blank=True, related_name="+"
    )
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("key task")
        verbose_name_plural = _("key tasks")
        ordering = ["-year", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=models.F("starts_on")), name="key_task_ends_after_start"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="key_task_has_title"),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    def get_absolute_url(self):
        return reverse("issues:key_task_detail", args=[self.number])


class Milestone(models.Model):
    """A step on the way to an end date (节点), of a leader-led case or of a key task.

    In a case its present date stands in ``deadline``, a row of the one deadline table; a key task
    has no ladder, and the dates stand here. ``original_due_at`` is the first date ever planned.
    """

    case = models.ForeignKey(
        Case,
        verbose_name=_("case"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="milestones",
    )
    key_task = models.ForeignKey(
        KeyTask,
        verbose_name=_("key task"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="milestones",
    )
    name = models.CharField(_("milestone"), max_length=60)
    length = models.PositiveSmallIntegerField(_("working days"))
    deadline = models.OneToOneField(
        Deadline,
        verbose_name=_("deadline"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="milestone",
    )
    own_due_at = models.DateTimeField(_("due at"), null=True, blank=True)
    original_due_at = models.DateTimeField(_("originally due at"))
    met_at = models.DateTimeField(_("met at"), null=True, blank=True)
    met_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("met by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    note = models.TextField(_("how it was met"), blank=True)
    dropped_at = models.DateTimeField(_("taken out at"), null=True, blank=True)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    case__isnull=False,
                    key_task__isnull=True,
                    deadline__isnull=False,
                    own_due_at__isnull=True,
                )
                | Q(
                    case__isnull=True,
                    key_task__isnull=False,
                    deadline__isnull=True,
                    own_due_at__isnull=False,
                ),
                name="milestone_of_a_case_or_a_key_task",
            ),
            models.CheckConstraint(
                condition=Q(met_at__isnull=True, met_by__isnull=True, note="")
                | (Q(met_at__isnull=False, met_by__isnull=False) & ~Q(note="")),
                name="milestone_met_whole",
            ),
            models.CheckConstraint(
                condition=Q(met_at__isnull=True) | Q(dropped_at__isnull=True),
                name="milestone_met_is_not_dropped",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def due_at(self):
        """The present date; select ``deadline`` along with it."""
        return self.deadline.due_at if self.deadline_id else self.own_due_at

    @property
    def is_open(self) -> bool:
        return self.met_at is None and self.dropped_at is None


class Replan(models.Model):
    """A milestone was given another date, by whom and why."""

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="replans")
    was_at = models.DateTimeField(_("was due at"))
    now_at = models.DateTimeField(_("is due at"))
    reason = models.TextField(_("reason"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("moved by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    made_at = models.DateTimeField(_("moved at"))

    class Meta:
        verbose_name = _("change of the plan")
        verbose_name_plural = _("changes of the plan")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(was_at=models.F("now_at")), name="replan_moves"),
            models.CheckConstraint(condition=~Q(reason=""), name="replan_has_reason"),
        ]

    def __str__(self):
        return f"{self.was_at:%Y-%m-%d} → {self.now_at:%Y-%m-%d}"


class MilestoneFile(models.Model):
    """Evidence that a milestone was met. Who may see the milestone may read it."""

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="files")
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("file of a milestone")
        verbose_name_plural = _("files of a milestone")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["milestone", "stored"], name="milestone_file_once"),
        ]

    def __str__(self):
        return str(self.stored)
