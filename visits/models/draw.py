from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.access import ScopedQuerySet
from issues.models import Case, Verification
from issues.workflow import Kind, State
from organizations.models import Organization
from safety.workflow import HazardState

ENDED = (State.CLOSED, HazardState.WRITTEN_OFF)


class Draw(models.Model):
    """Closed cases drawn at random for an independent second visit.

    Whoever has the seed and the population can draw again and find the same cases (visits.drawing).
    """

    class Of(models.TextChoices):
        CASES = "cases", _("issues and demands, closed as solved or explained")
        HAZARDS = "hazards", _("hazards, accepted and written off")

    view_permission = "visits.draw_view"

    of = models.CharField(
        _("what is drawn from"),
        max_length=7,
        choices=Of.choices,
        default=Of.CASES,
        db_default=Of.CASES,
    )
    since_on = models.DateField(_("closed from"))
    until_on = models.DateField(_("closed until"))
    count = models.PositiveIntegerField(_("cases"), null=True, blank=True)
    share = models.PositiveSmallIntegerField(_("share in percent"), null=True, blank=True)
    by_unit = models.BooleanField(_("at least one of each lead unit"), default=False)
    seed = models.PositiveBigIntegerField(_("seed"), editable=False)
    population = models.PositiveIntegerField(_("drawn from"), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("drawn by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField(_("drawn at"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("random draw")
        verbose_name_plural = _("random draws")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("since_on")), name="draw_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(count__gte=1, share__isnull=True)
                | Q(count__isnull=True, share__gte=1, share__lte=100),
                name="draw_of_a_count_or_a_share",
            ),
            models.CheckConstraint(condition=Q(population__gte=1), name="draw_from_somebody"),
        ]

    def __str__(self):
        return _("draw %(number)s") % {"number": self.pk}


class DrawnCaseQuerySet(models.QuerySet):
    def waiting(self):
        """Not answered for good, and still about the closing that was drawn."""
        open_results = ("", DrawnCase.Result.UNREACHED)
        return self.filter(result__in=open_results, case__state__in=ENDED, case__round=F("round"))


class DrawnCase(models.Model):
    """One case of a draw: who looks again, and what they found. Never anybody concerned."""

    class Result(models.TextChoices):
        SOLVED = "solved", _("really solved")
        NOT_SOLVED = "not_solved", _("not really solved")
        UNREACHED = "unreached", _("could not be reached")

    OF_HAZARDS = {
        Result.SOLVED: _("still rectified"),
        Result.NOT_SOLVED: _("came back"),
        Result.UNREACHED: _("could not be looked at"),
    }
    """The same results in the words of hazards."""
    FINAL = (Result.SOLVED, Result.NOT_SOLVED)

    draw = models.ForeignKey(
        Draw, verbose_name=_("draw"), on_delete=models.PROTECT, related_name="cases"
    )
    case = models.ForeignKey(
        Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="drawn"
    )
    position = models.PositiveIntegerField(_("place in the draw"))
    round = models.PositiveSmallIntegerField(_("round"))
    lead_unit = models.ForeignKey(
        Organization, verbose_name=_("lead unit"), on_delete=models.PROTECT, related_name="+"
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handler"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    visitor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who looks again"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    visitor_unit = models.ForeignKey(
        Organization, verbose_name=_("their unit"), on_delete=models.PROTECT, related_name="+"
    )
    result = models.CharField(_("found"), max_length=10, choices=Result.choices, blank=True)
    words = models.TextField(_("what was found"), blank=True)
    answered_at = models.DateTimeField(_("found at"), null=True, blank=True)
    verification = models.OneToOneField(
        Verification,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="drawn",
    )

    objects = DrawnCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case drawn for a second visit")
        verbose_name_plural = _("cases drawn for a second visit")
        ordering = ["draw", "position"]
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="closing_drawn_once"),
            models.UniqueConstraint(fields=["draw", "position"], name="drawn_place_once"),
            models.CheckConstraint(
                condition=~Q(visitor_unit=F("lead_unit")), name="drawn_not_to_the_lead_unit"
            ),
            models.CheckConstraint(
                condition=Q(handler__isnull=True) | ~Q(visitor=F("handler")),
                name="drawn_not_to_the_handler",
            ),
            models.CheckConstraint(
                condition=Q(result="", answered_at__isnull=True)
                | ~Q(result="") & Q(answered_at__isnull=False),
                name="drawn_answered_with_time",
            ),
            models.CheckConstraint(
                condition=Q(result__in=("solved", "not_solved"), verification__isnull=False)
                | ~Q(result__in=("solved", "not_solved")) & Q(verification__isnull=True),
                name="drawn_found_with_word",
            ),
        ]

    def __str__(self):
        return str(self.case)

    @property
    def results(self) -> dict:
        """What may be found, in the words of its kind."""
        return self.OF_HAZARDS if self.is_hazard else dict(self.Result.choices)

    @property
    def is_hazard(self) -> bool:
        return self.case.kind == Kind.HAZARD

    @property
    def found(self):
        """The result in words; empty before there is one."""
        return self.results.get(self.result, "")

    @property
    def is_final(self) -> bool:
        return self.result in self.FINAL

    @property
    def is_overtaken(self) -> bool:
        """Opened again by somebody else before anybody looked: nothing left to ask."""
        is_as_drawn = self.case.state in ENDED and self.case.round == self.round
        return not self.is_final and not is_as_drawn
