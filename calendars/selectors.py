"""Reads of the calendar: one snapshot per process, reread when a new edition is made."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from calendars.counting import WorkingCalendar
from calendars.facts import DayFact
from calendars.hours import Hours, first_hours, hours_read
from calendars.models import Day, Edition, OfficeHours
from calendars.schedule import is_published

_held: ContextVar[list[WorkingCalendar] | None] = ContextVar("held_calendar", default=None)
_latest: list[tuple[object, WorkingCalendar]] = []


def load_calendar() -> WorkingCalendar:
    """The calendar as it stands; one small query, and none inside ``calendar_held``."""
    held = _held.get()
    if not held:
        current = _current()
        if held is None:
            return current
        held.append(current)
    return held[0]


@contextmanager
def calendar_held() -> Iterator[None]:
    """Ask for the calendar once and keep it: a page or a workbook of any number of rows."""
    token = _held.set([])
    try:
        yield
    finally:
        _held.reset(token)


def calendar_forget() -> None:
    """Let go of the calendar that is held: it has just been changed."""
    if _held.get():
        _held.get().clear()


def calendar_read() -> WorkingCalendar:
    """The calendar from the table, past every cache."""
    columns = ("date", "is_working", "is_scheduled", "source", "name", "note", "hours")
    rows = Day.objects.order_by("date").values_list(*columns)
    usual = usual_hours()
    return WorkingCalendar(
        DayFact(
            *row[:-1], own_hours=hours_read(row[-1]) if row[-1] else (), usual_hours=usual(row[0])
        )
        for row in rows
    )


def usual_hours() -> Callable[[date], Hours]:
    """A look-up of the usual office hours on a day; those of a new district before the first."""
    rows = OfficeHours.objects.order_by("since_on").values_list("since_on", "hours")
    since = [(since_on, hours_read(hours)) for since_on, hours in rows]
    starts = [since_on for since_on, _hours in since]

    def on(day: date) -> Hours:
        place = bisect_right(starts, day)
        return since[place - 1][1] if place else first_hours()

    return on


def _current() -> WorkingCalendar:
    stamp = Edition.objects.order_by("-pk").values_list("stamp", flat=True).first()
    if stamp is None:
        return calendar_read()
    if not _latest or _latest[0][0] != stamp:
        _latest[:] = [(stamp, calendar_read())]
    return _latest[0][1]


def years_to_read() -> list[int]:
    """The years whose schedule is not published, so that the district may read it in."""
    calendar = load_calendar()
    years = range(calendar.first.year, calendar.last.year + 1)
    return [year for year in years if not is_published(year)]


def editions_latest(count: int = 10) -> list[Edition]:
    """The latest changes of the calendar, the newest first."""
    return list(Edition.objects.order_by("-pk")[:count])


def office_hours_listed() -> list[tuple[date | None, Hours]]:
    """The usual office hours, each from its day on, the latest first; the first from the start."""
    rows = OfficeHours.objects.order_by("-since_on").values_list("since_on", "hours")
    return [*((since_on, hours_read(hours)) for since_on, hours in rows), (None, first_hours())]
