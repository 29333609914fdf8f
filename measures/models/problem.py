"""A common problem: cases of several enterprises that speak of one matter."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.access import ScopedQuerySet
from core.models import Job
from issues.models import Case
from measures.workflow import ProblemState


class Grouping(Job):
    """One search for common problems among the cases of a period; what it proposes are problems."""

    since_on = models.DateField(_("from"))
    until_on = models.DateField(_("to"))
    proposed = models.PositiveIntegerField(_("groups proposed"), default=0)
    joined = models.PositiveIntegerField(_("cases added to known problems"), default=0)

    class Meta:
        verbose_name = _("search for common problems")
        verbose_name_plural = _("searches for common problems")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("since_on")), name="grouping_ends_after_start"
            )
        ]

    def __str__(self):
        return f"{self.since_on}–{self.until_on}"

    @property
    def is_underway(self) -> bool:
        return self.state in (Job.State.QUEUED, Job.State.RUNNING)


class CommonProblem(models.Model):
    """A group of like cases: proposed by a search, then confirmed and named by a person."""

    view_permission = "measures.problem_view"

    name = models.CharField(_("name"), max_length=60)
    words = models.JSONField(_("shared words"), default=list)
    likeness = models.FloatField(
        _("likeness"), help_text=_("of the cases to each other, in the mean, 0 to 1")
    )
    state = models.CharField(
        _("state"), max_length=9, choices=ProblemState.choices, default=ProblemState.PROPOSED
    )
    grouping = models.ForeignKey(
        Grouping, verbose_name=_("found by"), on_delete=models.PROTECT, related_name="problems"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    dismissed_because = models.TextField(_("dismissed because"), blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("common problem")
        verbose_name_plural = _("common problems")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state=ProblemState.PROPOSED, decided_by__isnull=True, decided_at__isnull=True
                )
                | Q(decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(state=ProblemState.PROPOSED),
                name="problem_decided_by_a_person",
            ),
            models.CheckConstraint(
                condition=Q(state=ProblemState.DISMISSED) & ~Q(dismissed_because="")
                | ~Q(state=ProblemState.DISMISSED) & Q(dismissed_because=""),
                name="problem_dismissed_with_a_reason",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("measures:problem", args=[self.pk])


class ProblemCase(models.Model):
    """That a case is of a common problem, and how it came to be there."""

    class Way(models.TextChoices):
        GROUPED = "grouped", _("found by a search")
        LIKE = "like", _("added later, for it is like the others")
        BY_HAND = "by_hand", _("added by hand")

    problem = models.ForeignKey(
        CommonProblem,
        verbose_name=_("common problem"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    case = models.ForeignKey(
        Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="memberships"
    )
    way = models.CharField(_("way"), max_length=7, choices=Way.choices)
    joined_at = models.DateTimeField(_("added at"))
    removed_at = models.DateTimeField(
        _("taken out at"), null=True, help_text=_("a case taken out is not added again by itself")
    )
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("case of a common problem")
        verbose_name_plural = _("cases of common problems")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["problem", "case"], name="case_once_in_a_problem"),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(removed_at__isnull=True),
                name="case_of_one_problem",
            ),
        ]

    def __str__(self):
        return f"{self.problem} · {self.case}"
