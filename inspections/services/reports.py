"""The enterprise reads the report and signs it: by a link, once, or on paper."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotNow, NotSo
from core.models import StoredFile
from inspections.access import SigningEnterprise
from inspections.models import Inspection, ReportLink, Signature, SignaturePhoto
from inspections.workflow import INSPECT, REPORT_WORKFLOW, SIGN

MOST_PHOTOS = 5


@transaction.atomic
def report_link_make(*, actor, inspection: Inspection) -> ReportLink:
    """A link to read and sign by; one given out before opens nothing any more."""
    require(actor, INSPECT, inspection.visit.enterprise)
    locked, now = _locked(inspection, "link"), timezone.now()
    locked.links.filter(superseded_at__isnull=True).update(superseded_at=now)
    link = ReportLink.objects.create(
        inspection=locked, made_by=actor, made_at=now, expires_at=now + ReportLink.LIVES
    )
    record(actor=actor, subject=locked, action="report_link", at=now)
    return link


@transaction.atomic
def report_sign(
    *,
    link: ReportLink,
    signer_name: str,
    has_read: bool,
    signer_post: str = "",
    objection: str = "",
) -> Signature:
    """The enterprise signs by its link; NotNow when the link takes no signature any more."""
    actor, now = SigningEnterprise(link), timezone.now()
    require(actor, SIGN, link.inspection)
    faults = {}
    if not signer_name.strip():
        faults["signer_name"] = _("Please write the name of whoever signs.")
    if not has_read:
        faults["has_read"] = _("Please confirm that you have read the report.")
    if faults:
        raise NotSo(_("Not sent yet. Please look at what is marked."), fields=faults)
    locked = _locked(link.inspection, "sign")
    if not ReportLink.objects.unused(now).filter(pk=link.pk).update(used_at=now):
        raise NotNow(_("This link takes no signature any more. Please ask us for a new one."))
    return _signed(
        actor,
        locked,
        way=Signature.Way.LINK,
        link=link,
        signer_name=signer_name.strip(),
        signer_post=signer_post.strip(),
        objection=objection.strip(),
        signed_on=timezone.localdate(now),
    )


@transaction.atomic
def report_record(
    *,
    actor,
    inspection: Inspection,
    signer_name: str,
    signed_on: date,
    photos: Sequence[StoredFile],
    signer_post: str = "",
    objection: str = "",
) -> Signature:
    """An official records a report signed on paper, with its photo; NotSo names what is wrong."""
    require(actor, INSPECT, inspection.visit.enterprise)
    _check_paper(inspection, signer_name, signed_on, photos)
    signature = _signed(
        actor,
        _locked(inspection, "record"),
        way=Signature.Way.PAPER,
        recorded_by=actor,
        signer_name=signer_name.strip(),
        signer_post=signer_post.strip(),
        objection=objection.strip(),
        signed_on=signed_on,
    )
    SignaturePhoto.objects.bulk_create(
        SignaturePhoto(signature=signature, stored=photo) for photo in photos
    )
    return signature


def _check_paper(inspection: Inspection, signer_name: str, signed_on: date, photos) -> None:
    faults = {}
    if not signer_name.strip():
        faults["signer_name"] = _("Write who signed the report.")
    if signed_on > timezone.localdate():
        faults["signed_on"] = _("This day lies ahead. Enter the day on the report.")
    elif signed_on < timezone.localdate(inspection.visit.visited_at):
        faults["signed_on"] = _("The inspection was only later. Look at the day once more.")
    if not photos:
        faults["photos"] = _("Add a photo of the signed report.")
    elif len(photos) > MOST_PHOTOS:
        faults["photos"] = _("At most %d photos.") % MOST_PHOTOS
    if faults:
        raise NotSo(_("Not saved yet; please look at what is marked."), fields=faults)


def _locked(inspection: Inspection, move: str) -> Inspection:
    rows = Inspection.objects.select_for_update(of=("self",)).select_related("visit__enterprise")
    locked = rows.get(pk=inspection.pk)
    REPORT_WORKFLOW.check(locked, move)
    return locked


def _signed(actor, inspection: Inspection, **facts) -> Signature:
    signature = Signature.objects.create(inspection=inspection, signed_at=timezone.now(), **facts)
    record(
        actor=actor,
        subject=inspection,
        action="report_sign",
        note=signature.objection,
        way=str(signature.way),
        signer_name=signature.signer_name,
    )
    return signature
