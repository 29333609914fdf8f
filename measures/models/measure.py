"""A policy measure: what answers a common problem for all whom it fits."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.access import ScopedQuerySet
from enterprises.models import Segment
from letters.models import Letter
from measures.models.problem import CommonProblem
from measures.workflow import MeasureState
from organizations.models import Organization

SOON = timedelta(days=7)


class Measure(models.Model):
    """What a unit does about a common problem by a day, and whom it fits."""

    view_permission = "measures.measure_view"

    number = models.CharField(_("number"), max_length=20, unique=True)
    problem = models.ForeignKey(
        CommonProblem,
        verbose_name=_("common problem"),
        on_delete=models.PROTECT,
        related_name="measures",
    )
    title = models.CharField(_("title"), max_length=100)
    text = models.TextField(_("what it offers"))
    owner = models.ForeignKey(
        Organization,
        verbose_name=pgettext_lazy("of a measure", "owner"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    due_on = models.DateField(_("in force by"))
    segment = models.ForeignKey(
        Segment,
        verbose_name=_("whom it fits"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    state = models.CharField(
        _("state"), max_length=8, choices=MeasureState.choices, default=MeasureState.PLANNED
    )
    taken_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken up by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    taken_up_at = models.DateTimeField(_("taken up at"))
    issued_on = models.DateField(_("in force since"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ended_because = models.TextField(_("ended because"), blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("policy measure")
        verbose_name_plural = _("policy measures")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(text=""), name="measure_has_title_and_text"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("planned", "dropped"), issued_on__isnull=True)
                | Q(state__in=("in_force", "ended"), issued_on__isnull=False),
                name="measure_in_force_since_a_day",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=False, state__in=("ended", "dropped"))
                & ~Q(ended_because="")
                | Q(ended_on__isnull=True, ended_because="", state__in=("planned", "in_force")),
                name="measure_ended_whole",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    def get_absolute_url(self):
        return reverse("measures:measure", args=[self.number])

    @property
    def light(self) -> str:
        """The light of its date; none once it is in force, or dropped."""
        if self.state != MeasureState.PLANNED:
            return ""
        today = timezone.localdate()
        if self.due_on < today:
            return "late"
        return "due_soon" if self.due_on <= today + SOON else "on_time"


class MeasureNote(models.Model):
    """How a measure stood on a day, in words."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="notes")
    words = models.TextField(_("how it stands"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("progress of a measure")
        verbose_name_plural = _("progress of measures")
        ordering = ["-id"]

    def __str__(self):
        return f"{self.measure} · {self.at:%Y-%m-%d}"


class MeasureTelling(models.Model):
    """The letter by which those whom a measure fits are told; its receipts say who has read it."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="tellings")
    letter = models.OneToOneField(Letter, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("letter about a measure")
        verbose_name_plural = _("letters about measures")
        ordering = ["-id"]

    def __str__(self):
        return f"{self.measure} · {self.letter}"
