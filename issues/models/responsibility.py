from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from issues.models.case import Case
from issues.models.deadline import Deadline
from issues.models.meeting import Meeting
from organizations.models import Organization


class Responsibility(models.Model):
    """A unit's part in a case. Exactly one lead; any number of supports; the territory's town.

    A task (子任务) is a part that a coordination meeting gave, with a deadline of its own; a unit
    may have several.
    """

    class Role(models.TextChoices):
        LEAD = "lead", _("lead")
        SUPPORT = "support", _("support")
        TASK = "task", _("task")
        SPONSOR = "sponsor", _("sponsor")
        TERRITORY = "territory", _("territory")

    case = models.ForeignKey(
        Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="responsibilities"
    )
    organization = models.ForeignKey(
        Organization, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(_("part"), max_length=10, choices=Role.choices)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    task = models.TextField(_("what is asked"), blank=True)
    meeting = models.ForeignKey(
        Meeting,
        verbose_name=_("coordination meeting"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tasks",
    )
    deadline = models.OneToOneField(
        Deadline,
        verbose_name=_("deadline"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="task",
        help_text=_("of a task"),
    )
    is_final = models.BooleanField(
        _("fell to it"), default=False, help_text=_("nobody else owned it; it may not be returned")
    )
    since_at = models.DateTimeField(_("since"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    reply = models.TextField(_("reply"), blank=True)
    replied_at = models.DateTimeField(_("replied at"), null=True, blank=True)

    class Meta:
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(role="lead", ended_at__isnull=True),
                name="responsibility_one_lead",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(role="sponsor", ended_at__isnull=True),
                name="responsibility_one_sponsor",
            ),
            models.UniqueConstraint(
                fields=["case", "organization", "role"],
                condition=Q(ended_at__isnull=True) & ~Q(role="task"),
                name="responsibility_once_per_unit",
            ),
            models.CheckConstraint(
                condition=(
                    Q(role="task", meeting__isnull=False, deadline__isnull=False) & ~Q(task="")
                )
                | (~Q(role="task") & Q(meeting__isnull=True, deadline__isnull=True)),
                name="responsibility_task_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(role="sponsor") | Q(person__isnull=False),
                name="responsibility_sponsor_is_a_person",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization", "case"],
                condition=Q(ended_at__isnull=True),
                name="responsibility_by_unit",
            ),
            models.Index(
                fields=["person", "case"],
                condition=Q(person__isnull=False),
                name="responsibility_by_person",
            ),
        ]

    def __str__(self):
        return f"{self.organization} · {self.get_role_display()}"


class ReturnRequest(models.Model):
    """A unit's objection to a dispatch, decided once; it may not object again (domain, section 4)."""

    case = models.ForeignKey(
        Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="return_requests"
    )
    organization = models.ForeignKey(
        Organization, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(_("reason"))
    suggested_unit = models.ForeignKey(
        Organization,
        verbose_name=_("whose it should be"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    requested_at = models.DateTimeField(_("requested at"))
    dispatched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("dispatched by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("whose record a wrong dispatch counts on; empty: the machine"),
    )
    upheld = models.BooleanField(_("agreed"), null=True)
    decision = models.TextField(_("decision"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)

    class Meta:
        verbose_name = _("return")
        verbose_name_plural = _("returns")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "organization"], name="return_once_per_unit_and_case"
            ),
            models.CheckConstraint(
                condition=Q(upheld__isnull=True, decided_at__isnull=True)
                | Q(upheld__isnull=False, decided_at__isnull=False, decided_by__isnull=False),
                name="return_decided_whole",
            ),
        ]

    def __str__(self):
        return f"{self.case.number} · {self.organization}"
