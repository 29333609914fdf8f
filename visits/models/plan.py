from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.access import ScopedQuerySet
from core.models import Job
from enterprises.models import Enterprise
from organizations.models import Organization
from visits.models.team import VisitTeam
from visits.planning.problem import Bounds


class IndustryDepartment(models.Model):
    """A department fits an industry: a section (C) or a division (C26), which is the more specific."""

    code = models.CharField(_("industry"), max_length=3)
    department = models.ForeignKey(
        Organization, verbose_name=_("department"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = _("department of an industry")
        verbose_name_plural = _("departments of industries")
        ordering = ["code", "department"]
        constraints = [
            models.UniqueConstraint(fields=["code", "department"], name="industry_fits_once"),
        ]

    def __str__(self):
        return f"{self.code} · {self.department}"


class TeamPlan(Job):
    """A proposal which team serves which enterprise from a day on; nothing happens by itself."""

    view_permission = "visits.plan_view"

    name = models.CharField(_("name"), max_length=50)
    takes_effect_on = models.DateField(_("takes effect on"))
    towns = models.ManyToManyField(
        Organization, verbose_name=_("towns in scope"), blank=True, related_name="+"
    )
    evenness = models.PositiveSmallIntegerField(
        _("evenness"), default=20, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    is_town_strict = models.BooleanField(_("town heads serve their own town only"), default=False)
    bounds = models.JSONField(_("bounds of the load"), default=dict, blank=True)
    by_wish = models.JSONField(_("cost by wish"), default=dict, blank=True)
    cost = models.PositiveIntegerField(_("cost"), default=0)
    bound = models.PositiveIntegerField(_("bound"), default=0)
    seconds = models.FloatField(_("seconds"), default=0)
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan of teams")
        verbose_name_plural = _("plans of teams")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False, state="done"),
                name="plan_approved_by_somebody_when_done",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_underway(self) -> bool:
        return self.state in (self.State.QUEUED, self.State.RUNNING)

    @property
    def is_open(self) -> bool:
        """Proposed, and waiting to be adjusted and approved."""
        return self.state == self.State.DONE and self.approved_at is None

    @property
    def limits(self) -> Bounds:
        return Bounds(**self.bounds)

    @property
    def gap_percent(self) -> float:
        """How far the cost may be above the least possible."""
        return 100 * (self.cost - self.bound) / self.bound if self.bound else 0.0


class PlanRow(models.Model):
    """One enterprise of a plan and the one team proposed for it, with what is not met and why."""

    plan = models.ForeignKey(TeamPlan, on_delete=models.CASCADE, related_name="rows")
    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("enterprise"), on_delete=models.CASCADE, related_name="+"
    )
    team = models.ForeignKey(
        VisitTeam, verbose_name=_("visit team"), on_delete=models.CASCADE, related_name="+"
    )
    before = models.ForeignKey(
        VisitTeam,
        verbose_name=_("team until now"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    cost = models.PositiveIntegerField(_("cost"), default=0)
    reasons = models.JSONField(_("wishes not met"), default=list, blank=True)
    is_moved = models.BooleanField(_("changes its team"), default=False)
    is_adjusted = models.BooleanField(_("adjusted by hand"), default=False)

    class Meta:
        verbose_name = _("row of a plan")
        verbose_name_plural = _("rows of a plan")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "enterprise"], name="plan_row_one_team"),
        ]
        indexes = [models.Index(fields=["plan", "team"], name="planrow_by_team")]

    def __str__(self):
        return f"{self.enterprise} → {self.team}"
