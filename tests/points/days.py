"""The days of the tests: October is over, November runs."""

from datetime import datetime

from django.utils import timezone


def at(text: str) -> datetime:
    """An instant of the district's time, such as ``2026-10-20 09:00``."""
    return timezone.make_aware(datetime.fromisoformat(text))


LONG_AGO = at("2026-01-01 00:00")
IN_OCTOBER = at("2026-10-20 09:00")
NOW = at("2026-11-05 10:00")
