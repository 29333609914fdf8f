from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.access import ScopedQuerySet
from enterprises.industry import DIVISIONS
from enterprises.models import Enterprise, Segment
from issues.models import CampaignMark
from safety.matters import MATTER_MOST
from safety.models import Hazard
from safety.workflow import SafetyField
from visits.models.team import VisitTeam
from visits.workflow import CampaignState


class Campaign(models.Model):
    """A period in which a chosen set of enterprises is visited, with goals, questions and rules.

    ``mark`` is how cases and time limits know it; its name is kept in step with this one.
    """

    view_permission = "visits.campaign_view"

    name = models.CharField(_("name"), max_length=60, unique=True)
    mark = models.OneToOneField(
        CampaignMark, on_delete=models.PROTECT, related_name="campaign", editable=False
    )
    purpose = models.TextField(_("what it is for"), blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    segments = models.ManyToManyField(
        Segment, verbose_name=_("segments"), through="CampaignSegment", related_name="+"
    )
    coverage_goal = models.PositiveSmallIntegerField(
        _("coverage to be reached, in percent"),
        default=100,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    coverage_by = models.DateField(_("coverage to be reached by"))
    visits_per_team = models.PositiveSmallIntegerField(
        _("visits per team"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("empty: no goal for single teams"),
    )
    state = models.CharField(
        pgettext_lazy("of a campaign", "state"),
        max_length=8,
        choices=CampaignState.choices,
        default=CampaignState.PREPARED,
    )
    opened_at = models.DateTimeField(_("begun at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="campaign_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(coverage_by__gte=F("starts_on")) & Q(coverage_by__lte=F("ends_on")),
                name="campaign_goal_within_period",
            ),
            models.CheckConstraint(
                condition=Q(coverage_goal__gte=1) & Q(coverage_goal__lte=100),
                name="campaign_goal_in_percent",
            ),
            models.CheckConstraint(
                condition=Q(state=CampaignState.PREPARED, opened_at__isnull=True)
                | (~Q(state=CampaignState.PREPARED) & Q(opened_at__isnull=False)),
                name="campaign_begun_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state=CampaignState.ENDED, ended_at__isnull=False)
                | (~Q(state=CampaignState.ENDED) & Q(ended_at__isnull=True)),
                name="campaign_ended_has_time",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_prepared(self) -> bool:
        return self.state == CampaignState.PREPARED

    @property
    def is_running(self) -> bool:
        return self.state == CampaignState.RUNNING

    @property
    def is_ended(self) -> bool:
        return self.state == CampaignState.ENDED

    def holds(self, day) -> bool:
        return self.starts_on <= day <= self.ends_on


class CampaignSegment(models.Model):
    """A segment whose enterprises a campaign is for; the segment stays as long as it is named."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="scope")
    segment = models.ForeignKey(
        Segment, verbose_name=_("segment"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("segment of a campaign")
        verbose_name_plural = _("segments of campaigns")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "segment"], name="segment_once_in_a_campaign"
            ),
        ]

    def __str__(self):
        return f"{self.campaign} · {self.segment}"


class CampaignTarget(models.Model):
    """An enterprise that a campaign is to visit: the scope as it was frozen when it began.

    ``team`` is who served it when the campaign ended; until then whoever serves it today.
    """

    view_permission = "visits.campaign_view"

    campaign = models.ForeignKey(
        Campaign, verbose_name=_("campaign"), on_delete=models.CASCADE, related_name="targets"
    )
    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("enterprise"), on_delete=models.PROTECT, related_name="+"
    )
    team = models.ForeignKey(
        VisitTeam,
        verbose_name=_("visit team"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    added_at = models.DateTimeField(_("in scope since"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("enterprise of a campaign")
        verbose_name_plural = _("enterprises of campaigns")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "enterprise"], name="enterprise_once_in_a_campaign"
            ),
        ]

    def __str__(self):
        return f"{self.campaign} · {self.enterprise}"


class CampaignFault(models.Model):
    """The fault of a trade for which a campaign was begun in one press, and how wide it was then.

    ``hazard`` is one that has it; ``ended_at`` is the campaign's own.
    """

    campaign = models.OneToOneField(
        Campaign, verbose_name=_("campaign"), on_delete=models.CASCADE, related_name="fault"
    )
    hazard = models.ForeignKey(
        Hazard, verbose_name=_("hazard"), on_delete=models.PROTECT, related_name="+"
    )
    field = models.CharField(_("field"), max_length=12, choices=SafetyField.choices)
    matter = models.CharField(_("what is not as it must be"), max_length=MATTER_MOST)
    matter_key = models.CharField(max_length=MATTER_MOST, editable=False)
    trade = models.CharField(_("trade"), max_length=3)
    enterprises = models.PositiveIntegerField(_("enterprises"))
    hazards = models.PositiveIntegerField(_("hazards"))
    ended_at = models.DateTimeField(_("ended at"), null=True)

    class Meta:
        verbose_name = _("fault behind a campaign")
        verbose_name_plural = _("faults behind campaigns")
        constraints = [
            models.UniqueConstraint(
                fields=["trade", "field", "matter_key"],
                condition=Q(ended_at__isnull=True),
                name="campaign_one_per_fault_of_a_trade",
            ),
            models.CheckConstraint(
                condition=~Q(trade="") & ~Q(matter_key=""), name="campaign_fault_is_named"
            ),
        ]

    def __str__(self):
        return f"{self.trade} {self.matter}"

    @property
    def trade_name(self) -> str:
        return DIVISIONS.get(self.trade, self.trade)
