"""Reads of the calendar: one snapshot per process, reread when a new edition is made."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from calendars.counting import DayFact, WorkingCalendar
from calendars.models import Day, Edition

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
    columns = ("date", "is_working", "is_scheduled", "source", "name", "note")
    rows = Day.objects.order_by("date").values_list(*columns)
    provisional = Day.Source.PROVISIONAL.value
    return WorkingCalendar(
        DayFact(date, working, scheduled, source == provisional, name, note)
        for date, working, scheduled, source, name, note in rows
    )


def _current() -> WorkingCalendar:
    stamp = Edition.objects.order_by("-pk").values_list("stamp", flat=True).first()
    if stamp is None:
        return calendar_read()
    if not _latest or _latest[0][0] != stamp:
        _latest[:] = [(stamp, calendar_read())]
    return _latest[0][1]
