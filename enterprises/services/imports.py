"""A register file on its way in: taken, checked row by row, confirmed."""

from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import require
from core.audit import record
from core.errors import NotNow, Overtaken
from core.intake.rows import batches_judged
from core.jobs import hint, job_run, keep
from core.sheets import guard, sheets_of
from enterprises import selectors
from enterprises.intake.headers import find_register
from enterprises.intake.rows import RowReader
from enterprises.intake.verdicts import Judge, Judgement
from enterprises.models import ImportJob, ImportRow
from enterprises.services.applying import import_apply

IMPORT = "enterprises.register_import"
RUN_TASK = "enterprises.tasks.import_run"
State, Stage, Verdict = ImportJob.State, ImportJob.Stage, ImportRow.Verdict

UNFINISHED = gettext_lazy(
    "The import could not be finished; nothing was changed. Please upload the file again."
)


def import_start(*, actor, file) -> ImportJob:
    """Keep the file and have it checked; NotSo at once for what cannot be a register."""
    require(actor, IMPORT)
    guard(file)
    with transaction.atomic():
        job = ImportJob.objects.create(
            created_by=actor, source=file, file_name=file.name.rsplit("/", 1)[-1][-200:]
        )
        record(actor=actor, subject=job, action="enterprises.import_start")
        hint(RUN_TASK, job.pk)
    return job


def import_confirm(*, actor, job: ImportJob) -> ImportJob:
    """Have a checked file applied; NotNow if it is not waiting for that."""
    require(actor, IMPORT, job)
    with transaction.atomic():
        job = ImportJob.objects.select_for_update().get(pk=job.pk)
        if not job.is_ready:
            raise NotNow(_("This import is not waiting for a confirmation. Please reload."))
        if not (job.added or job.changed):
            raise NotNow(_("There is nothing to add or change. The register stays as it is."))
        job.stage, job.state, job.attempts, job.is_overtaken = Stage.APPLY, State.QUEUED, 0, False
        job.save(update_fields=["stage", "state", "attempts", "is_overtaken"])
        record(actor=actor, subject=job, action="enterprises.import_confirm")
        hint(RUN_TASK, job.pk)
    return job


def import_run(*, pk: int) -> ImportJob | None:
    """Do what the job waits for: check the file, or apply it."""
    return job_run(ImportJob, pk, _work_on, unfinished=UNFINISHED)


def _work_on(job: ImportJob) -> None:
    if job.stage == Stage.CHECK:
        _check(job)
    else:
        try:
            import_apply(job=job)
        except Overtaken:
            keep(job, stage=Stage.CHECK, is_overtaken=True)
            _check(job)


def _check(job: ImportJob) -> None:
    """Read the file and write a verdict for each row; batch by batch, so that progress shows."""
    job.rows.all().delete()
    with job.source.open("rb") as file:
        table = find_register(sheets_of(file))
        keep(
            job,
            header=table.header,
            columns={name: column.header for name, column in table.columns.items()},
            progress_total=table.expected,
        )
        reader = RowReader(table.columns, selectors.towns_by_name(), timezone.localdate())
        counts = batches_judged(
            job, table.rows, read=reader.read, judge=Judge().judge, row_made=partial(_row, job)
        )
    keep(
        job,
        state=State.DONE,
        progress_total=job.progress_done,
        **{name: counts[name] for name in ("added", "changed", "left", "refused", "warned")},
    )


def _row(job: ImportJob, judgement: Judgement) -> ImportRow:
    row = judgement.row
    return ImportRow(
        job=job,
        number=row.number,
        verdict=judgement.verdict,
        name=(row.values.get("name") or " ".join(row.cells))[:200],
        enterprise_id=judgement.enterprise_id,
        values=row.values,
        changes=judgement.changes,
        messages=[message.as_json() for message in row.messages],
        cells=row.cells if judgement.verdict == Verdict.REFUSED else [],
    )
