"""The single-use link by which a recipient confirms: made, replaced, spent."""

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.moments import instant
from core.access import require
from core.audit import record
from core.errors import NotNow
from letters.models import Letter, LetterLink, LetterRecipient
from letters.services.letters import letter_locked
from letters.workflow import RECORD

LAST_MINUTE = time(23, 59)


def link_new(*, actor, recipient: LetterRecipient, letter: Letter, at: datetime) -> LetterLink:
    """A link not written yet; it lives for 14 days, and at least until receipts are wanted."""
    link = LetterLink(
        recipient=recipient, made_by=actor, made_at=at, expires_at=_expires_at(letter, at)
    )
    link.derive()
    return link


def _expires_at(letter: Letter, at: datetime) -> datetime:
    return max(at + LetterLink.LIVES, instant(letter.reply_by_on, LAST_MINUTE))


@transaction.atomic
def link_renew(*, actor, recipient: LetterRecipient) -> LetterLink:
    """Give a recipient a new link; the one before opens nothing any more.

    NotNow once the receipt is there, or the letter is closed.
    """
    require(actor, RECORD, recipient)
    letter, now = letter_locked(recipient.letter, "renew_link"), timezone.now()
    if LetterRecipient.objects.missing().filter(pk=recipient.pk).first() is None:
        raise NotNow(_("This receipt is there already; no link is needed."))
    recipient.links.filter(used_at__isnull=True, superseded_at__isnull=True).update(
        superseded_at=now
    )
    link = link_new(actor=actor, recipient=recipient, letter=letter, at=now)
    link.save()
    record(actor=actor, subject=recipient, action="letter_link_renew", at=now)
    return link


def link_spend(*, link: LetterLink, at: datetime) -> None:
    """Mark the link as used; NotNow if it is used, expired or replaced."""
    if not LetterLink.objects.unused(at).filter(pk=link.pk).update(used_at=at):
        raise NotNow(_("This link takes no receipt any more. Please ask us for a new one."))
