from typing import NamedTuple

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from calendars.units import LengthUnit, length_phrase
from issues.models.campaign import CampaignMark
from issues.models.case import Case, Category
from issues.models.ladder import LadderPolicy
from issues.workflow import MANY_AT_ONCE, Kind, Stage, Tier, grade_label
from organizations.models import Organization


class Conditions(NamedTuple):
    """For which stage of which cases a time limit is; blank is any."""

    stage: str
    kind: str = ""
    tier: str = ""
    grade: str = ""
    category: Category | None = None
    campaign: CampaignMark | None = None


class DeadlinePolicy(models.Model):
    """How long a stage may take; the most specific policy wins (domain, section 5).

    Blank fields mean "any". A policy is never edited: a new version takes its place.
    """

    stage = models.CharField(_("stage"), max_length=16, choices=Stage.choices)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, blank=True)
    tier = models.CharField(_("tier"), max_length=12, choices=Tier.choices, blank=True)
    grade = models.CharField(_("hazard level"), max_length=10, blank=True)
    category = models.ForeignKey(
        Category, verbose_name=_("category"), null=True, blank=True, on_delete=models.PROTECT
    )
    campaign = models.ForeignKey(
        CampaignMark,
        verbose_name=_("campaign"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    length = models.PositiveIntegerField(
        _("length"), null=True, blank=True, help_text=_("empty: the date is set case by case")
    )
    length_unit = models.CharField(
        _("unit of time"),
        max_length=12,
        choices=LengthUnit.choices,
        default=LengthUnit.WORKING_DAY,
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    since_at = models.DateTimeField(_("in force since"))
    until_at = models.DateTimeField(_("in force until"), null=True, blank=True)

    class Meta:
        verbose_name = _("deadline policy")
        verbose_name_plural = _("deadline policies")
        ordering = ["stage", "kind", "tier", "grade"]
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "kind", "tier", "grade", "category"],
                condition=Q(until_at__isnull=True, category__isnull=False, campaign__isnull=True),
                name="deadline_policy_one_in_force_by_category",
            ),
            models.UniqueConstraint(
                fields=["stage", "kind", "tier", "grade"],
                condition=Q(until_at__isnull=True, category__isnull=True, campaign__isnull=True),
                name="deadline_policy_one_in_force",
            ),
            models.UniqueConstraint(
                fields=["campaign", "stage", "kind", "tier", "grade", "category"],
                condition=Q(until_at__isnull=True, category__isnull=False, campaign__isnull=False),
                name="deadline_policy_one_of_a_campaign_by_category",
            ),
            models.UniqueConstraint(
                fields=["campaign", "stage", "kind", "tier", "grade"],
                condition=Q(until_at__isnull=True, category__isnull=True, campaign__isnull=False),
                name="deadline_policy_one_of_a_campaign",
            ),
        ]

    def __str__(self):
        return f"{self.get_stage_display()} v{self.version}"

    @property
    def specificity(self) -> tuple[bool, ...]:
        """Sorts the most specific last: campaign, category, tier, grade, then kind."""
        one_of_each = self.campaign_id, self.category_id, self.tier, self.grade, self.kind
        return tuple(bool(one) for one in one_of_each)

    @property
    def is_general(self) -> bool:
        return not any(self.specificity)

    @property
    def conditions(self) -> Conditions:
        about = self.kind, self.tier, self.grade, self.category, self.campaign
        return Conditions(self.stage, *about)

    @property
    def scope(self) -> str:
        """For which cases, in words."""
        about = grade_label(self.grade) if self.grade else self.get_kind_display()
        parts = (self.campaign, about, self.get_tier_display(), self.category)
        words = [str(part) for part in parts if part]
        return " · ".join(words) or str(_("all cases"))

    @property
    def words(self) -> str:
        """How long it gives, in words."""
        if self.length is None:
            return str(_("the date is set case by case"))
        return length_phrase(self.length, self.length_unit)

    def fits(self, case: Case) -> bool:
        """Whether it is for a case like this one, whatever the stage."""
        pairs = (
            (self.kind, case.kind),
            (self.tier, case.tier),
            (self.grade, case.grade),
            (self.category_id, case.category_id),
            (self.campaign_id, case.campaign_id),
        )
        return all(not wanted or wanted == found for wanted, found in pairs)


