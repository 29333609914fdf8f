"""Changes of the calendar: each writes its days anew, makes an edition, and moves what follows it."""

import datetime as dt
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.changes import Change, HoursChange, Outcome, Seeding
from calendars.hours import Hours, hours_text
from calendars.models import Day, Edition, OfficeHours, Stretch
from calendars.schedule import YEARS_AHEAD, day_columns, stretch_columns
from calendars.selectors import calendar_forget, calendar_read
from calendars.services.following import Shift, follow, foresee
from core.access import require
from core.audit import record
from core.errors import NotSo, Overtaken

MANAGE = "calendars.calendar_manage"
BATCH = 2000
MOST_SHOWN = 30


class Foresight(NamedTuple):
    """What a change would do: the days it touches, what moves, and the edition it was read on."""

    outcome: Outcome
    shifts: list[Shift]
    stamp: str

    @property
    def count(self) -> int:
        return sum(shift.count for shift in self.shifts)

    @property
    def shown(self) -> list[Shift]:
        """The largest groups, in the order of their dates."""
        largest = sorted(self.shifts, key=lambda shift: -shift.count)[:MOST_SHOWN]
        return sorted(largest, key=lambda shift: (shift.was_at, shift.now_at))

    @property
    def not_shown(self) -> int:
        return self.count - sum(shift.count for shift in self.shown)


def calendar_change(*, actor, change: Change, stamp: str = "") -> Edition:
    """Put the change in force and move the open deadlines whose span it touches.

    Overtaken if the calendar has another edition by now than the one named by ``stamp``.
    """
    require(actor, MANAGE)
    with transaction.atomic():
        _lock()
        if stamp and stamp != _stamp():
            raise Overtaken(
                _("The calendar was changed meanwhile. Nothing was saved; look at it once more.")
            )
        return _enact(change.outcome(calendar_read()), actor, change.action)


def calendar_preview(*, actor, change: Change) -> Foresight:
    """Say what the change would do: it is made, looked at, and taken back."""
    require(actor, MANAGE)
    with transaction.atomic():
        _lock()
        stamp, outcome = _stamp(), change.outcome(calendar_read())
        shifts = foresee(edition_write(outcome))
        transaction.set_rollback(True)
    calendar_forget()
    return Foresight(outcome, shifts, stamp)


def office_hours_change(*, since_on: dt.date, hours: Hours, reason: str) -> HoursChange:
    """The change to other usual hours, until those that were decided for a later day; from today."""
    if since_on < timezone.localdate():
        text = _("Office hours can be changed from today on; what lies behind stays as it was.")
        raise NotSo(text, fields={"since_on": text})
    later = OfficeHours.objects.filter(since_on__gt=since_on).order_by("since_on").first()
    return HoursChange(since_on, hours, reason, later and later.since_on)


def calendar_seed(*, actor) -> Edition | None:
    """Take over the published schedules, and provisional years up to three ahead; idempotent.

    Returns None when nothing had to change.
    """
    change = Seeding(timezone.localdate().year + YEARS_AHEAD)
    with transaction.atomic():
        _lock()
        outcome = change.outcome(calendar_read())
        return outcome and _enact(outcome, actor, change.action)


def _enact(outcome: Outcome, actor, action: str) -> Edition:
    edition = edition_write(outcome)
    record(actor=actor, subject=edition, action=action, note=outcome.reason, **outcome.told)
    edition.moved = follow(edition, actor)
    edition.save(update_fields=["moved"])
    return edition


def edition_write(outcome: Outcome) -> Edition:
    """Write the days from the first touched on anew: in one go, so that no two share an ordinal."""
    calendar, since = outcome.calendar, outcome.since_on
    for since_on, hours in outcome.usual_hours:
        kept = {"hours": hours_text(hours)}
        OfficeHours.objects.update_or_create(since_on=since_on, defaults=kept)
    ordinal = calendar.ordinal_on(since) - calendar.is_working(since)
    # Days off just before carry the hours of the next working day, which may be another now.
    start = calendar.day_at(ordinal) if ordinal else calendar.first
    Day.objects.filter(date__gte=start).delete()
    Stretch.objects.filter(date__gte=start).delete()
    days = (Day(**row) for row in day_columns(calendar) if row["date"] >= start)
    Day.objects.bulk_create(days, batch_size=BATCH)
    stretches = (Stretch(**row) for row in stretch_columns(calendar, start))
    Stretch.objects.bulk_create(stretches, batch_size=BATCH)
    calendar_forget()
    return Edition.objects.create(
        reason=outcome.reason, from_on=outcome.since_on, until_on=outcome.until_on
    )


def _stamp() -> str:
    return str(Edition.objects.order_by("-pk").values_list("stamp", flat=True).first())


def _lock() -> None:
    Edition.objects.select_for_update().order_by("pk").first()
