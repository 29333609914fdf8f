from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access import ScopedQuerySet
from core.audit import SYSTEM
from core.models import Job, StoredFile
from organizations.models import Organization
from visits.models import Campaign


class Report(Job):
    """A report as it was made: by whom, of what, as of when; what it was made of stays with it.

    ``frozen`` holds its rows as they stood, from which the same file can be made again at any time.
    """

    class Kind(models.TextChoices):
        LISTS = "lists", _("four lists")
        BOOK = "book", _("workbook of a period")
        WEEKLY = "weekly", _("weekly brief")
        MONTHLY = "monthly", _("monthly brief")
        CAMPAIGN = "campaign", _("workbook of a campaign")

    class Reach(models.TextChoices):
        """How much of the district its maker could see."""

        WHOLE = "whole", _("the whole district")
        UNIT = "unit", _("the cases of the unit")
        PERSON = "person", _("what the maker answers for")

    view_permission = "reports.report_view"

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("empty: by itself, on its day"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=100)
    campaign = models.ForeignKey(
        Campaign,
        verbose_name=_("campaign"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    query = models.TextField(_("filter"), blank=True)
    filtered_by = models.TextField(_("filter in words"), blank=True)
    reach = models.CharField(_("reach"), max_length=10, choices=Reach.choices)
    units = models.ManyToManyField(Organization, verbose_name=_("units"), related_name="+")
    first_on = models.DateField(_("first day"), null=True, blank=True)
    last_on = models.DateField(_("last day"), null=True, blank=True)
    as_of = models.DateTimeField(_("as of"), null=True, blank=True)
    counts = models.JSONField(_("rows"), default=dict, blank=True)
    frozen = models.ForeignKey(
        StoredFile,
        verbose_name=_("rows as they were"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    facts = models.JSONField(_("what a brief says"), default=dict, blank=True)
    template = models.ForeignKey(
        StoredFile,
        verbose_name=_("template of a brief"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    stored = models.ForeignKey(
        StoredFile,
        verbose_name=_("file"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    sha256 = models.CharField(_("checksum of the file"), max_length=64, blank=True)
    expires_at = models.DateTimeField(_("link valid until"), null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=Job.State.DONE)
                | Q(as_of__isnull=False)
                & (Q(frozen__isnull=False) | Q(template__isnull=False) & ~Q(facts={})),
                name="report_done_keeps_what_it_is_of",
            ),
            models.CheckConstraint(
                condition=Q(created_by__isnull=False) | Q(kind__in=["weekly", "monthly"]),
                name="report_by_itself_is_a_brief",
            ),
            models.CheckConstraint(
                condition=Q(kind="campaign", campaign__isnull=False)
                | (~Q(kind="campaign") & Q(campaign__isnull=True)),
                name="report_of_a_campaign_names_it",
            ),
            models.UniqueConstraint(
                fields=["kind", "first_on"],
                condition=Q(created_by__isnull=True),
                name="report_one_brief_by_itself_a_period",
            ),
            models.CheckConstraint(
                condition=Q(stored__isnull=True) | ~Q(sha256=""), name="report_file_has_checksum"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("reports:report_detail", args=[self.pk])

    @property
    def made_by(self):
        """Its maker: a person, or the machine on the day of a brief."""
        return self.created_by or SYSTEM

    @property
    def is_brief(self) -> bool:
        return self.kind in BRIEFS

    @property
    def reach_told(self) -> str:
        """In words what it covers."""
        if self.campaign_id and self.reach != self.Reach.WHOLE:
            return _("the targets and visits that the maker could see")
        return self.get_reach_display()

    @property
    def is_underway(self) -> bool:
        return self.state in (Job.State.QUEUED, Job.State.RUNNING)

    @property
    def is_expired(self) -> bool:
        """Whether the link to the file ran out; what it was made of is still there."""
        return self.expires_at is not None and self.expires_at <= timezone.now()

    @property
    def row_count(self) -> int:
        return sum(self.counts.values())


BRIEFS = (Report.Kind.WEEKLY, Report.Kind.MONTHLY)


class BriefTemplate(models.Model):
    """The office's own template of a brief; the newest of its kind is used, none is changed."""

    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=[(kind.value, kind.label) for kind in BRIEFS],
    )
    stored = models.ForeignKey(
        StoredFile, verbose_name=_("file"), on_delete=models.PROTECT, related_name="+"
    )
    is_current = models.BooleanField(_("in use"), default=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("template of a brief")
        verbose_name_plural = _("templates of briefs")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(is_current=True),
                name="brief_template_one_in_use_a_kind",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()
