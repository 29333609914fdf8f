"""When a deadline is due: its rule, or the date that was set, and the pauses since."""

from calendars.counting import Due, Span, WorkingCalendar
from calendars.units import LengthUnit
from issues.models import CaseRequest, Deadline


def due_of(row: Deadline, calendar: WorkingCalendar) -> Due:
    """The date by this calendar; it reads ``row.pauses`` and ``row.extensions``, nothing else.

    An extension sets the date, and pauses before it are spent. ``original_due_at`` is the date
    without either; with a change of the calendar it moves as long as it is the date in force.
    """
    pauses, unit = pauses_of(row), unit_of(row)
    extension = latest_extension(row)
    if extension:
        later = [span for span in pauses if span.started_at >= extension.decided_at]
        return calendar.moved(extension.due_at, later, unit)
    if length := row.rule.get("length"):
        return calendar.due_after(row.started_at, length, unit, pauses)
    return calendar.moved(row.original_due_at, pauses, unit)


def pauses_of(row: Deadline) -> list[Span]:
    return [Span(pause.started_at, pause.ended_at) for pause in row.pauses.all()]


def unit_of(row: Deadline) -> str:
    """The unit a deadline counts in; a date that was chosen moves by working days."""
    return row.rule.get("length_unit") or LengthUnit.WORKING_DAY


def latest_extension(row: Deadline) -> CaseRequest | None:
    granted = [one for one in row.extensions.all() if one.approved]
    return max(granted, key=lambda one: one.pk, default=None)
