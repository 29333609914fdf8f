"""The confirmed rows into the register: all or nothing, by statements over many rows."""

from collections.abc import Iterable, Iterator

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import record, record_many
from core.errors import Overtaken
from core.intake.rows import BATCH, ParsedRow
from core.jobs import keep
from core.numbering import take_numbers
from enterprises.intake.verdicts import Judge, Judgement
from enterprises.models import Enterprise, ImportJob, ImportRow
from enterprises.services.tags import tags_set

SERIES = "enterprises.import"
DERIVED = ("name", "name_key", "initials", "scale", "search", "updated_at")
Verdict = ImportRow.Verdict


def import_apply(*, job: ImportJob) -> None:
    """Apply the rows as they were shown; Overtaken, with nothing changed, if they no longer hold.

    Imports apply one after another: each takes a number whose row stays locked until it ends.
    """
    try:
        with transaction.atomic():
            take_numbers(SERIES)
            keep(job)
            judge = Judge()
            for rows in _batches(job):
                _apply_batch(job, rows, judge)
            now = timezone.now()
            keep(job, state=ImportJob.State.DONE, applied_at=now, progress_done=job.progress_total)
            counts = {name: getattr(job, name) for name in ("added", "changed", "left", "refused")}
            record(
                actor=job.created_by, subject=job, action="enterprises.register_import", **counts
            )
    except IntegrityError as error:
        raise _overtaken() from error


def _overtaken() -> Overtaken:
    return Overtaken(_("The register changed since this file was checked."))


def _batches(job: ImportJob) -> Iterator[list[ImportRow]]:
    rows = job.rows.exclude(verdict=Verdict.REFUSED).order_by("number")
    last = 0
    while batch := list(rows.filter(number__gt=last)[:BATCH]):
        yield batch
        last = batch[-1].number


def _apply_batch(job: ImportJob, rows: list[ImportRow], judge: Judge) -> None:
    judgements = judge.judge([ParsedRow(row.number, row.values) for row in rows], lock=True)
    for row, judgement in zip(rows, judgements, strict=True):
        shown = (row.verdict, row.enterprise_id, row.changes)
        if shown != (judgement.verdict, judgement.enterprise_id, judgement.changes):
            raise _overtaken()
    _add(job, [one for one in judgements if one.verdict == Verdict.ADDED])
    _change(job, [one for one in judgements if one.verdict == Verdict.CHANGED])


def _add(job: ImportJob, judgements: list[Judgement]) -> None:
    added = [_filled(Enterprise(), judgement.row.values) for judgement in judgements]
    Enterprise.objects.bulk_create(added, batch_size=BATCH)
    _tag(zip(added, judgements, strict=True))
    record_many(
        actor=job.created_by,
        action="enterprises.enterprise_add",
        changes=((enterprise, {"import": job.pk}) for enterprise in added),
    )


def _change(job: ImportJob, judgements: list[Judgement]) -> None:
    if not judgements:
        return
    now = timezone.now()
    changed = []
    for judgement in judgements:
        given = judgement.row.values
        enterprise = _filled(
            judgement.enterprise, {name: given[name] for name in judgement.changes}
        )
        enterprise.updated_at = now
        changed.append(enterprise)
    fields = {name for judgement in judgements for name in judgement.changes} - {"tags"}
    Enterprise.objects.bulk_update(changed, sorted(fields | {*DERIVED}), batch_size=BATCH)
    _tag((one.enterprise, one) for one in judgements)
    record_many(
        actor=job.created_by,
        action="enterprises.enterprise_change",
        changes=((one.enterprise, {**one.changes, "import": job.pk}) for one in judgements),
    )


def _tag(pairs: Iterable[tuple[Enterprise, Judgement]]) -> None:
    tags_set({one: given.row.values["tags"] for one, given in pairs if "tags" in given.row.values})


def _filled(enterprise: Enterprise, values: dict) -> Enterprise:
    for name, value in values.items():
        if name == "tags":
            continue
        field = Enterprise._meta.get_field(name)
        setattr(enterprise, field.attname, field.to_python(value))
    enterprise.derive()
    return enterprise
