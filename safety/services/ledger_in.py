"""A ledger kept elsewhere on its way in: taken, its columns told, checked row by row, confirmed."""

import hashlib
from collections import Counter
from functools import partial
from itertools import islice

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calendars.selectors import calendar_held
from core.access import require
from core.audit import record
from core.errors import NotNow, NotSo
from core.intake.rows import batches_judged
from core.intake.table import Table, find_table
from core.intake.values import text_of
from core.jobs import hint, job_run, keep
from core.sheets import guard, sheets_of
from enterprises.models import Enterprise
from safety.ledger.headings import fields_meant, plain_heading, weight
from safety.ledger.rows import RowReader
from safety.ledger.verdicts import Judge, Judgement
from safety.models import LedgerImport, LedgerImportRow, LedgerLayout, LedgerWord
from safety.selectors.ledger import words_known
from safety.services.ledger_apply import ledger_apply

IMPORT = "safety.ledger_import"
RUN_TASK = "safety.tasks.ledger_run"
SAMPLES, WORDS_MOST = 3, 40
State, Stage = LedgerImport.State, LedgerImport.Stage

UNFINISHED = gettext_lazy(
    "The import could not be finished; what was taken over so far is kept. Upload the file again:"
    " nothing comes in twice."
)


def ledger_start(*, actor, file) -> LedgerImport:
    """Keep the file and read its headings; with headings this unit told before it is checked.

    NotSo at once for what cannot be a ledger.
    """
    require(actor, IMPORT)
    guard(file)
    table = _table(file)
    width, first = len(table.header), islice(table.rows, SAMPLES)
    samples = [[text_of(cell)[:40] for cell in row[:width]] for _number, row in first]
    unit_id = min(actor.home_unit_ids)
    layout = LedgerLayout.objects.filter(unit=unit_id, headings=digest_of(table.header)).first()
    with transaction.atomic():
        job = LedgerImport.objects.create(
            created_by=actor,
            unit_id=unit_id,
            source=file,
            file_name=file.name.rsplit("/", 1)[-1][-200:],
            header=table.header,
            samples=samples,
            columns=layout.columns if layout else fields_meant(table.header),
            state=State.DONE,
        )
        record(actor=actor, subject=job, action="safety.ledger_start")
    if layout and {"enterprise", "uscc"} & layout.columns.keys():
        _queue(job)
    return job


def _table(file) -> Table:
    table = find_table(sheets_of(file), weight)
    if table is None:
        raise NotSo(_("No row of headings was found in the first 10 rows. Add one, and try again."))
    return table


def digest_of(header: list[str]) -> str:
    """By which the same headings are known again, whoever typed the blanks between them."""
    return hashlib.sha256("|".join(map(plain_heading, header)).encode()).hexdigest()


@transaction.atomic
def ledger_map(
    *, actor, job: LedgerImport, columns: dict[str, int], field: str, enterprise: Enterprise | None
) -> None:
    """Say which column is which; it is kept for the unit's next file, and the rows are checked."""
    require(actor, IMPORT, job)
    job = LedgerImport.objects.select_for_update().get(pk=job.pk)
    _check_open(job)
    missing = [name for name in ("description", "found_on") if name not in columns]
    if missing:
        raise NotSo(_("Say which column it is."), fields=dict.fromkeys(missing, ""))
    if enterprise is None and not {"enterprise", "uscc"} & columns.keys():
        raise NotSo(
            _("Say which column names the enterprise, or choose one for all rows."),
            fields={"enterprise": ""},
        )
    if enterprise is not None:
        require(actor, IMPORT, enterprise)
    LedgerLayout.objects.update_or_create(
        unit=job.unit,
        headings=digest_of(job.header),
        defaults={"columns": columns, "saved_by": actor, "saved_at": timezone.now()},
    )
    job.columns, job.field, job.enterprise = columns, field, enterprise
    job.save(update_fields=["columns", "field", "enterprise"])
    _queue(job)


