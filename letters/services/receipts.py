"""A receipt comes in, by one of three ways; nobody takes it back."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotNow, NotSo
from core.models import StoredFile
from enterprises.models import EnterpriseCode
from letters.access import SigningEnterprise
from letters.models import LetterLink, LetterRecipient, Receipt, ReceiptPhoto
from letters.services.letters import letter_locked
from letters.services.links import link_spend
from letters.workflow import CONFIRM, LETTER_WORKFLOW, RECORD

Way = Receipt.Way
MOST_PHOTOS = 5


@transaction.atomic
def receipt_confirm(
    *,
    recipient: LetterRecipient,
    signer_name: str,
    has_read: bool,
    link: LetterLink | None = None,
    code: EnterpriseCode | None = None,
    at: datetime | None = None,
) -> Receipt:
    """The enterprise confirms by its link or its code, once; NotNow when it cannot any more."""
    actor = SigningEnterprise.by_link(link) if link else SigningEnterprise.by_code(code)
    require(actor, CONFIRM, recipient)
    at = at or timezone.now()
    _check_signed(signer_name, has_read)
    locked = _awaiting(recipient, "confirm")
    if link:
        link_spend(link=link, at=at)
    else:
        _check_in_force(code)
    return _written(
        actor,
        locked,
        at,
        way=Way.LINK if link else Way.CODE,
        signer_name=_name(signer_name),
        signed_on=timezone.localdate(at),
        link=link,
        code=code,
    )


def _check_signed(signer_name: str, has_read: bool) -> None:
    faults = {}
    if not signer_name.strip():
        faults["signer_name"] = _("Please write the name of whoever signs.")
    if not has_read:
        faults["has_read"] = _("Please confirm that you have read and understood the letter.")
    if faults:
        raise NotSo(_("Not sent yet. Please look at what is marked."), fields=faults)


def _check_in_force(code: EnterpriseCode) -> None:
    in_force = EnterpriseCode.objects.filter(pk=code.pk, revoked_at__isnull=True)
    if in_force.select_for_update().first() is None:
        raise NotNow(_("This code is no longer valid. Please use the newest sheet."))


def _awaiting(recipient: LetterRecipient, move: str) -> LetterRecipient:
    """The recipient under a lock; NotNow if its receipt is there, or the letter is closed."""
    rows = LetterRecipient.objects.select_for_update(of=("self",))
    locked = rows.select_related("letter", "enterprise").get(pk=recipient.pk)
    LETTER_WORKFLOW.check(locked.letter, move)
    there = Receipt.objects.filter(recipient__in=(locked.pk, locked.standing.pk)).first()
    if there:
        raise NotNow(
            _("This letter is confirmed already: %(who)s, %(day)s.")
            % {"who": there.signer_name, "day": f"{there.signed_on:%Y-%m-%d}"}
        )
    if locked.taken_into_id:
        raise NotNow(_("This enterprise was merged with another, under which the letter stands."))
    return locked


def _name(signer_name: str) -> str:
    return " ".join(signer_name.split())[: Receipt._meta.get_field("signer_name").max_length]


def _written(actor, recipient: LetterRecipient, at: datetime, **facts) -> Receipt:
    receipt = Receipt.objects.create(recipient=recipient, confirmed_at=at, **facts)
    told = {"way": str(facts["way"]), "signer_name": facts["signer_name"]}
    record(actor=actor, subject=recipient, action="letter_confirm", at=at, **told)
    return receipt


@transaction.atomic
def receipt_record(
    *,
    actor,
    recipient: LetterRecipient,
    signer_name: str,
    signed_on: date,
    photos: Sequence[StoredFile],
    at: datetime | None = None,
) -> Receipt:
    """An official records a receipt signed on paper, with its photo; NotSo names what is wrong."""
    require(actor, RECORD, recipient)
    at = at or timezone.now()
    _check_paper(recipient, signer_name, signed_on, timezone.localdate(at))
    _check_photos(photos, is_needed=True)
    receipt = _written(
        actor,
        _awaiting(recipient, "record"),
        at,
        way=Way.PAPER,
        signer_name=_name(signer_name),
        signed_on=signed_on,
        recorded_by=actor,
    )
    _photos_add(receipt, photos)
    return receipt


def _check_paper(recipient: LetterRecipient, signer_name: str, signed_on: date, today) -> None:
    faults = {}
    if not signer_name.strip():
        faults["signer_name"] = _("Write who signed the receipt.")
    if signed_on > today:
        faults["signed_on"] = _("This day lies ahead. Enter the day on the receipt.")
    elif signed_on < timezone.localdate(recipient.letter.sent_at):
        faults["signed_on"] = _("The letter was sent only later. Look at the day once more.")
    if faults:
        raise NotSo(_("Not saved yet; please look at what is marked."), fields=faults)


def _check_photos(photos: Sequence[StoredFile], *, is_needed: bool) -> None:
    fault = ""
    if is_needed and not photos:
        fault = _("Add a photo of the signed receipt.")
    elif len(photos) > MOST_PHOTOS:
        fault = _("At most %d photos.") % MOST_PHOTOS
    elif not all(photo.is_photo for photo in photos):
        fault = _("Only photos, please: take one of the signed receipt.")
    if fault:
        raise NotSo(fault, fields={"photos": fault})


def _photos_add(receipt: Receipt, photos: Sequence[StoredFile]) -> None:
    ReceiptPhoto.objects.bulk_create(ReceiptPhoto(receipt=receipt, stored=one) for one in photos)


@transaction.atomic
def receipt_correct(
    *,
    actor,
    receipt: Receipt,
    signer_name: str,
    signed_on: date,
    reason: str,
    photos: Sequence[StoredFile] = (),
) -> Receipt:
    """Correct what was entered from paper; what stood there before stays in the trail.

    New photos take the place of the old ones, which stay too. NotNow for what the enterprise
    confirmed by itself.
    """
    recipient, now = receipt.recipient, timezone.now()
    require(actor, RECORD, recipient)
    letter_locked(recipient.letter, "correct")
    locked = Receipt.objects.select_for_update(of=("self",)).get(pk=receipt.pk)
    if not locked.is_on_paper:
        raise NotNow(_("The enterprise confirmed this by itself; there is nothing to correct."))
    if not reason.strip():
        raise NotSo(_("Say why it is corrected."), fields={"reason": _("Say why it is corrected.")})
    _check_paper(recipient, signer_name, signed_on, timezone.localdate(now))
    _check_photos(photos, is_needed=False)
    changes = _changed(locked, _name(signer_name), signed_on, photos)
    locked.corrected_at = now
    locked.save()
    if photos:
        locked.photos.filter(replaced_at__isnull=True).update(replaced_at=now)
        _photos_add(locked, photos)
    record(
        actor=actor, subject=recipient, action="letter_correct", at=now, note=reason.strip(),
        **changes,
    )  # fmt: skip
    return locked


def _changed(receipt: Receipt, signer_name: str, signed_on: date, photos) -> dict:
    """Write the new facts into the receipt; returns what that changed. NotSo if that is nothing."""
    changes = {}
    if receipt.signer_name != signer_name:
        changes["signer_name"] = [receipt.signer_name, signer_name]
    if receipt.signed_on != signed_on:
        changes["signed_on"] = [receipt.signed_on.isoformat(), signed_on.isoformat()]
    if photos:
        changes["photos"] = len(photos)
    if not changes:
        raise NotSo(_("Nothing is changed yet. Correct something, or leave it as it is."))
    receipt.signer_name, receipt.signed_on = signer_name, signed_on
    return changes
