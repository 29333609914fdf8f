"""Calendar months written YYYYMM, in the district's time."""

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def month_of(at: datetime) -> int:
    day = timezone.localdate(at)
    return day.year * 100 + day.month


def month_on(month: int, by: int) -> int:
    """The month so many months later, or earlier."""
    count = month // 100 * 12 + month % 100 - 1 + by
    return count // 12 * 100 + count % 12 + 1


def first_day(month: int) -> date:
    """ValueError if there is no such month."""
    return date(month // 100, month % 100, 1)


def begins_at(month: int) -> datetime:
    """Its first moment; that of the next one is the first that no longer belongs to it."""
    return datetime.combine(first_day(month), time.min, tzinfo=timezone.get_default_timezone())


def in_words(month: int) -> str:
    return date_format(first_day(month), _("F Y"))
