"""The moments of a day in the district: its date, and the hours of its office."""

import datetime as dt

from django.conf import settings
from django.utils import timezone


def instant(date: dt.date, time: dt.time) -> dt.datetime:
    """The moment at ``time`` of ``date`` in the district."""
    return dt.datetime.combine(date, time, tzinfo=timezone.get_default_timezone())


def office_hours(date: dt.date) -> tuple[tuple[dt.time, dt.time], ...]:
    """The office hours of a working day, in order; the same on every day so far."""
    return settings.OFFICE_HOURS


def opens_at(date: dt.date) -> dt.datetime:
    return instant(date, office_hours(date)[0][0])


def closes_at(date: dt.date) -> dt.datetime:
    return instant(date, office_hours(date)[-1][1])


def local_date(at: dt.datetime) -> dt.date:
    return timezone.localtime(at, timezone.get_default_timezone()).date()
