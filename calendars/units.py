"""The units a deadline may be counted in."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Unit(models.TextChoices):
    MINUTE = "minute", gettext_lazy("minutes")
    HOUR = "hour", gettext_lazy("hours")
    WORKING_HOUR = "working_hour", gettext_lazy("working hours")
    CALENDAR_DAY = "calendar_day", gettext_lazy("calendar days")
    WORKING_DAY = "working_day", gettext_lazy("working days")


def length_phrase(length: int, unit: str) -> str:
    """Say a length as people do: “10 working days”."""
    phrases = {
        Unit.MINUTE: _("%(length)s minutes"),
        Unit.HOUR: _("%(length)s hours"),
        Unit.WORKING_HOUR: _("%(length)s working hours"),
        Unit.CALENDAR_DAY: _("%(length)s calendar days"),
        Unit.WORKING_DAY: _("%(length)s working days"),
    }
    return phrases[Unit(unit)] % {"length": length}
