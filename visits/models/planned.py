"""A visit that is planned: who goes where on which day, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access import ScopedQuerySet, has_permission
from enterprises.models import Enterprise
from organizations.models import Organization
from visits.models.team import VisitTeam
from visits.models.visit import Visit
from visits.workflow import PlannedState

OPEN_STATES = (PlannedState.ASKED, PlannedState.PLANNED)
DECIDE = "visits.over_cap_decide"


class PlannedVisitQuerySet(ScopedQuerySet):
    """An unannounced plan is seen by its planner and by those who go, until they have arrived."""

    def allowing(self, user, permission: str):
        return super().allowing(user, permission).filter(shown_to(user))

    def listed_to(self, user, permission: str = ""):
        return super().listed_to(user, permission).filter(shown_to(user))

    def upcoming(self):
        """What still is to take place, or waits for its approval."""
        return self.filter(state__in=OPEN_STATES)


def shown_to(user) -> Q:
    """The plans that are not hidden from this person; what waits for a decision is not, from those
    who decide."""
    shown = Q(unannounced=False) | Q(checked_in_at__isnull=False) | Q(state=PlannedState.KEPT)
    if has_permission(user, DECIDE):
        shown |= Q(state=PlannedState.ASKED)
    return shown | going(user)


def going(user) -> Q:
    """The plans this person made or goes along with."""
    return Q(planned_by=user) | goes_along(user)


def goes_along(user) -> Q:
    return Q(pk__in=PlannedGoer.objects.filter(person=user).values("planned"))


class PlannedVisit(models.Model):
    """A service visit or an inspection that is to take place on a day, by a team or a unit."""

    class Way(models.TextChoices):
        CODE = "code", _("by the enterprise's code")
        HAND = "hand", _("by hand")

    view_permission = "visits.visit_view"

    enterprise = models.ForeignKey(
        Enterprise,
        verbose_name=_("enterprise"),
        on_delete=models.PROTECT,
        related_name="planned_visits",
    )
    planned_on = models.DateField(_("planned day"))
    planned_time = models.TimeField(_("time of day"), null=True, blank=True)
    day_set_at = models.DateTimeField(
        _("day set at"), help_text=_("when the day or the time was last set")
    )
    purpose = models.CharField(
        _("purpose"),
        max_length=10,
        choices=Visit.Purpose.choices,
        default=Visit.Purpose.SERVICE,
    )
    unannounced = models.BooleanField(_("unannounced"), default=False)
    aim = models.CharField(_("what it is about"), max_length=200)
    team = models.ForeignKey(
        VisitTeam,
        verbose_name=_("visit team"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="planned",
    )
    unit = models.ForeignKey(
        Organization, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="+"
    )
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("planned by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    goers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who goes"),
        through="PlannedGoer",
        through_fields=("planned", "person"),
        related_name="+",
    )
    state = models.CharField(
        _("state"), max_length=9, choices=PlannedState.choices, default=PlannedState.PLANNED
    )
    checked_in_at = models.DateTimeField(_("checked in at"), null=True, blank=True)
    checked_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("checked in by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    checked_in_way = models.CharField(
        _("way of checking in"), max_length=4, choices=Way.choices, blank=True
    )
    visit = models.OneToOneField(
        Visit,
        verbose_name=_("visit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="planned",
    )
    created_at = models.DateTimeField(_("planned at"))

    objects = PlannedVisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned visit")
        verbose_name_plural = _("planned visits")
        ordering = ["planned_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=PlannedState.KEPT, visit__isnull=False)
                | (~Q(state=PlannedState.KEPT) & Q(visit__isnull=True)),
                name="planned_kept_has_visit",
            ),
            models.CheckConstraint(
                condition=Q(
                    checked_in_at__isnull=True, checked_in_by__isnull=True, checked_in_way=""
                )
                | (
                    Q(checked_in_at__isnull=False, checked_in_by__isnull=False)
                    & ~Q(checked_in_way="")
                ),
                name="planned_check_in_whole",
            ),
            models.CheckConstraint(
                condition=Q(checked_in_at__isnull=True)
                | Q(state__in=(PlannedState.PLANNED, PlannedState.KEPT)),
                name="planned_check_in_of_what_stands",
            ),
            models.CheckConstraint(condition=~Q(aim=""), name="planned_says_what_about"),
        ]
        indexes = [
            models.Index(fields=["planned_on", "id"], name="planned_by_day"),
            models.Index(fields=["enterprise", "planned_on"], name="planned_by_enterprise"),
            models.Index(fields=["team", "planned_on"], name="planned_by_team"),
            models.Index(fields=["unit", "planned_on"], name="planned_by_unit"),
        ]

    def __str__(self):
        return f"{self.enterprise.name} {self.planned_on:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_unlogged(self) -> bool:
        """Its day went by, and nobody has logged the visit."""
        return self.state == PlannedState.PLANNED and self.planned_on < timezone.localdate()

    @property
    def is_hidden(self) -> bool:
        """Only its planner and those who go know of it."""
        return self.unannounced and self.checked_in_at is None and self.state != PlannedState.KEPT


class PlannedGoer(models.Model):
    """Somebody who goes along, for which unit; with ``joined_at`` if they joined another's plan."""

    planned = models.ForeignKey(
        PlannedVisit, verbose_name=_("planned visit"), on_delete=models.CASCADE, related_name="rows"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    unit = models.ForeignKey(
        Organization,
        verbose_name=_("unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    joined_at = models.DateTimeField(_("joined at"), null=True, blank=True)

    class Meta:
        verbose_name = _("person of a planned visit")
        verbose_name_plural = _("people of planned visits")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["planned", "person"], name="planned_goer_once"),
            models.CheckConstraint(
                condition=Q(joined_at__isnull=True) | Q(unit__isnull=False),
                name="planned_joined_for_a_unit",
            ),
        ]

    def __str__(self):
        return str(self.person)
