"""When the briefs are made by themselves."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.models.report import BRIEFS, Report
from reports.periods import Period

DAYS_MOST = {Report.Kind.WEEKLY: 7, Report.Kind.MONTHLY: 28}
"""A brief is made before the next of its kind begins to be due; every month has so many days."""


class BriefSchedule(models.Model):
    """On which day after its week or month, and from what time, a brief is made; or that none is.

    A kind without a row is made as the defaults say: on the first day, from half past seven.
    """

    kind = models.CharField(
        _("kind"),
        max_length=10,
        unique=True,
        choices=[(kind.value, kind.label) for kind in BRIEFS],
    )
    is_on = models.BooleanField(_("made by itself"), default=True)
    day = models.PositiveSmallIntegerField(
        _("day"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_("after the end of the week or month"),
    )
    ready_time = models.TimeField(_("time"), default=time(7, 30))
    on_since = models.DateTimeField(
        _("on since"),
        null=True,
        blank=True,
        help_text=_("what fell due before is not made up for; empty: from the beginning"),
    )
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("changed by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("schedule of a brief")
        verbose_name_plural = _("schedules of briefs")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="weekly", day__range=(1, 7))
                | Q(kind="monthly", day__range=(1, 28)),
                name="brief_schedule_day_before_the_next",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()

    def ready_at(self, period: Period) -> datetime:
        """From when the brief of an ended week or month is made."""
        day = period.until_on + timedelta(days=self.day)
        return datetime.combine(day, self.ready_time, timezone.get_default_timezone())

    def calls_for(self, period: Period, now: datetime) -> bool:
        """Whether its brief should be there by now."""
        ready_at = self.ready_at(period)
        is_before = self.on_since is not None and ready_at < self.on_since
        return self.is_on and ready_at <= now and not is_before
