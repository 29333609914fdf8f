"""The moments of a day in the district."""

import datetime as dt

from django.utils import timezone


def instant(date: dt.date, time: dt.time) -> dt.datetime:
    """The moment at ``time`` of ``date`` in the district."""
    return dt.datetime.combine(date, time, tzinfo=timezone.get_default_timezone())


def local_date(at: dt.datetime) -> dt.date:
    return timezone.localtime(at, timezone.get_default_timezone()).date()
