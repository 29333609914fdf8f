"""The units a deadline may be counted in."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class LengthUnit(models.TextChoices):
    MINUTE = "minute", gettext_lazy("minutes")
    HOUR = "hour", gettext_lazy("hours")
    WORKING_HOUR = "working_hour", gettext_lazy("working hours")
    CALENDAR_DAY = "calendar_day", gettext_lazy("calendar days")
    WORKING_DAY = "working_day", gettext_lazy("working days")


def length_phrase(length: int, unit: str) -> str:
    """Say a length as people do: “10 working days”."""
    phrases = {
        LengthUnit.MINUTE: _("%(length)s minutes"),
        LengthUnit.HOUR: _("%(length)s hours"),
        LengthUnit.WORKING_HOUR: _("%(length)s working hours"),
        LengthUnit.CALENDAR_DAY: _("%(length)s calendar days"),
        LengthUnit.WORKING_DAY: _("%(length)s working days"),
    }
    return phrases[LengthUnit(unit)] % {"length": length}
