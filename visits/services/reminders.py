"""The reminder of a visit: on the last working day before it, once for each who goes."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from calendars.counting import WorkingCalendar
from calendars.facts import DAY
from calendars.selectors import load_calendar
from notices.models import Notice
from notices.moments import working_moment
from notices.services import notices_post_many
from visits.models import PlannedGoer
from visits.services.planned_words import day_said
from visits.workflow import PlannedState


def planned_remind(at: datetime | None = None) -> int:
    """Tell whoever goes within the next working day; returns to how many notices that led.

    In working hours only. What is to be told is read from the plans; the outbox holds each event
    once, and a plan that was moved is another event.
    """
    at, calendar = at or timezone.now(), load_calendar()
    if working_moment(at, calendar) != at:
        return 0
    rows = _due(at, calendar)
    with transaction.atomic():
        notices = [_notice(row) for row in rows]
        known = set(
            Notice.objects.filter(
                dedupe_key__in=[notice.dedupe_key for notice in notices]
            ).values_list("dedupe_key", flat=True)
        )
        new = [notice for notice in notices if notice.dedupe_key not in known]
        notices_post_many(new)
    return len(new)


def _due(at: datetime, calendar: WorkingCalendar) -> QuerySet[PlannedGoer]:
    """Who goes after today, up to and with the next working day.

    After an outage also who goes today, unless the plan was made only after it should have been told.
    """
    today = timezone.localdate(at)
    until = calendar.working_day(today, 1).date
    rows = PlannedGoer.objects.filter(
        planned__state=PlannedState.PLANNED,
        planned__checked_in_at__isnull=True,
        planned__planned_on__range=(today, until),
        person__is_active=True,
    ).select_related("planned__enterprise", "person")
    late = rows.filter(
        planned__planned_on=today, planned__day_set_at__lt=_last_closing(today, calendar)
    )
    coming = rows.filter(planned__planned_on__gt=today)
    return (coming | late).order_by("pk")


def _last_closing(today: date, calendar: WorkingCalendar) -> datetime:
    """When the last working day before today closed: what was set by then was to be told on it."""
    yesterday = today - DAY
    offset = 0 if calendar.is_working(yesterday) else -1
    return calendar.working_day(yesterday, offset).closes_at


def _notice(row: PlannedGoer) -> Notice:
    planned = row.planned
    event = f"{planned.pk}:{planned.day_set_at.timestamp():.0f}"
    return Notice(
        recipient=row.person,
        template="visits.planned_reminder",
        label=planned.enterprise.name,
        params={"day": day_said(planned)},
        level=Notice.Level.BLUE,
        url=reverse("visits:planned_detail", args=[planned.pk]),
        subject_type="visits.plannedvisit",
        subject_id=planned.pk,
        dedupe_key=f"planned_reminder:{event}:user:{row.person_id}",
    )
