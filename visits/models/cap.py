"""How often a year an enterprise may be visited for a purpose, and what was decided over that."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.access import ScopedQuerySet
from enterprises.models import Enterprise
from visits.models.planned import PlannedVisit
from visits.models.visit import Visit


class VisitCap(models.Model):
    """How often in a year an enterprise may be visited for a purpose; a risk colour of its own wins."""

    purpose = models.CharField(_("purpose"), max_length=10, choices=Visit.Purpose.choices)
    risk = models.CharField(
        _("risk colour"), max_length=6, choices=Enterprise.Risk.choices, blank=True
    )
    most = models.PositiveSmallIntegerField(_("at most in a year"))

    class Meta:
        verbose_name = _("cap of visits")
        verbose_name_plural = _("caps of visits")
        ordering = ["purpose", "risk"]
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "risk"], name="visit_cap_once_for_purpose_and_risk"
            ),
        ]

    def __str__(self):
        return f"{self.get_purpose_display()} {self.get_risk_display()}".strip()


class OverCap(models.Model):
    """The reason for one more than the cap, and what was decided: beforehand, or of a visit made.

    ``counted`` and ``most`` say how it stood when it was asked for.
    """

    view_permission = "visits.over_cap_decide"

    planned = models.ForeignKey(
        PlannedVisit,
        verbose_name=_("planned visit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="over_caps",
    )
    visit = models.OneToOneField(
        Visit,
        verbose_name=_("visit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="over_cap",
    )
    year = models.PositiveSmallIntegerField(_("year"))
    counted = models.PositiveSmallIntegerField(_("already that year"))
    most = models.PositiveSmallIntegerField(_("at most in a year"))
    reason = models.CharField(_("reason"), max_length=500)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("asked at"))
    is_approved = models.BooleanField(_("approved"), null=True, blank=True)
    decision = models.CharField(_("decision in words"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("approval over the cap")
        verbose_name_plural = _("approvals over the cap")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(planned__isnull=False, visit__isnull=True)
                | Q(planned__isnull=True, visit__isnull=False),
                name="over_cap_of_one_thing",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="over_cap_has_reason"),
            models.CheckConstraint(
                condition=Q(
                    is_approved__isnull=True, decided_by__isnull=True, decided_at__isnull=True
                )
                | Q(is_approved__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
                name="over_cap_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="over_cap_decided_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(is_approved=False) | ~Q(decision=""),
                name="over_cap_refused_with_words",
            ),
            models.UniqueConstraint(
                fields=["planned"],
                condition=Q(decided_at__isnull=True),
                name="over_cap_one_open_of_a_plan",
            ),
        ]

    def __str__(self):
        return str(self.planned or self.visit)

    @property
    def enterprise(self) -> Enterprise:
        return (self.planned or self.visit).enterprise
