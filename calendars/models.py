from django.db import models
from django.utils.translation import gettext_lazy as _


class Day(models.Model):
    """One day of the district's calendar, worked or not.

    ``ordinal`` counts the working days up to and with this one, so that n working days after a
    day is a look-up and not a walk; a day off carries the ordinal of the working day before it.
    """

    class Source(models.TextChoices):
        STATE_COUNCIL = "state_council", _("State Council's schedule")
        DISTRICT = "district", _("district's decision")
        PROVISIONAL = "provisional", _("provisional, schedule not yet published")

    date = models.DateField(_("date"), primary_key=True)
    is_working = models.BooleanField(_("working day"))
    name = models.CharField(_("name"), max_length=40, blank=True)
    source = models.CharField(_("source"), max_length=14, choices=Source.choices)
    note = models.CharField(_("reason"), max_length=100, blank=True)
    ordinal = models.PositiveIntegerField(db_index=True)
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(_("closes at"))

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(
                fields=["ordinal"],
                condition=models.Q(is_working=True),
                name="day_working_ordinal_once",
            ),
        ]

    def __str__(self):
        return f"{self.date} {self.name}"
