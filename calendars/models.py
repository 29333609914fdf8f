import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from calendars.units import LengthUnit as LengthUnit


class Day(models.Model):
    """One day of the district's calendar, worked or not.

    ``ordinal`` counts the working days up to and with this one, so that n working days after a
    day is a look-up and not a walk; a day off carries the ordinal of the working day before it.
    ``opens_at`` and ``closes_at`` are the office's first and last moment on a working day; a day
    off carries those of the next working day.
    """

    class Source(models.TextChoices):
        STATE_COUNCIL = "state_council", _("State Council's schedule")
        PROVISIONAL = "provisional", _("provisional, schedule not yet published")

    date = models.DateField(_("date"), primary_key=True)
    is_working = models.BooleanField(_("working day"))
    is_scheduled = models.BooleanField(_("working day by the schedule"))
    name = models.CharField(_("name"), max_length=40, blank=True)
    source = models.CharField(_("source"), max_length=14, choices=Source.choices)
    note = models.CharField(_("district's reason"), max_length=100, blank=True)
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
                condition=Q(is_working=F("is_scheduled")) | ~Q(note=""),
                name="day_district_decision_has_reason",
            ),
        ]

    def __str__(self):
        return f"{self.date} {self.name}".strip()


class Edition(models.Model):
    """A state of the calendar: each change makes a new one and says which days it touched.

    The first row serves as the lock that changes take in turn.
    """

    stamp = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    reason = models.CharField(_("reason"), max_length=200)
    from_on = models.DateField(_("first day touched"))
    until_on = models.DateField(_("last day touched"))

    class Meta:
        verbose_name = _("edition of the calendar")
        verbose_name_plural = _("editions of the calendar")
        ordering = ["-id"]

    def __str__(self):
        return f"{self.from_on} – {self.until_on} {self.reason}"
