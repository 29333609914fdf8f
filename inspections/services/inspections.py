"""An inspection is recorded: the visit with its hazards, and each item's judgement, once."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import record
from core.errors import DomainError, NotSo
from core.numbering import take_numbers
from core.uploads import CleanPhoto, photo_keep
from enterprises.models import Enterprise
from inspections.models import InspectedList, Inspection, Judgement, JudgementPhoto
from inspections.services.entries import (
    InspectionEntry,
    beside_items,
    hazard_of,
    inspection_check,
    photos_of_passed,
)
from inspections.workflow import Result
from visits.models import PlannedVisit, Visit
from visits.services import visit_log

NUMBER_PREFIX = "JC"


def inspection_record(
    *,
    actor,
    enterprise: Enterprise,
    submission_key: UUID,
    entry: InspectionEntry,
    at: datetime | None = None,
    **visit,
) -> Inspection:
    """Log the visit as an inspection, with a hazard for each item that failed; all or nothing.

    The caps, the plan and "the same key once" are those of ``visit_log``, which is given ``visit``.
    The same key again returns the inspection there is, with no second hazard.
    """
    at = at or timezone.now()
    inspection_check(entry)
    photos = photos_of_passed(entry)
    with transaction.atomic():
        made = _visit(actor, enterprise, submission_key, entry, at, visit)
        there = Inspection.objects.filter(visit=made).first()
        if there:
            return there
        if made.created_at < at:
            raise NotSo(_("This page was already used for another visit. Open a new one."))
        return _written(actor, made, entry, photos, at, visit.get("planned"))


def _visit(actor, enterprise, submission_key, entry: InspectionEntry, at, visit: dict) -> Visit:
    failed = entry.failed
    fields = {
        item.pk: version.check_list.field
        for version in entry.versions
        for item in version.items.all()
    }
    try:
        return visit_log(
            actor=actor,
            enterprise=enterprise,
            submission_key=submission_key,
            at=at,
            purpose=Visit.Purpose.INSPECTION,
            situation=_said(entry),
            findings=[hazard_of(one, fields[one.item.pk]) for one in failed],
            **visit,
        )
    except DomainError as refusal:
        raise beside_items(refusal, failed) from refusal


def _said(entry: InspectionEntry) -> str:
    """The visit's situation in words: by which lists, and how it came out."""
    told = _(
        "Inspected by %(lists)s: %(passed)d passed, %(failed)d not passed, %(rest)d not applicable."
    ) % {
        "lists": "、".join(version.name for version in entry.versions),
        "passed": sum(one.result == Result.PASS for one in entry.judgements),
        "failed": len(entry.failed),
        "rest": sum(one.result == Result.NOT_APPLICABLE for one in entry.judgements),
    }
    return f"{told}\n{entry.opinion.strip()}".strip()


def _written(
    actor,
    visit: Visit,
    entry: InspectionEntry,
    photos: dict[int, list[CleanPhoto]],
    at: datetime,
    planned: PlannedVisit | None,
) -> Inspection:
    judged = [one for one in entry.judgements if one.result != Result.NOT_APPLICABLE]
    inspection = Inspection.objects.create(
        number=_number(at),
        visit=visit,
        kind=entry.kind,
        met=entry.met.strip(),
        opinion=entry.opinion.strip(),
        reached=sum(one.item.score for one in judged if not one.is_failed),
        possible=sum(one.item.score for one in judged),
        failed=len(entry.failed),
    )
    inspection.units.set(_units(visit, planned))
    _judge(actor, inspection, entry, photos)
    record(
        actor=actor,
        subject=inspection,
        action="inspection_record",
        at=at,
        lists=[str(version) for version in entry.versions],
        failed=inspection.failed,
    )
    return inspection


def _number(at: datetime) -> str:
    prefix = f"{NUMBER_PREFIX}{timezone.localtime(at).year}"
    return f"{prefix}{take_numbers(prefix):06d}"


def _units(visit: Visit, planned: PlannedVisit | None) -> set[int]:
    """The unit of whoever logged it, and those for which others joined the plan."""
    joined = planned.rows.values_list("unit", flat=True) if planned else ()
    return {visit.unit_id, *filter(None, joined)}


def _judge(actor, inspection: Inspection, entry: InspectionEntry, photos) -> None:
    """Write each judgement, a failed one with its finding: they come in the same order."""
    findings = iter(inspection.visit.findings.order_by("position"))
    found = {one.item.pk: next(findings) for one in entry.failed}
    by_version = {
        version.pk: InspectedList.objects.create(inspection=inspection, version=version)
        for version in entry.versions
    }
    for one in entry.judgements:
        judgement = Judgement.objects.create(
            inspected=by_version[one.item.version_id],
            item=one.item,
            result=one.result,
            note=one.note.strip(),
            finding=found.get(one.item.pk),
        )
        for photo in photos.get(one.item.pk, ()):
            stored = photo_keep(actor=actor, photo=photo)
            JudgementPhoto.objects.create(judgement=judgement, stored=stored)
