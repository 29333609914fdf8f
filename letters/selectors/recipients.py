"""What one recipient has of a letter: for officials, and for whoever holds its link or code."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, QuerySet

from enterprises.models import Enterprise, EnterpriseCode
from letters.models import LetterLink, LetterRecipient, Receipt, ReceiptPhoto
from letters.workflow import LetterState


def recipient_shown(*, user) -> QuerySet[LetterRecipient]:
    """The recipients of letters that were sent, with what the page of one needs."""
    rows = LetterRecipient.objects.visible_to(user).filter(letter__sent_at__isnull=False)
    return rows.select_related(
        "letter__unit", "letter__segment", "enterprise__town", "receipt__recorded_by", "taken_into"
    ).defer("enterprise__search", "enterprise__scope")


def recipients_taken_in(*, recipient: LetterRecipient) -> QuerySet[LetterRecipient]:
    """Rows of merged enterprises beside this one that have a receipt of their own."""
    return recipient.taken_in.filter(receipt__isnull=False).select_related("letter", "receipt")


def link_in_force(*, recipient: LetterRecipient) -> LetterLink | None:
    return recipient.links.filter(superseded_at__isnull=True).first()


def photos_of(*, receipt: Receipt) -> QuerySet[ReceiptPhoto]:
    """The photos of a receipt on paper, those in force first."""
    photos = receipt.photos.select_related("stored")
    return photos.order_by(F("replaced_at").desc(nulls_first=True), "id")


def letters_of_enterprise(*, user, enterprise: Enterprise) -> QuerySet[LetterRecipient]:
    """What was sent to an enterprise, the newest first, as far as this person sees it."""
    rows = recipient_shown(user=user).standing().filter(enterprise=enterprise)
    return rows.order_by("-letter__sent_at", "-id")


# Without an account


def link_by_token(token: str) -> LetterLink | None:
    """The link with what its page needs, or None for a wrong token."""
    links = LetterLink.objects.by_token(token).select_related(
        "recipient__letter__unit", "recipient__enterprise", "recipient__receipt"
    )
    return links.defer("recipient__enterprise__search").first()


def letters_by_code(*, code: EnterpriseCode) -> QuerySet[LetterRecipient]:
    """What was sent to the enterprise whose code is in hand, the newest first."""
    rows = LetterRecipient.objects.standing().filter(
        enterprise=code.enterprise_id, letter__sent_at__isnull=False
    )
    return rows.select_related("letter__unit", "enterprise", "receipt").order_by("-id")


def letters_waiting(*, code: EnterpriseCode) -> QuerySet[LetterRecipient]:
    """Of these, those that can be confirmed now."""
    return letters_by_code(code=code).filter(receipt__isnull=True, letter__state=LetterState.SENT)


def links_of(recipients: Iterable[LetterRecipient], now: datetime) -> dict[int, LetterLink]:
    """Recipient → its link that opens something now; one statement for many."""
    keys = [one.pk for one in recipients]
    return {
        link.recipient_id: link
        for link in LetterLink.objects.unused(now).filter(recipient__in=keys)
    }
