"""When the briefs are made by themselves is what an office says, not the code."""

from datetime import time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotSo
from reports.access_kept import SCHEDULES
from reports.models import DAYS_MOST, BriefSchedule


def brief_schedule_set(
    *, actor, kind: str, is_on: bool, day: int, ready_time: time
) -> BriefSchedule:
    """Have a brief made on this day after its week or month; NotYou, or NotSo of a day there is not.

    Switched on again, it begins with what falls due from now on.
    """
    require(actor, SCHEDULES)
    if not 1 <= day <= DAYS_MOST[kind]:
        raise NotSo(_("Choose a day from the list."), fields={"day": ""})
    with transaction.atomic():
        fresh = {"changed_by": actor}
        schedule, _is_new = BriefSchedule.objects.get_or_create(kind=kind, defaults=fresh)
        schedule = BriefSchedule.objects.select_for_update().get(pk=schedule.pk)
        given = {"is_on": is_on, "day": day, "ready_time": ready_time}
        old = {name: getattr(schedule, name) for name in given}
        if is_on and not schedule.is_on:
            schedule.on_since = timezone.now()
        for name, value in given.items():
            setattr(schedule, name, value)
        schedule.changed_by = actor
        schedule.save()
        record(actor=actor, subject=schedule, action="brief_schedule_set", **_told(old, given))
    return schedule


def _told(old: dict, new: dict) -> dict:
    return {name: [_plain(old[name]), _plain(new[name])] for name in new if old[name] != new[name]}


def _plain(value):
    return f"{value:%H:%M}" if isinstance(value, time) else value
