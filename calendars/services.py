"""Changes of the calendar: each one renumbers the days after it and makes a new edition."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.counting import DayFact, WorkingCalendar
from calendars.models import Day, Edition
from calendars.schedule import YEARS_AHEAD, day_columns, first_difference, scheduled_days
from calendars.selectors import calendar_forget, calendar_read
from core.access import require
from core.audit import record
from core.errors import NotSo, Overtaken

BATCH = 2000


def calendar_seed(*, actor) -> Edition | None:
    """Take over the published schedules, and provisional years up to three ahead; idempotent.

    The district's own days stay as they are. Returns None when nothing had to change.
    """
    with transaction.atomic():
        _lock()
        old = calendar_read()
        decided = {fact.date: fact for fact in old.days if fact.is_district}
        new = WorkingCalendar(
            _with_decision(fact, decided.get(fact.date))
            for fact in scheduled_days(timezone.localdate().year + YEARS_AHEAD)
        )
        since = first_difference(old, new)
        if since is None:
            return None
        edition = _rewrite(new, since, until=new.last, reason=_("published schedules taken over"))
        record(actor=actor, subject=edition, action="calendars.calendar_seed")
        return edition


def district_day_set(*, actor, date: dt.date, is_working: bool, reason: str) -> Edition:
    """The district decides that a day is worked or off, against the schedule."""
    require(actor, "calendars.calendar_manage")
    reason = reason.strip()[:100]
    if not reason:
        text = _("Say why: a storm warning, a longer holiday.")
        raise NotSo(text, fields={"reason": text})
    with transaction.atomic():
        _lock()
        calendar = calendar_read()
        fact = calendar.day(date)
        if fact.is_working == is_working:
            raise Overtaken(_already(is_working))
        note = reason if fact.is_scheduled != is_working else ""
        return _change(
            calendar, fact._replace(is_working=is_working, note=note), actor, "set", reason
        )


def district_day_withdraw(*, actor, date: dt.date, reason: str) -> Edition:
    """Withdraw the district's decision: the day is again as the schedule says."""
    require(actor, "calendars.calendar_manage")
    with transaction.atomic():
        _lock()
        calendar = calendar_read()
        fact = calendar.day(date)
        if not fact.is_district:
            raise Overtaken(_("The district has decided nothing about this day."))
        back = fact._replace(is_working=fact.is_scheduled, note="")
        return _change(calendar, back, actor, "withdraw", reason.strip()[:100])


def _change(calendar: WorkingCalendar, fact: DayFact, actor, verb: str, reason: str) -> Edition:
    edition = _rewrite(calendar.changed(fact), fact.date, until=fact.date, reason=reason)
    record(
        actor=actor,
        subject=edition,
        action=f"calendars.district_day_{verb}",
        note=reason,
        date=fact.date.isoformat(),
        is_working=[not fact.is_working, fact.is_working],
    )
    return edition


def _rewrite(calendar: WorkingCalendar, since: dt.date, *, until: dt.date, reason: str) -> Edition:
    """Write the days from ``since`` on anew: in one go, so that no two ever share an ordinal."""
    ordinal = calendar.ordinal_on(since) - calendar.is_working(since)
    # Days off just before carry the hours of the next working day, which may be another now.
    start = calendar.day_at(ordinal) if ordinal else calendar.first
    Day.objects.filter(date__gte=start).delete()
    Day.objects.bulk_create(
        (Day(**columns) for columns in day_columns(calendar) if columns["date"] >= start),
        batch_size=BATCH,
    )
    calendar_forget()
    return Edition.objects.create(reason=reason, from_on=since, until_on=until)


def _lock() -> None:
    Edition.objects.select_for_update().order_by("pk").first()


def _with_decision(fact: DayFact, decided: DayFact | None) -> DayFact:
    if decided is None or decided.is_working == fact.is_scheduled:
        return fact
    return fact._replace(is_working=decided.is_working, note=decided.note)


def _already(is_working: bool) -> str:
    if is_working:
        return _("This day is a working day already; nothing was changed.")
    return _("This day is a day off already; nothing was changed.")
