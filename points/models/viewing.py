"""A viewing of projects: judges score each by criteria; what comes of it is booked when it closes."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.access import ScopedQuerySet
from organizations.models import Organization
from points.workflow import ViewingState


class Viewing(models.Model):
    view_permission = "points.viewing_view"

    title = models.CharField(pgettext_lazy("of a viewing", "title"), max_length=100)
    held_on = models.DateField(_("day"))
    state = models.CharField(
        _("state"), max_length=8, choices=ViewingState.choices, default=ViewingState.PREPARED
    )
    judges = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("judges"),
        through="Judge",
        related_name="viewings",
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("closed by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    closed_at = models.DateTimeField(_("closed at"), null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("of projects", "viewing")
        verbose_name_plural = pgettext_lazy("of projects", "viewings")
        ordering = ["-held_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state=ViewingState.CLOSED, closed_at__isnull=False, closed_by__isnull=False
                )
                | ~Q(state=ViewingState.CLOSED) & Q(closed_at__isnull=True, closed_by__isnull=True),
                name="viewing_closed_by_somebody",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("points:viewing", args=[self.pk])


class Judge(models.Model):
    viewing = models.ForeignKey(Viewing, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("judge"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("judge")
        verbose_name_plural = _("judges")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["viewing", "person"], name="judge_once_per_viewing"),
        ]

    def __str__(self):
        return str(self.person)


class Criterion(models.Model):
    """What is judged, and how many marks it can bring."""

    viewing = models.ForeignKey(Viewing, on_delete=models.PROTECT, related_name="criteria")
    name = models.CharField(_("criterion"), max_length=50)
    most = models.PositiveSmallIntegerField(_("marks at most"))

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["viewing", "name"], name="criterion_once_per_viewing"),
            models.CheckConstraint(condition=Q(most__gt=0), name="criterion_brings_marks"),
        ]

    def __str__(self):
        return f"{self.name} {self.most}"


class ViewedProject(models.Model):
    """A unit's project; ``result`` is in percent of full marks, once the viewing is closed."""

    viewing = models.ForeignKey(Viewing, on_delete=models.PROTECT, related_name="projects")
    unit = models.ForeignKey(
        Organization, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("project"), max_length=100)
    place = models.CharField(_("where it is viewed"), max_length=100, blank=True)
    result = models.DecimalField(
        _("result, of 100"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    counted = models.PositiveSmallIntegerField(_("judges counted"), default=0)
    dropped = models.PositiveSmallIntegerField(_("judges dropped"), default=0)

    class Meta:
        verbose_name = _("project viewed")
        verbose_name_plural = _("projects viewed")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["viewing", "unit", "title"], name="viewed_project_once_per_viewing"
            ),
            models.CheckConstraint(
                condition=Q(result__isnull=True) | Q(result__gte=0, result__lte=100),
                name="viewed_project_result_of_100",
            ),
        ]

    def __str__(self):
        return f"{self.unit} · {self.title}"


class Score(models.Model):
    """The marks one judge gave a project for one criterion."""

    project = models.ForeignKey(ViewedProject, on_delete=models.PROTECT, related_name="scores")
    judge = models.ForeignKey(Judge, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    marks = models.DecimalField(_("marks"), max_digits=5, decimal_places=1)
    most = models.PositiveSmallIntegerField()
    at = models.DateTimeField(_("given at"))

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "judge", "criterion"], name="score_once_per_criterion"
            ),
            models.CheckConstraint(
                condition=Q(marks__gte=0, marks__lte=F("most")), name="score_within_its_criterion"
            ),
        ]

    def __str__(self):
        return f"{self.judge} · {self.criterion} · {self.marks}"
