"""When the briefs are made by themselves, and of which days."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from reports.models import BRIEFS, BriefSchedule, Report
from reports.periods import Period, first_of_month, months_before


def schedules_in_force() -> list[BriefSchedule]:
    """The schedule of each kind of brief; one that nobody has set yet is the default."""
    kept = {one.kind: one for one in BriefSchedule.objects.select_related("changed_by")}
    return [kept.get(kind) or BriefSchedule(kind=kind) for kind in BRIEFS]


def period_before(kind: str, day: date) -> Period:
    """The last whole week (Monday to Sunday) or month that ended before ``day``."""
    if kind == Report.Kind.WEEKLY:
        monday = day - timedelta(days=day.weekday())
        return Period(monday - timedelta(days=7), monday - timedelta(days=1))
    return Period(months_before(day, 1), first_of_month(day) - timedelta(days=1))


def period_ready(schedule: BriefSchedule, now: datetime) -> Period:
    """The last week or month whose brief may be made by now."""
    period = period_before(schedule.kind, timezone.localdate(now))
    if schedule.ready_at(period) > now:
        return period_before(schedule.kind, period.since_on)
    return period


def period_next(schedule: BriefSchedule, now: datetime) -> Period:
    """The week or month whose brief comes next."""
    ready = period_ready(schedule, now)
    begun = ready.until_on + timedelta(days=1)
    beyond = begun + timedelta(days=7 if schedule.kind == Report.Kind.WEEKLY else 31)
    return period_before(schedule.kind, beyond)
