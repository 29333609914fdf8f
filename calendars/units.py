"""The units a deadline may be counted in."""

from django.db import models
from django.utils.translation import gettext_lazy, ngettext


class LengthUnit(models.TextChoices):
    MINUTE = "minute", gettext_lazy("minutes")
    HOUR = "hour", gettext_lazy("hours")
    WORKING_HOUR = "working_hour", gettext_lazy("working hours")
    CALENDAR_DAY = "calendar_day", gettext_lazy("calendar days")
    WORKING_DAY = "working_day", gettext_lazy("working days")


def length_phrase(length: int, unit: str) -> str:
    """Say a length as people do: “10 working days”."""
    phrases = {
        LengthUnit.MINUTE: ngettext("%(length)s minute", "%(length)s minutes", length),
        LengthUnit.HOUR: ngettext("%(length)s hour", "%(length)s hours", length),
        LengthUnit.WORKING_HOUR: ngettext(
            "%(length)s working hour", "%(length)s working hours", length
        ),
        LengthUnit.CALENDAR_DAY: ngettext(
            "%(length)s calendar day", "%(length)s calendar days", length
        ),
        LengthUnit.WORKING_DAY: ngettext(
            "%(length)s working day", "%(length)s working days", length
        ),
    }
    return phrases[LengthUnit(unit)] % {"length": length}
