from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.access import ScopedQuerySet
from core.fields import BigramField
from enterprises.models import Enterprise
from issues.models.campaign import CampaignMark
from issues.models.case_indexes import BY_DUE, OF_THE_DAY, UNSETTLED
from issues.workflow import Asked, Kind, Outcome, State, Tier, page_of, workflow_for
from organizations.models import Organization

SEARCHED_SIGNS = 300
"""So much of each long text a search looks through."""


class Category(models.Model):
    """What a case is about; a tree kept as data."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=50)
    parent = models.ForeignKey(
        "self", verbose_name=_("above"), null=True, blank=True, on_delete=models.PROTECT
    )
    order = models.PositiveIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["order", "code"]

    def __str__(self):
        return self.name


class Case(models.Model):
    """An issue, a demand or a hazard: something an owner answers for, by a date, until solved.

    ``lead_unit``, the due and the met instants, ``asked``, ``returned`` and ``satisfaction`` repeat
    what the rows of responsibility, deadline, request, return and verification say, so that lists and
    figures read one table; only ``issues.services`` writes either.
    """

    class Source(models.TextChoices):
        VISIT = "visit", _("visit")
        SURVEY = "survey", _("territory survey")
        LINE = "line", _("department's own line")
        SESSION = "session", _("session")
        ENTERPRISE = "enterprise", _("raised by the enterprise")
        THREAD = "thread", _("post in a thread")
        LEDGER = "ledger", _("ledger kept elsewhere")

    class Returned(models.IntegerChoices):
        NEVER = 0, _("never returned")
        ASKED = 1, _("returned")
        AGREED = 2, _("returned, and the office agreed")

    view_permission = "issues.case_view"

    number = models.CharField(_("number"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    source = models.CharField(
        _("source"), max_length=12, choices=Source.choices, default=Source.VISIT
    )
    title = models.CharField(_("title"), max_length=100)
    description = models.TextField(_("situation"), blank=True)
    root_cause = models.TextField(_("root cause"), blank=True)
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
    enterprise = models.ForeignKey(
        Enterprise,
        verbose_name=_("enterprise"),
        on_delete=models.PROTECT,
        related_name="cases",
        db_index=False,
    )
    town = models.ForeignKey(
        Organization,
        verbose_name=_("town"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    tier = models.CharField(_("tier"), max_length=12, choices=Tier.choices, blank=True)
    state = models.CharField(_("state"), max_length=12)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)
    grade = models.CharField(
        _("hazard level"), max_length=10, blank=True, help_text=_("ordinary or major; hazards only")
    )
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    hand_overs = models.PositiveSmallIntegerField(_("hand-overs"), default=0)
    returned = models.PositiveSmallIntegerField(
        _("returned?"), choices=Returned.choices, default=Returned.NEVER, db_default=Returned.NEVER
    )
    version = models.PositiveIntegerField(default=0, editable=False)

    lead_unit = models.ForeignKey(
        Organization,
        verbose_name=_("lead unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    oversight_unit = models.ForeignKey(
        Organization,
        verbose_name=_("unit that oversees"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handler"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("registered by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    registered_at = models.DateTimeField(_("registered at"))
    dispatched_at = models.DateTimeField(_("dispatched at"), null=True, blank=True)
    dispatched_month = models.PositiveIntegerField(
        _("month of dispatch"), null=True, blank=True, help_text=_("local month as YYYYMM")
    )
    dispatched_day = models.PositiveIntegerField(
        _("day of dispatch"), null=True, blank=True, help_text=_("local day as YYYYMMDD")
    )
    accept_due_at = models.DateTimeField(_("to be accepted by"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    resolve_due_at = models.DateTimeField(_("to be resolved by"), null=True, blank=True)
    resolve_original_due_at = models.DateTimeField(
        _("originally to be resolved by"), null=True, blank=True
    )
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)
    due_at = models.DateTimeField(
        _("next due"), null=True, blank=True, help_text=_("earliest of the open deadlines")
    )
    suspended_at = models.DateTimeField(_("suspended since"), null=True, blank=True)
    asked = models.CharField(
        _("asked for"),
        max_length=16,
        choices=Asked.choices,
        blank=True,
        db_default="",
        help_text=_("the request that waits for a decision"),
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    satisfaction = models.PositiveSmallIntegerField(
        _("satisfied?"),
        null=True,
        blank=True,
        help_text=_("the latest answer of the enterprise; empty: it gave none"),
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("one kind of matter, led by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="taken_in",
    )
    split_from = models.ForeignKey(
        "self",
        verbose_name=_("split from"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="split_off",
    )
    relapse_of = models.ForeignKey(
        "self",
        verbose_name=_("came back after"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="relapses",
        help_text=_("a like case of the enterprise, closed less than 90 days before"),
    )
    search = BigramField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=Kind.HAZARD) | Q(state__in=State.values),
                name="case_state_of_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("registered_at")),
                name="case_closed_after_registered",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CLOSED) | ~Q(outcome=""), name="case_closed_has_outcome"
            ),
            models.CheckConstraint(
                condition=Q(state=State.MERGED, merged_into__isnull=False)
                | (~Q(state=State.MERGED) & Q(merged_into__isnull=True)),
                name="case_merged_into_one",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="case_not_under_itself",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="case_not_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=Q(dispatched_at__isnull=True) | Q(dispatched_month__isnull=False),
                name="case_dispatched_has_month",
            ),
            models.CheckConstraint(
                condition=Q(dispatched_at__isnull=True) | Q(dispatched_day__isnull=False),
                name="case_dispatched_has_day",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "-id"], name="case_by_kind"),
            models.Index(fields=["state", "-id"], name="case_by_state"),
            models.Index(fields=["enterprise", "-id"], name="case_by_enterprise"),
            models.Index(fields=["lead_unit", "-id"], name="case_by_lead"),
            models.Index(fields=["town", "-id"], name="case_by_town"),
            models.Index(fields=["dispatched_at"], name="case_by_dispatch"),
            *OF_THE_DAY,
            UNSETTLED,
            *BY_DUE,
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    def get_absolute_url(self):
        return reverse(page_of(self.kind), args=[self.number])

    @property
    def workflow(self):
        return workflow_for(self.kind)

    @property
    def state_label(self):
        return self.workflow.states(self.state).label

    @property
    def is_closed(self) -> bool:
        return self.state in self.workflow.final

    def awaits_word_on(self, round: int) -> bool:
        """Whether the reply of this round waits for the enterprise's word."""
        return self.state == State.REPLIED and self.round == round

    def searchable_text(self) -> str:
        """What a search looks through: of long texts the beginning, of replies once it is saved."""
        replies = self.replies.values_list("text", flat=True) if self.pk else ()
        texts = (self.description, self.root_cause, *replies)
        long = " ".join(text[:SEARCHED_SIGNS] for text in texts)
        return f"{self.number} {self.title} {self.enterprise.name} {long}"
