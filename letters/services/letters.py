"""A letter as it is written, closed, and taken away as a workbook or on paper."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.selectors import load_calendar
from core.access import require
from core.audit import record
from core.errors import NotSo
from core.numbering import take_numbers
from enterprises.models import Segment
from enterprises.selectors import segments_counted
from letters.models import Letter, LetterLink
from letters.placeholders import FIELDS, unknown_fields
from letters.workflow import LETTER_WORKFLOW, MANAGE, LetterState
from organizations.models import Organization

NUMBER_PREFIX = "GZ"
LONGEST_TITLE = Letter._meta.get_field("title").max_length
LONGEST_BODY = 5000
MOST_REMIND_DAYS = 30


@transaction.atomic
def letter_save(*, actor, letter: Letter | None = None, **facts) -> Letter:
    """Write a letter or change a draft; NotSo names each field that is wrong.

    ``facts``: title, body, segment, reply_by_on, remind_days.
    """
    require(actor, MANAGE, letter)
    target = letter_locked(letter, "change") if letter else _begun(actor)
    _check(actor, **facts)
    changes = {}
    for name, value in _cleaned(facts).items():
        old = getattr(target, name) if letter else None
        if old != value:
            changes[name] = [_plain(old), _plain(value)]
        setattr(target, name, value)
    if letter is None:
        target.number = _number(target.created_at)
    target.save()
    changes.pop("body", None)
    action = "letter_change" if letter else "letter_write"
    record(actor=actor, subject=target, action=action, **changes)
    return target


def _begun(actor) -> Letter:
    unit = Organization.objects.filter(pk__in=actor.home_unit_ids).order_by("pk").first()
    return Letter(created_by=actor, created_at=timezone.now(), unit=unit)


def _number(at) -> str:
    prefix = f"{NUMBER_PREFIX}{timezone.localtime(at).year}"
    return f"{prefix}{take_numbers(prefix):06d}"


def _cleaned(facts: dict) -> dict:
    body = "\n".join(line.rstrip() for line in facts["body"].strip().splitlines())
    return {**facts, "title": " ".join(facts["title"].split()), "body": body}


def _plain(value):
    if isinstance(value, date):
        return value.isoformat()
    return value.name if isinstance(value, Segment) else value


def _check(
    actor, *, title: str, body: str, segment: Segment, reply_by_on: date, remind_days: int
) -> None:
    faults = {
        "title": _title_fault(title),
        "body": _body_fault(body),
        "segment": _segment_fault(actor, segment),
        "reply_by_on": reply_by_fault(reply_by_on),
        "remind_days": ""
        if 0 <= remind_days <= MOST_REMIND_DAYS
        else _("Choose between 0 and %d working days.") % MOST_REMIND_DAYS,
    }
    faults = {name: sentence for name, sentence in faults.items() if sentence}
    if faults:
        raise NotSo(_("Not saved yet; please look at what is marked."), fields=faults)


def _title_fault(title: str) -> str:
    if not title.strip():
        return _("Give the letter a title.")
    if len(title.strip()) > LONGEST_TITLE:
        return _("At most %d characters, please.") % LONGEST_TITLE
    return ""


def _body_fault(body: str) -> str:
    if not body.strip():
        return _("Write what the letter says.")
    if len(body) > LONGEST_BODY:
        return _("At most %d characters, please.") % LONGEST_BODY
    unknown = unknown_fields(body)
    if not unknown:
        return ""
    told = _(
        "There is no field %(unknown)s. The fields are %(known)s; take one of them, or the braces off."
    )
    return told % {"unknown": _in_braces(unknown), "known": _in_braces(FIELDS)}


def _in_braces(names) -> str:
    return "、".join(f"{{{name}}}" for name in names)


def _segment_fault(actor, segment: Segment) -> str:
    if segments_counted(user=actor, segments=[segment])[0].number:
        return ""
    return empty_fault(segment)


def empty_fault(segment: Segment) -> str:
    """That nobody would get it, and what to do."""
    told = _(
        "No enterprise is in “%(name)s” now, so the letter would go to nobody. Choose another"
        " segment, or change its conditions first."
    )
    return told % {"name": segment.name}


def reply_by_fault(day: date) -> str:
    """What is wrong with the day; empty if nothing."""
    if day <= timezone.localdate():
        return _("Choose a day after today: the recipients need time to answer.")
    try:
        load_calendar().day(day)
    except NotSo as refusal:
        return str(refusal.message)
    return ""


def letter_locked(letter: Letter, move: str) -> Letter:
    """The letter under a lock, once the move is possible as it stands; NotNow if it is not."""
    rows = Letter.objects.select_for_update(of=("self",)).select_related("segment")
    locked = rows.get(pk=letter.pk)
    LETTER_WORKFLOW.check(locked, move)
    return locked


@transaction.atomic
def letter_discard(*, actor, letter: Letter) -> None:
    """Throw a draft away; what was sent stays for ever."""
    require(actor, MANAGE, letter)
    locked = letter_locked(letter, "discard")
    record(actor=actor, subject=locked, action="letter_discard")
    recipients_discard(locked)
    locked.sendings.all().delete()
    locked.delete()


def recipients_discard(letter: Letter) -> None:
    """Let what a sending that broke off wrote give way; the caller holds the lock of the draft."""
    LetterLink.objects.filter(recipient__letter=letter).delete()
    letter.recipients.all().delete()


@transaction.atomic
def letter_close(*, actor, letter: Letter) -> None:
    """No receipt is taken any more; links and codes say so."""
    require(actor, MANAGE, letter)
    locked = letter_locked(letter, "close")
    locked.state, locked.closed_at = LetterState.CLOSED, timezone.now()
    locked.save(update_fields=["state", "closed_at"])
    counts = {
        "recipients": locked.recipients.standing().count(),
        "missing": locked.recipients.missing().count(),
    }
    record(actor=actor, subject=locked, action="letter_close", at=locked.closed_at, **counts)


@transaction.atomic
def letter_taken_away(*, actor, letter: Letter) -> None:
    """Note in the trail that somebody took its workbook away."""
    require(actor, Letter.view_permission, letter)
    record(actor=actor, subject=letter, action="letter_workbook")


@transaction.atomic
def letter_sheets_taken(*, actor, letter: Letter, sheets: int) -> None:
    """Note in the trail that somebody printed its sheets, which carry links."""
    require(actor, Letter.view_permission, letter)
    record(actor=actor, subject=letter, action="letter_sheets", sheets=sheets)
