"""The rest is reminded: whoever is in charge gets their list; the enterprises have no accounts."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.counting import WorkingCalendar
from calendars.selectors import load_calendar
from core.access import require
from core.audit import SYSTEM, record
from core.errors import NotNow
from letters.models import Letter, Reminder
from letters.models.letter import day_said
from letters.selectors.in_charge import people_in_charge
from letters.services.letters import letter_locked
from letters.workflow import MANAGE, LetterState
from notices.models import Notice
from notices.moments import working_moment
from notices.services import notices_post_many


@transaction.atomic
def letter_remind(*, actor, letter: Letter, at: datetime | None = None) -> Reminder:
    """Remind the rest now; NotNow if nobody is missing, or it was done today already."""
    require(actor, MANAGE, letter)
    locked, at = letter_locked(letter, "remind"), at or timezone.now()
    if locked.reminders.filter(on=timezone.localdate(at)).exists():
        raise NotNow(_("The rest was reminded today already. Once a day is enough."))
    made = _reminded(locked, at, actor)
    if made is None:
        raise NotNow(_("Everybody has confirmed; there is nobody to remind."))
    return made


def letters_remind(at: datetime | None = None) -> int:
    """Remind by itself where the day has come; returns for how many letters.

    In working hours only. What is due is read from the letters, so a missed run is made up for.
    """
    at, calendar = at or timezone.now(), load_calendar()
    if working_moment(at, calendar) != at:
        return 0
    waiting = Letter.objects.filter(
        state=LetterState.SENT, remind_days__gt=0, reply_by_on__gte=timezone.localdate(at)
    )
    keys = list(waiting.exclude(reminders__is_automatic=True).values_list("pk", flat=True))
    return sum(_remind_once(key, at, calendar) for key in keys)


@transaction.atomic
def _remind_once(key: int, at: datetime, calendar: WorkingCalendar) -> bool:
    """Under the letter's lock: several workers at once take turns, and the second finds it done."""
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=key)
    today, due = timezone.localdate(at), remind_on(letter, calendar)
    done = letter.reminders.filter(on__gte=due)
    if not letter.is_sent or today < due or done.exists():
        return False
    return _reminded(letter, at, None) is not None


def remind_on(letter: Letter, calendar: WorkingCalendar) -> date:
    """The day on which it reminds by itself; never the one on which it was sent."""
    day = calendar.working_day(letter.reply_by_on, -letter.remind_days).date
    sent = timezone.localdate(letter.sent_at)
    return day if day > sent else calendar.working_day(sent, 1).date


def _reminded(letter: Letter, at: datetime, actor) -> Reminder | None:
    rows = letter.recipients.missing().order_by("pk")
    missing = list(rows.values_list("enterprise", F("enterprise__town")))
    if not missing:
        return None
    on = timezone.localdate(at)
    people = people_in_charge(missing, day=on, else_to=letter.sent_by)
    made = Reminder.objects.create(
        letter=letter, on=on, at=at, is_automatic=actor is None, made_by=actor,
        missing=len(missing), told=len(people),
    )  # fmt: skip
    notices_post_many([_notice(made, person, count) for person, count in people.items()])
    told = {"missing": made.missing, "told": made.told}
    record(actor=actor or SYSTEM, subject=letter, action="letter_remind", at=at, **told)
    return made


def _notice(made: Reminder, person: int, count: int) -> Notice:
    letter = made.letter
    address = reverse("letters:recipients", args=[letter.number])
    return Notice(
        recipient_id=person,
        template="letters.reminder",
        label=str(letter)[:200],
        params={"count": count, "day": day_said(letter.reply_by_on)},
        level=Notice.Level.BLUE,
        url=f"{address}?receipt=missing",
        subject_type="letters.letter",
        subject_id=letter.pk,
        dedupe_key=f"letter_reminder:{letter.pk}:{made.on}:user:{person}",
    )
