import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from calendars.units import LengthUnit as LengthUnit
from calendars.units import Source


class Day(models.Model):
    """One day of the district's calendar, worked or not.

    ``ordinal`` counts the working days up to and with this one, so that n working days after a
    day is a look-up and not a walk; a day off carries the ordinal of the working day before it.
    ``opens_at`` and ``closes_at`` are the office's first and last moment on a working day; a day
    off carries those of the next working day.
    """

    Source = Source

    date = models.DateField(_("date"), primary_key=True)
    is_working = models.BooleanField(_("working day"))
    is_scheduled = models.BooleanField(_("working day by the schedule"))
    name = models.CharField(_("name"), max_length=40, blank=True)
    source = models.CharField(_("source"), max_length=14, choices=Source.choices)
    note = models.CharField(_("district's reason"), max_length=100, blank=True)
    hours = models.CharField(
        _("own office hours"), max_length=60, blank=True, help_text=_("empty: the usual ones")
    )
    ordinal = models.PositiveIntegerField(_("ordinal"), db_index=True)
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(_("closes at"))

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(
                fields=["ordinal"],
                condition=Q(is_working=True),
                name="day_working_ordinal_once",
            ),
            models.CheckConstraint(
                condition=Q(is_working=F("is_scheduled"), hours="") | ~Q(note=""),
                name="day_district_decision_has_reason",
            ),
        ]

    def __str__(self):
        return f"{self.date} {self.name}".strip()


class OfficeHours(models.Model):
    """The usual office hours from a day on, until others follow, such as those of summer."""

    since_on = models.DateField(_("from"), unique=True)
    hours = models.CharField(_("office hours"), max_length=60)

    class Meta:
        verbose_name = _("usual office hours")
        verbose_name_plural = _("usual office hours")
        ordering = ["since_on"]

    def __str__(self):
        return f"{self.since_on} {self.hours}"


class Stretch(models.Model):
    """One stretch of office hours: a morning, an afternoon.

    ``worked`` is how long the office has been open by its end, counted from the calendar's first
    day: the end of n working hours is the first stretch that has worked so long, a look-up.
    """

    date = models.DateField(_("date"), db_index=True)
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(_("closes at"), unique=True)
    worked = models.DurationField(_("worked by then"), unique=True)

    class Meta:
        verbose_name = _("stretch of office hours")
        verbose_name_plural = _("stretches of office hours")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="stretch_closes_after_it_opens"
            ),
        ]

    def __str__(self):
        return f"{self.opens_at:%Y-%m-%d %H:%M} – {self.closes_at:%H:%M}"


class Edition(models.Model):
    """A state of the calendar: each change makes a new one and says which days it touched.

    The first row serves as the lock that changes take in turn.
    """

    stamp = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    reason = models.CharField(_("reason"), max_length=200)
    from_on = models.DateField(_("first day touched"))
    until_on = models.DateField(_("last day touched"))
    moved = models.PositiveIntegerField(_("deadlines moved"), default=0)

    class Meta:
        verbose_name = _("edition of the calendar")
        verbose_name_plural = _("editions of the calendar")
        ordering = ["-id"]

    def __str__(self):
        return f"{self.from_on} – {self.until_on} {self.reason}"

    @property
    def why(self) -> str:
        """The reason, in the reader's language where the first filling gave it."""
        return _("first edition") if self.reason == "first edition" else self.reason
