from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.access import ScopedQuerySet
from core.fields import BigramField
from core.models import StoredFile
from enterprises.models import Enterprise
from issues.models import Case, Verification
from organizations.models import Organization
from visits.models.campaign import Campaign
from visits.models.team import VisitTeam


class Visit(models.Model):
    """One visit to one enterprise, and what was seen, understood and decided there."""

    class Mode(models.TextChoices):
        ON_SITE = "on_site", _("on site")
        FOLLOW_UP = "follow_up", _("follow-up")
        ONLINE = "online", _("online")
        RETURN = "return", _("return visit")

    class Purpose(models.TextChoices):
        SERVICE = "service", _("service visit")
        INSPECTION = "inspection", _("inspection")

    view_permission = "visits.visit_view"

    number = models.CharField(_("number"), max_length=20, unique=True)
    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("enterprise"), on_delete=models.PROTECT, related_name="visits"
    )
    team = models.ForeignKey(
        VisitTeam,
        verbose_name=_("visit team"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="visits",
    )
    campaign = models.ForeignKey(
        Campaign,
        verbose_name=_("campaign"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="visits",
        db_index=False,
    )
    mode = models.CharField(_("how"), max_length=9, choices=Mode.choices, default=Mode.ON_SITE)
    purpose = models.CharField(
        _("purpose"), max_length=10, choices=Purpose.choices, default=Purpose.SERVICE
    )
    unannounced = models.BooleanField(_("unannounced"), default=False)
    visited_at = models.DateTimeField(_("visited at"))
    situation = models.TextField(_("situation"))
    root_cause = models.TextField(_("root cause"), blank=True)
    decision = models.TextField(_("decided"), blank=True)
    follows = models.ForeignKey(
        "self",
        verbose_name=_("follows"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="followed_by",
    )
    participants = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("who took part"), blank=True, related_name="+"
    )
    other_participants = models.CharField(_("others who took part"), max_length=200, blank=True)
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("logged by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    unit = models.ForeignKey(
        Organization,
        verbose_name=_("unit"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("the unit of the person who logged it"),
    )
    submission_key = models.UUIDField(
        unique=True, editable=False, help_text=_("the same page sent twice is saved once")
    )
    created_at = models.DateTimeField(_("logged at"))
    search = BigramField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["-visited_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(visited_at__lte=models.F("created_at")), name="visit_not_in_the_future"
            ),
            models.CheckConstraint(
                condition=~Q(mode="follow_up") | Q(follows__isnull=False),
                name="visit_follow_up_follows_one",
            ),
        ]
        indexes = [
            models.Index(fields=["-visited_at", "-id"], name="visit_by_time"),
            models.Index(fields=["enterprise", "-visited_at"], name="visit_by_enterprise"),
            models.Index(fields=["team", "-visited_at"], name="visit_by_team"),
            models.Index(fields=["unit", "-visited_at"], name="visit_by_unit"),
            models.Index(fields=["campaign", "enterprise"], name="visit_by_campaign"),
        ]

    def __str__(self):
        return f"{self.number} {self.enterprise.name}"

    def searchable_text(self) -> str:
        return " ".join(
            (self.number, self.enterprise.name, self.situation[:300], self.root_cause[:300])
        )


class Finding(models.Model):
    """What ties a visit to a case it brought."""

    visit = models.ForeignKey(
        Visit, verbose_name=_("visit"), on_delete=models.PROTECT, related_name="findings"
    )
    case = models.OneToOneField(
        Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="finding"
    )
    position = models.PositiveSmallIntegerField(_("place in the visit"))

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["visit", "position"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "position"], name="finding_place_once"),
        ]

    def __str__(self):
        return str(self.case)


class VisitPhoto(models.Model):
    """A photo of the visit, of a finding, or that answers a question. Who sees the visit sees it."""

    visit = models.ForeignKey(
        Visit, verbose_name=_("visit"), on_delete=models.PROTECT, related_name="photos"
    )
    finding = models.ForeignKey(
        Finding,
        verbose_name=_("finding"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="photos",
    )
    answer = models.ForeignKey(
        "CampaignAnswer",
        verbose_name=_("answer"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="photos",
    )
    stored = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("photo of a visit")
        verbose_name_plural = _("photos of visits")
        ordering = ["id"]

    def __str__(self):
        return str(self.stored)


class ReturnCheck(models.Model):
    """What ties a return visit to the enterprise's word it brought back about a case."""

    visit = models.ForeignKey(
        Visit, verbose_name=_("visit"), on_delete=models.PROTECT, related_name="checks"
    )
    verification = models.OneToOneField(
        Verification, on_delete=models.PROTECT, related_name="return_check"
    )

    class Meta:
        verbose_name = _("case checked on a return visit")
        verbose_name_plural = _("cases checked on return visits")
        ordering = ["id"]

    def __str__(self):
        return str(self.verification)
