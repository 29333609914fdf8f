"""A practical deed of a branch: what was promised to whom, what shows it, who looked again."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.access import ScopedQuerySet
from core.models import StoredFile
from deeds.workflow import DEED_BEFORE, SHOWN_BY_PHOTO, DeedState
from enterprises.models import Enterprise
from organizations.models import Organization
from visits.models import Visit

SOON = timedelta(days=7)


class Satisfaction(models.IntegerChoices):
    VERY_DISSATISFIED = 1, _("very dissatisfied")
    DISSATISFIED = 2, _("dissatisfied")
    NEUTRAL = 3, _("neither")
    SATISFIED = 4, _("satisfied")
    VERY_SATISFIED = 5, _("very satisfied")


class Deed(models.Model):
    """One practical deed (一件实事) that a branch, a community or a town takes on."""

    KINDS = (
        Organization.Kind.BRANCH,
        Organization.Kind.COMMUNITY,
        Organization.Kind.TOWN,
    )
    view_permission = "deeds.deed_view"

    organization = models.ForeignKey(
        Organization,
        verbose_name=pgettext_lazy("of a deed", "branch"),
        on_delete=models.PROTECT,
        related_name="deeds",
    )
    year = models.PositiveSmallIntegerField(_("year"), editable=False)
    title = models.CharField(pgettext_lazy("of a deed", "the deed"), max_length=100)
    for_whom = models.CharField(_("for whom"), max_length=100, blank=True)
    enterprise = models.ForeignKey(
        Enterprise,
        verbose_name=_("enterprise"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="deeds",
    )
    plan = models.TextField(_("what will be done"))
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("responsible person"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(pgettext_lazy("last day", "to"))
    state = models.CharField(
        _("state"), max_length=9, choices=DeedState.choices, default=DeedState.PROPOSED
    )
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposed by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    evidence = models.ForeignKey(
        "DeedPhoto",
        verbose_name=_("photo that shows it"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("the newest photo of the round when it was handed in"),
    )
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handed in by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    handed_in_at = models.DateTimeField(_("handed in at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    aside_because = models.TextField(_("put aside because"), blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("practical deed")
        verbose_name_plural = _("practical deeds")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="deed_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(for_whom="") | Q(enterprise__isnull=False), name="deed_is_for_somebody"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SHOWN_BY_PHOTO)
                | Q(evidence__isnull=False, handed_in_by__isnull=False, handed_in_at__isnull=False),
                name="deed_handed_in_with_a_photo",
            ),
            models.CheckConstraint(
                condition=Q(state=DeedState.ASIDE, ended_at__isnull=False) & ~Q(aside_because="")
                | ~Q(state=DeedState.ASIDE) & Q(aside_because=""),
                name="deed_put_aside_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "year"], name="deed_by_branch_and_year"),
            models.Index(fields=["state", "ends_on"], name="deed_by_state_and_end"),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        """A deed counts for the year in which it begins."""
        self.year = self.starts_on.year
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("deeds:deed", args=[self.pk])

    @property
    def beneficiary(self) -> str:
        names = (self.enterprise.name if self.enterprise else "", self.for_whom)
        return " · ".join(filter(None, names))

    @property
    def is_late(self) -> bool:
        return self.state in DEED_BEFORE and self.ends_on < timezone.localdate()

    @property
    def light(self) -> str:
        """The light of the dates; none once it was handed in, or put aside."""
        if self.state not in DEED_BEFORE:
            return ""
        if self.is_late:
            return "late"
        return "due_soon" if self.ends_on <= timezone.localdate() + SOON else "on_time"


class DeedEntry(models.Model):
    """What had been done by a day, in words and photos."""

    deed = models.ForeignKey(
        Deed, verbose_name=_("practical deed"), on_delete=models.PROTECT, related_name="entries"
    )
    round = models.PositiveSmallIntegerField(_("round"))
    done_on = models.DateField(_("day"))
    words = models.TextField(_("what was done"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("progress of a deed")
        verbose_name_plural = _("progress of deeds")
        ordering = ["-id"]
        indexes = [models.Index(fields=["deed", "-id"], name="deed_entry_by_deed")]

    def __str__(self):
        return f"{self.deed} · {self.done_on}"


class DeedPhoto(models.Model):
    """A photo of the progress. Who sees the deed sees it."""

    entry = models.ForeignKey(
        DeedEntry,
        verbose_name=_("progress of a deed"),
        on_delete=models.PROTECT,
        related_name="photos",
    )
    stored = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("photo of a deed")
        verbose_name_plural = _("photos of deeds")
        ordering = ["id"]

    def __str__(self):
        return str(self.stored)


class DeedAcceptance(models.Model):
    """What somebody of another unit found on the return visit, once in a round."""

    deed = models.ForeignKey(
        Deed, verbose_name=_("practical deed"), on_delete=models.PROTECT, related_name="acceptances"
    )
    round = models.PositiveSmallIntegerField(_("round"))
    is_done = models.BooleanField(_("really done?"))
    satisfaction = models.PositiveSmallIntegerField(
        _("how satisfied the people are"), choices=Satisfaction.choices
    )
    words = models.TextField(_("in words"), blank=True)
    visited_on = models.DateField(_("visited on"))
    visit = models.ForeignKey(
        Visit,
        verbose_name=_("return visit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="deed_acceptances",
    )
    deed_unit = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    acceptor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who looked"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    acceptor_unit = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("return visit of a deed")
        verbose_name_plural = _("return visits of deeds")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["deed", "round"], name="deed_accepted_once_per_round"),
            models.CheckConstraint(
                condition=~Q(acceptor_unit=F("deed_unit"))
                & ~Q(acceptor=F("handed_in_by"))
                & ~Q(acceptor=F("responsible")),
                name="deed_accepted_by_others",
            ),
            models.CheckConstraint(
                condition=Q(is_done=True) | ~Q(words=""), name="deed_sent_back_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(satisfaction__range=(1, 5)), name="deed_satisfaction_of_five"
            ),
        ]

    def __str__(self):
        return f"{self.deed} · {self.round}"