class Deadline(models.Model):
    """One stage of one round of a case: when it started, when it is due, when it was met.

    ``rule`` is a copy of the policy as it stood; ``next_level`` and ``next_at`` say which step of
    the ladder comes next and when, and are empty once nothing more can come, and during a pause.
    """

    case = models.ForeignKey(
        Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="deadlines"
    )
    stage = models.CharField(_("stage"), max_length=16, choices=Stage.choices)
    round = models.PositiveSmallIntegerField(_("round"))
    organization = models.ForeignKey(
        Organization,
        verbose_name=_("unit that answers"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    started_at = models.DateTimeField(_("started at"))
    due_at = models.DateTimeField(_("due at"))
    due_on = models.DateField(_("due on"))
    original_due_at = models.DateTimeField(_("originally due at"))
    is_provisional = models.BooleanField(_("provisional"), default=False)
    met_at = models.DateTimeField(_("met at"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    paused_at = models.DateTimeField(_("paused since"), null=True, blank=True)
    paused_seconds = models.PositiveIntegerField(_("paused, in seconds"), default=0)
    rule = models.JSONField(_("rule as it stood"))
    ladder = models.ForeignKey(LadderPolicy, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("level reached"), default=0)
    next_level = models.PositiveSmallIntegerField(null=True, blank=True)
    next_at = models.DateTimeField(_("next step at"), null=True, blank=True)

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "stage", "round", "organization"],
                condition=Q(met_at__isnull=True, cancelled_at__isnull=True)
                & ~Q(stage__in=MANY_AT_ONCE),
                name="deadline_one_open_per_stage",
            ),
            models.CheckConstraint(
                condition=Q(due_at__gte=F("started_at")), name="deadline_due_after_start"
            ),
            models.CheckConstraint(
                condition=Q(met_at__isnull=True) | Q(met_at__gte=F("started_at")),
                name="deadline_met_after_start",
            ),
            models.CheckConstraint(
                condition=Q(next_at__isnull=True)
                | Q(met_at__isnull=True, cancelled_at__isnull=True),
                name="deadline_done_climbs_no_more",
            ),
            models.CheckConstraint(
                condition=Q(next_at__isnull=True) | Q(paused_at__isnull=True),
                name="deadline_paused_climbs_not",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "round"], name="deadline_by_case"),
            models.Index(
                fields=["due_at", "id"],
                condition=Q(met_at__isnull=True, cancelled_at__isnull=True),
                name="deadline_open_by_due",
            ),
            models.Index(
                fields=["next_at"], condition=Q(next_at__isnull=False), name="deadline_next"
            ),
        ]

    def __str__(self):
        return f"{self.get_stage_display()} · {self.due_at:%Y-%m-%d %H:%M}"

    @property
    def is_open(self) -> bool:
        return self.met_at is None and self.cancelled_at is None

    @property
    def is_paused(self) -> bool:
        return self.is_open and self.paused_at is not None

    @property
    def was_met_in_time(self) -> bool:
        return self.met_at is not None and self.met_at <= self.due_at


class Pause(models.Model):
    """A stretch in which a deadline's clock stood still; written when it runs again."""

    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="pauses")
    started_at = models.DateTimeField(_("started at"))
    ended_at = models.DateTimeField(_("ended at"))

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__gte=F("started_at")), name="pause_ends_after_start"
            ),
            models.UniqueConstraint(fields=["deadline", "started_at"], name="pause_once"),
        ]

    def __str__(self):
        return f"{self.started_at:%Y-%m-%d %H:%M} – {self.ended_at:%Y-%m-%d %H:%M}"
