"""The ledger: an entry is written once, and never changed; what was wrong is countered by another."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.access import ScopedQuerySet
from core.models import StoredFile
from issues.models import Case
from organizations.models import Organization
from points.models.rule import PointsRule, points_field
from points.workflow import BY_HAND_CAUSES, FOUND_CAUSES, Cause


class Entry(models.Model):
    """Points of a unit, by one rule, for one cause.

    ``source_id`` is the key of the row that caused it, in the table that its cause names
    (points/selectors/causes.py); what was entered by hand has a reason and a writer instead.
    ``month`` is the one it counts in, ``about_month`` the one it is about: they differ for what
    became known, or was put right, after that month was closed.
    """

    view_permission = "points.entry_view"

    unit = models.ForeignKey(
        Organization, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="+"
    )
    cause = models.CharField(_("cause"), max_length=20, choices=Cause.choices)
    source_id = models.BigIntegerField(null=True, editable=False)
    label = models.CharField(_("what for"), max_length=200)
    case = models.ForeignKey(
        Case,
        verbose_name=_("case"),
        null=True,
        on_delete=models.PROTECT,
        related_name="points",
    )
    rule = models.ForeignKey(
        PointsRule, null=True, on_delete=models.PROTECT, related_name="entries"
    )
    points = points_field(_("points"))
    full_points = points_field(_("points without the cap"))
    happened_at = models.DateTimeField(_("happened at"))
    booked_at = models.DateTimeField(_("booked at"))
    month = models.PositiveIntegerField(_("counts in"))
    about_month = models.PositiveIntegerField(_("is about"))
    counters = models.OneToOneField(
        "self",
        verbose_name=_("puts right"),
        null=True,
        on_delete=models.PROTECT,
        related_name="countered_by",
    )
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of points")
        verbose_name_plural = _("entries of points")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["cause", "source_id"],
                condition=Q(source_id__isnull=False),
                name="entry_once_per_cause",
            ),
            models.CheckConstraint(
                condition=Q(cause__in=FOUND_CAUSES, source_id__isnull=False, rule__isnull=False)
                | Q(cause__in=BY_HAND_CAUSES, by__isnull=False, rule__isnull=False) & ~Q(reason="")
                | Q(cause=Cause.COUNTER, by__isnull=False, counters__isnull=False) & ~Q(reason=""),
                name="entry_has_a_cause",
            ),
            models.CheckConstraint(
                condition=Q(cause=Cause.COUNTER) | Q(counters__isnull=True),
                name="entry_counters_only_to_put_right",
            ),
            models.CheckConstraint(
                condition=Q(points__gte=0, points__lte=F("full_points"))
                | Q(points__lte=0, points__gte=F("full_points")),
                name="entry_within_its_rule",
            ),
            models.CheckConstraint(
                condition=Q(month__gte=F("about_month")), name="entry_counts_not_before"
            ),
        ]
        indexes = [
            models.Index(fields=["month", "unit"], name="entry_by_month_and_unit"),
            models.Index(fields=["unit", "-id"], name="entry_by_points_unit"),
        ]

    def __str__(self):
        return f"{self.unit} · {self.get_cause_display()} · {self.points:+}"

    def get_absolute_url(self):
        return reverse("points:entry", args=[self.pk])

    @property
    def is_capped(self) -> bool:
        return self.points != self.full_points

    @property
    def is_late(self) -> bool:
        """Whether it counts in a later month than the one it is about."""
        return self.month != self.about_month


class EntryFile(models.Model):
    """A file that shows what was entered by hand."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="files")
    stored = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("file of an entry")
        verbose_name_plural = _("files of an entry")
        ordering = ["id"]

    def __str__(self):
        return str(self.stored)
