"""Time as people say it: 15 October, Thursday, 17:30; 2 working days left; 3 working days late."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calendars.counting import WorkingCalendar
from calendars.moments import local_date
from calendars.names import weekday_name


def day_phrase(date: dt.date) -> str:
    return f"{date:%Y-%m-%d} {weekday_name(date)}"


def day_and_time_phrase(at: dt.datetime) -> str:
    local = timezone.localtime(at, timezone.get_default_timezone())
    return f"{day_phrase(local.date())} {local:%H:%M}"


def left_phrase(calendar: WorkingCalendar, due_at: dt.datetime, now: dt.datetime) -> str:
    """How long is left until ``due_at``, or how late it is, in working days."""
    today, due_on = local_date(now), local_date(due_at)
    days = calendar.working_days_between(today, due_on)
    if now > due_at:
        if days == 0:
            return _("overdue by less than a working day")
        late = ngettext(
            "overdue by %(days)s working day", "overdue by %(days)s working days", -days
        )
        return late % {"days": -days}
    if today == due_on:
        return _("due today")
    if days == 0:
        return _("less than a working day left")
    left = ngettext("%(days)s working day left", "%(days)s working days left", days)
    return left % {"days": days}


def moved_phrase(count: int) -> str:
    """How many deadlines a change of the calendar moved."""
    if not count:
        return _("No open deadline had to move.")
    moved = ngettext("%(count)s open deadline moved.", "%(count)s open deadlines moved.", count)
    return moved % {"count": count}