@transaction.atomic
def ledger_words(*, actor, job: LedgerImport, meanings: list[tuple[str, str, object]]) -> None:
    """Say what words mean: (kind, key, meaning or enterprise); kept, and the rows checked again."""
    require(actor, IMPORT, job)
    job = LedgerImport.objects.select_for_update().get(pk=job.pk)
    _check_open(job)
    if not meanings:
        raise NotSo(_("Say of at least one word what it means."))
    for kind, key, meaning in meanings:
        if kind == LedgerWord.Kind.ENTERPRISE:
            require(actor, IMPORT, meaning)
            facts = {"enterprise": meaning}
        else:
            facts = {"meaning": meaning}
        LedgerWord.objects.update_or_create(unit=job.unit, kind=kind, key=key, defaults=facts)
    _queue(job)


def ledger_confirm(*, actor, job: LedgerImport) -> None:
    """Have the checked rows taken over; NotNow if the file is not waiting for that."""
    require(actor, IMPORT, job)
    with transaction.atomic():
        job = LedgerImport.objects.select_for_update().get(pk=job.pk)
        if not job.is_ready:
            raise NotNow(_("This import is not waiting for a confirmation. Please reload."))
        if not job.added:
            raise NotNow(_("There is nothing to take over. The ledger stays as it is."))
        job.stage, job.state, job.attempts = Stage.APPLY, State.QUEUED, 0
        job.save(update_fields=["stage", "state", "attempts"])
        record(actor=actor, subject=job, action="safety.ledger_confirm")
        hint(RUN_TASK, job.pk)


def _check_open(job: LedgerImport) -> None:
    if job.stage != Stage.CHECK or job.is_underway:
        raise NotNow(_("This file is being worked on, or was taken over. Please reload."))


def _queue(job: LedgerImport) -> None:
    job.is_mapped, job.state, job.attempts, job.message = True, State.QUEUED, 0, ""
    job.save(update_fields=["is_mapped", "state", "attempts", "message"])
    hint(RUN_TASK, job.pk)


def ledger_run(*, pk: int) -> LedgerImport | None:
    """Do what the job waits for: check the rows, or take them over."""
    return job_run(LedgerImport, pk, _work_on, unfinished=UNFINISHED)


def _work_on(job: LedgerImport) -> None:
    with calendar_held():
        if job.stage == Stage.CHECK:
            _check(job)
        else:
            ledger_apply(job=job, judge=judge_for(job))


def judge_for(job: LedgerImport) -> Judge:
    known = words_known(job.unit_id, LedgerWord.Kind.ENTERPRISE)
    reach = Enterprise.objects.allowing(job.created_by, IMPORT)
    return Judge(reach=reach, known=known, whole=job.enterprise, today=timezone.localdate())


def _check(job: LedgerImport) -> None:
    """Read the file and write a verdict for each row; the words nobody knows are gathered."""
    job.rows.all().delete()
    unknown: dict[str, Counter] = {}
    with job.source.open("rb") as file:
        table = _table(file)
        keep(job, progress_total=table.expected)
        reader = RowReader(
            columns=job.columns,
            levels=words_known(job.unit_id, LedgerWord.Kind.LEVEL),
            states=words_known(job.unit_id, LedgerWord.Kind.STATE),
            default_field=job.field,
            today=timezone.localdate(),
        )
        counts = batches_judged(
            job,
            table.rows,
            read=reader.read,
            judge=judge_for(job).judge,
            row_made=partial(_row, job, unknown),
        )
    told = {kind: dict(words.most_common(WORDS_MOST)) for kind, words in unknown.items()}
    numbers = {name: counts[name] for name in ("added", "left", "refused", "warned")}
    keep(job, state=State.DONE, progress_total=job.progress_done, unknown=told, **numbers)


_WORD_ASKED = {
    "level_unknown": "level",
    "state_unknown": "state",
    "enterprise_unknown": "enterprise",
    "enterprise_ambiguous": "enterprise",
}


def _row(job: LedgerImport, unknown: dict[str, Counter], judgement: Judgement) -> LedgerImportRow:
    row = judgement.row
    for said in row.messages:
        if kind := _WORD_ASKED.get(said.code):
            unknown.setdefault(kind, Counter())[said.particulars["value"]] += 1
    return LedgerImportRow(
        job=job,
        number=row.number,
        verdict=judgement.verdict,
        becomes=judgement.becomes,
        name=(row.values.get("description") or " ".join(row.cells))[:200],
        values=row.values,
        messages=[message.as_json() for message in row.messages],
        cells=row.cells,
    )
