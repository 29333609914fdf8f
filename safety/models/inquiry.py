"""The safety-responsibility inspection (专项巡查) into a hazard, and the measures it ends in."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.access import ScopedQuerySet
from issues.models import Case, Deadline
from organizations.models import Organization


class Inquiry(models.Model):
    """Why a hazard repeats, runs late or fails, what is learnt, and who answers for it.

    The unit looked into may read it from ``decided_at`` on, and not before. The row of an outcome
    that is recorded against the unit is ``outcome``, ``unit`` and ``decided_at``.
    """

    class Cause(models.TextChoices):
        MAJOR_LATE = "major_late", _("a major hazard not rectified in time")
        RELAPSES = "relapses", _("came back for the third time")
        FAILED_TWICE = "failed_twice", _("failed acceptance twice")
        BY_HAND = "by_hand", _("opened by hand")

    class Outcome(models.TextChoices):
        NO_FAULT = "no_fault", _("no fault of the unit")
        REMINDED = "reminded", _("reminded by a talk")
        CRITICISED = "criticised", _("criticised in a circular")
        REFERRED = "referred", _("handed on for accountability")

    view_permission = "safety.inquiry_view"

    number = models.CharField(_("number"), max_length=20, unique=True)
    case = models.ForeignKey(
        Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="inquiries"
    )
    unit = models.ForeignKey(
        Organization,
        verbose_name=_("unit looked into"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    cause = models.CharField(_("why it was opened"), max_length=12, choices=Cause.choices)
    reason = models.TextField(_("reason"), blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("opened by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("empty: by rule"),
    )
    opened_at = models.DateTimeField(_("opened at"))
    root_cause = models.TextField(_("cause found"), blank=True)
    lesson = models.TextField(_("lesson"), blank=True)
    responsibility = models.TextField(_("responsibility"), blank=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices, blank=True)
    decision = models.TextField(_("words of the decision"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decider_unit = models.ForeignKey(
        Organization,
        verbose_name=_("unit that decided"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("safety-responsibility inspection")
        verbose_name_plural = _("safety-responsibility inspections")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "cause"],
                condition=~Q(cause="by_hand"),
                name="inquiry_once_per_cause",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(cause="by_hand", decided_at__isnull=True),
                name="inquiry_by_hand_one_open",
            ),
            models.CheckConstraint(
                condition=Q(cause="by_hand", opened_by__isnull=False) & ~Q(reason="")
                | ~Q(cause="by_hand") & Q(opened_by__isnull=True),
                name="inquiry_by_hand_says_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(
                    decided_at__isnull=True,
                    decided_by__isnull=True,
                    decider_unit__isnull=True,
                    outcome="",
                )
                | Q(
                    decided_at__gte=F("opened_at"),
                    decided_by__isnull=False,
                    decider_unit__isnull=False,
                )
                & ~Q(outcome="")
                & ~Q(root_cause="")
                & ~Q(lesson="")
                & ~Q(responsibility=""),
                name="inquiry_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(decider_unit__isnull=True) | ~Q(decider_unit=F("unit")),
                name="inquiry_not_decided_by_the_unit",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.unit}"

    def get_absolute_url(self):
        return reverse("safety:inquiry", args=[self.number])

    @property
    def is_decided(self) -> bool:
        return self.decided_at is not None


class InquiryMeasure(models.Model):
    """What the unit must do after an inspection; its date is a row of the deadline table."""

    inquiry = models.ForeignKey(
        Inquiry,
        verbose_name=_("safety-responsibility inspection"),
        on_delete=models.PROTECT,
        related_name="measures",
    )
    text = models.TextField(_("measure"))
    deadline = models.OneToOneField(
        Deadline,
        verbose_name=_("deadline"),
        on_delete=models.PROTECT,
        related_name="inquiry_measure",
    )
    done = models.TextField(_("what was done"), blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reported by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    done_at = models.DateTimeField(_("reported at"), null=True)

    class Meta:
        verbose_name = _("measure of an inspection")
        verbose_name_plural = _("measures of an inspection")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="inquiry_measure_has_text"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True, done="")
                | Q(done_at__isnull=False, done_by__isnull=False) & ~Q(done=""),
                name="inquiry_measure_done_whole",
            ),
        ]

    def __str__(self):
        return self.text
