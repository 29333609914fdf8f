"""How the level of a hazard came about: criteria, matrix, and the changes that were approved."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from issues.models import Case, CaseRequest
from safety.matrix import MAJOR_FROM, MOST
from safety.workflow import Grade, SafetyField


class MajorCriterion(models.Model):
    """A finding that makes a hazard major whatever the matrix says, and the standard it stands in."""

    field = models.CharField(_("field"), max_length=12, choices=SafetyField.choices)
    text = models.CharField(_("criterion"), max_length=200)
    basis = models.CharField(_("standard"), max_length=200)
    is_active = models.BooleanField(_("in force"), default=True)

    class Meta:
        verbose_name = _("criterion of major hazards")
        verbose_name_plural = _("criteria of major hazards")
        ordering = ["field", "id"]
        constraints = [
            models.UniqueConstraint(fields=["field", "text"], name="major_criterion_once"),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(basis=""), name="major_criterion_has_basis"
            ),
        ]

    def __str__(self):
        return f"{self.text}({self.basis})"


class Assessment(models.Model):
    """One judgement of a hazard: the two sides of the matrix, what they propose, what was decided.

    ``criteria`` are the words of the criteria that were met, as they stood then; with any of them
    the hazard is major, and the database refuses another level.
    """

    case = models.ForeignKey(
        Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="assessments"
    )
    round = models.PositiveSmallIntegerField(_("round"))
    likelihood = models.PositiveSmallIntegerField(_("likelihood"))
    severity = models.PositiveSmallIntegerField(_("severity"))
    score = models.PositiveSmallIntegerField(_("score"))
    proposed = models.CharField(_("proposed level"), max_length=10, choices=Grade.choices)
    criteria = models.JSONField(_("criteria met"), default=list)
    is_outright = models.BooleanField(_("major by a criterion"), default=False)
    grade = models.CharField(_("hazard level"), max_length=10, choices=Grade.choices)
    basis = models.TextField(_("basis of the level"))
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assessed by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    assessed_at = models.DateTimeField(_("assessed at"))

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="assessment_once_per_round"),
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, MOST), severity__range=(1, MOST)),
                name="assessment_within_the_matrix",
            ),
            models.CheckConstraint(
                condition=Q(score=F("likelihood") * F("severity")), name="assessment_score"
            ),
            models.CheckConstraint(
                condition=Q(is_outright=False) | Q(grade=Grade.MAJOR, proposed=Grade.MAJOR),
                name="assessment_by_a_criterion_is_major",
            ),
            models.CheckConstraint(
                condition=Q(is_outright=True)
                | Q(score__gte=MAJOR_FROM, proposed=Grade.MAJOR)
                | Q(score__lt=MAJOR_FROM, proposed=Grade.ORDINARY),
                name="assessment_proposes_by_score",
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="assessment_has_basis"),
        ]

    def __str__(self):
        return f"{self.case.number} · {self.round}"


class GradeChange(models.Model):
    """From which level to which, on what basis: the particulars of a request for it."""

    request = models.OneToOneField(
        CaseRequest,
        verbose_name=_("request"),
        on_delete=models.PROTECT,
        related_name="grade_change",
    )
    from_grade = models.CharField(_("level until now"), max_length=10, choices=Grade.choices)
    to_grade = models.CharField(_("new level"), max_length=10, choices=Grade.choices)
    basis = models.TextField(_("basis of the level"))

    class Meta:
        verbose_name = _("change of level")
        verbose_name_plural = _("changes of level")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_grade=F("to_grade")), name="grade_change_changes"
            ),
            models.CheckConstraint(
                condition=Q(from_grade__in=Grade.values, to_grade__in=Grade.values),
                name="grade_change_between_levels",
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="grade_change_has_basis"),
        ]

    def __str__(self):
        return f"{self.get_from_grade_display()} → {self.get_to_grade_display()}"
