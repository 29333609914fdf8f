"""Office hours: the stretches of a working day in order, such as morning and afternoon."""

import datetime as dt
import re
from functools import cache
from itertools import pairwise

from django.conf import settings
from django.utils.translation import gettext as _

from core.errors import NotSo

Hours = tuple[tuple[dt.time, dt.time], ...]

MOST_STRETCHES = 3
_STRETCH = re.compile(r"(\d{1,2})[:\uff1a](\d{2})\s*[-–—~\uff5e至到]\s*(\d{1,2})[:\uff1a](\d{2})")
_BETWEEN = re.compile(r"[\s,;\uff0c\uff1b、]+")


def first_hours() -> Hours:
    """The hours a new district starts with."""
    return settings.OFFICE_HOURS


def hours_text(hours: Hours) -> str:
    """Hours as they are kept and typed: ``08:30-11:30 13:30-17:30``."""
    return " ".join(f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in hours)


@cache
def hours_read(text: str) -> Hours:
    """Hours from text; NotSo unless they are stretches of one day, in order and apart."""
    found = _STRETCH.findall(text)
    rest = _BETWEEN.sub("", _STRETCH.sub("", text))
    try:
        hours = tuple((dt.time(int(a), int(b)), dt.time(int(c), int(d))) for a, b, c, d in found)
    except ValueError:
        hours = ()
    if rest or not 1 <= len(hours) <= MOST_STRETCHES or not _is_in_order(hours):
        told = _("“%(text)s” are no office hours. Write them like 08:30-11:30 13:30-17:30.")
        raise NotSo(told % {"text": text}, fields={"hours": told % {"text": text}})
    return hours


def _is_in_order(hours: Hours) -> bool:
    moments = [moment for stretch in hours for moment in stretch]
    return all(earlier < later for earlier, later in pairwise(moments))


@cache
def time_open(hours: Hours) -> dt.timedelta:
    """How long the office is open on a day with these hours."""
    minutes = sum(_minutes(closes) - _minutes(opens) for opens, closes in hours)
    return dt.timedelta(minutes=minutes)


def _minutes(time: dt.time) -> int:
    return time.hour * 60 + time.minute
