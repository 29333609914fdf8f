"""The units a deadline may be counted in, and what a day of the calendar rests on."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext


class LengthUnit(models.TextChoices):
    MINUTE = "minute", gettext_lazy("minutes")
    HOUR = "hour", gettext_lazy("hours")
    WORKING_HOUR = "working_hour", gettext_lazy("working hours")
    CALENDAR_DAY = "calendar_day", gettext_lazy("calendar days")
    WORKING_DAY = "working_day", gettext_lazy("working days")


class Source(models.TextChoices):
    """What says whether a day is worked."""

    STATE_COUNCIL = "state_council", gettext_lazy("State Council's schedule")
    IMPORTED = "imported", gettext_lazy("schedule read in by the district")
    PROVISIONAL = "provisional", gettext_lazy("provisional, schedule not yet published")


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


def stretch_phrase(length: int | dt.timedelta, unit: str) -> str:
    """Say how long a stretch was, counted in days of this unit or exactly: “3 h 20 min”."""
    if not isinstance(length, dt.timedelta):
        return length_phrase(length, unit)
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    facts = {"hours": hours, "minutes": minutes}
    if unit == LengthUnit.WORKING_HOUR:
        return _("%(hours)s h %(minutes)s min of office hours") % facts
    return _("%(hours)s h %(minutes)s min") % facts
