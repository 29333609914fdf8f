"""When something may be told outside the application: pure rules, no database (domain, section 5).

Working hours only. Leaders get one digest a working morning. Red is not held back by a digest,
but by working hours, unless the person allows any hour. So many messages of a level a day, then
the rest waits for the next working morning.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from calendars.counting import WorkingCalendar
from calendars.facts import DAY
from calendars.moments import instant, local_date
from core.errors import NotSo
from notices.models import Notice

FIRST_WAIT = dt.timedelta(minutes=1)
LONGEST_WAIT = dt.timedelta(hours=4)
MOST_ATTEMPTS = 16
"""With waits that double up to four hours: a day and a half of trying, then a person decides."""


class Wishes(NamedTuple):
    """How somebody wants to be told: all at once each morning; red at any hour."""

    digest: bool = False
    red_any_time: bool = False


class Moment(NamedTuple):
    level: str
    digest: bool
    red_any_time: bool
    at: dt.datetime


def may_go_at(
    level: str, wishes: Wishes, at: dt.datetime, calendar: WorkingCalendar
) -> dt.datetime:
    """The first moment from ``at`` on at which something of the level may go out."""
    if level == Notice.Level.RED:
        return at if wishes.red_any_time else working_moment(at, calendar)
    return next_morning(at, calendar) if wishes.digest else working_moment(at, calendar)


def moments(at: dt.datetime, calendar: WorkingCalendar) -> list[Moment]:
    """``may_go_at`` as a table, for a statement that joins it."""
    return [
        Moment(level, *wishes, may_go_at(level, wishes, at, calendar))
        for level in Notice.Level.values
        for wishes in (Wishes(digest, red) for digest in (False, True) for red in (False, True))
    ]


def working_moment(at: dt.datetime, calendar: WorkingCalendar) -> dt.datetime:
    """``at`` within office hours, else their next opening; a calendar too short holds nothing."""
    date = local_date(at)
    try:
        while True:
            day = calendar.day(date)
            for opens, closes in day.hours if day.is_working else ():
                if at < instant(date, closes):
                    return max(at, instant(date, opens))
            date += DAY
    except NotSo:
        return at


def next_morning(at: dt.datetime, calendar: WorkingCalendar) -> dt.datetime:
    """The next opening of a working day after ``at``; one digest a morning follows from it."""
    date = local_date(at)
    try:
        while not (calendar.is_working(date) and at < calendar.day(date).opens_at):
            date += DAY
        return calendar.day(date).opens_at
    except NotSo:
        return at


def morning_after(at: dt.datetime, calendar: WorkingCalendar) -> dt.datetime:
    """The opening of the first working day after the day of ``at``."""
    midnight = instant(local_date(at) + DAY, dt.time.min)
    return next_morning(midnight, calendar)


def wait_after(attempts: int) -> dt.timedelta:
    """How long to wait after so many attempts in vain: 1, 2, 4, 8 … minutes, up to four hours."""
    return min(FIRST_WAIT * 2 ** (min(attempts, MOST_ATTEMPTS) - 1), LONGEST_WAIT)


def levels_within(
    levels: Iterable[str], sent_today: Mapping[str, int], caps: Mapping[str, int]
) -> set[str]:
    """The levels of which another message may go out today."""
    return {level for level in levels if sent_today.get(level, 0) < caps[level]}
