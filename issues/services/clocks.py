"""Pauses and extensions: what moves the date of a deadline that runs (domain, section 5).

Called inside ``case_step``, with the case locked; the caller refreshes the case's summary.
"""

from datetime import datetime

from calendars.counting import WorkingCalendar
from calendars.selectors import load_calendar
from issues.models import Case, CaseRequest, Deadline, Pause
from issues.selectors.clock import due_of
from issues.services.deadlines import next_step, open_rows


def deadlines_pause(case: Case, *, at: datetime) -> None:
    """Stop the clock of every open deadline: no step of the ladder falls until it runs again."""
    open_rows(case).filter(paused_at__isnull=True).update(
        paused_at=at, next_level=None, next_at=None
    )


def deadlines_resume(case: Case, *, at: datetime) -> None:
    """Let the clocks run again; each date moves by the pause, counted in the deadline's own unit."""
    calendar = load_calendar()
    for row in open_rows(case).filter(paused_at__isnull=False):
        Pause.objects.create(deadline=row, started_at=row.paused_at, ended_at=at)
        row.paused_seconds += int((at - row.paused_at).total_seconds())
        row.paused_at = None
        deadline_recount(row, calendar)


def deadline_extend(request: CaseRequest) -> None:
    """Give the deadline the date of an extension that has been approved."""
    deadline_recount(request.deadline, load_calendar())


def deadline_recount(row: Deadline, calendar: WorkingCalendar) -> None:
    """Count an open deadline anew by this calendar: its date, and the step of the ladder to come.

    A step that has its slip is never taken again; ``original_due_at`` stays.
    """
    due = due_of(row, calendar)
    row.due_at, row.due_on, row.is_provisional = due.at, due.on, due.is_provisional
    taken = max(row.slips.values_list("level", flat=True), default=0)
    is_paused = row.paused_at is not None
    row.next_level, row.next_at = (None, None) if is_paused else next_step(row, calendar, taken)
    row.save()
