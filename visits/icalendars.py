"""A person's planned visits as a calendar that other programs read (RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from calendars.moments import instant
from visits.models import PlannedVisit

CONTENT_TYPE = "text/calendar; charset=utf-8"
LONG = timedelta(hours=1)
"""A visit with a time is shown as an hour; nobody says when it ends."""


def calendar_text(*, plans: Iterable[PlannedVisit], name: str, host: str) -> bytes:
    """The calendar; it says no more than where to go and when, and of what is hidden not where."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{host}//visits//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval;value=duration", "PT1H")
    calendar.add("x-published-ttl", "PT1H")
    for planned in plans:
        calendar.add_component(_event(planned, host))
    return calendar.to_ical()


def _event(planned: PlannedVisit, host: str) -> Event:
    event = Event()
    event.add("uid", f"planned-{planned.pk}@{host}")
    event.add("dtstamp", planned.day_set_at.astimezone(UTC).replace(microsecond=0))
    event.add("summary", _summary(planned))
    if planned.planned_time:
        starts = instant(planned.planned_on, planned.planned_time)
        event.add("dtstart", _utc(starts))
        event.add("dtend", _utc(starts + LONG))
    else:
        event.add("dtstart", planned.planned_on)
        event.add("dtend", planned.planned_on + timedelta(days=1))
    return event


def _summary(planned: PlannedVisit) -> str:
    if planned.is_hidden:
        return _("Out of office")
    return f"{planned.get_purpose_display()} {planned.enterprise.name}"


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)
