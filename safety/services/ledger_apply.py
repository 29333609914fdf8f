"""The confirmed rows of a ledger: history is recorded, what is open becomes a hazard of the one spine.

Batch by batch: a stopped import goes on where it stopped, and a line that stands here is left.
"""

from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.selectors import load_calendar
from core.audit import record, record_many
from core.intake.rows import ParsedRow
from core.jobs import keep
from core.numbering import take_numbers
from enterprises.services import enterprise_held
from issues.models import Case
from issues.services.cases import case_open
from issues.services.deadlines import deadlines_start
from issues.services.dispatch import dispatched_mark, lead_name
from issues.services.steps import Step, case_step
from issues.workflow import Kind, Stage
from safety.ledger.verdicts import Becomes, Judge, Judgement, Verdict
from safety.models import Hazard, LedgerImport, LedgerImportRow, LedgerRecord, RectificationPlan
from safety.selectors import authority_of
from safety.services.finding import particulars_keep
from safety.services.telling import taken_over_tell
from safety.workflow import Grade

BATCH = 100
SERIES = "TZ"
TITLE_MOST = Case._meta.get_field("title").max_length
PLACE_MOST = Hazard._meta.get_field("place").max_length


def ledger_apply(*, job: LedgerImport, judge: Judge) -> None:
    """Take the rows over as they now stand, those of an earlier attempt excepted."""
    done = set(job.records.values_list("row_number", flat=True))
    rows = job.rows.filter(verdict=Verdict.ADDED).exclude(number__in=done).order_by("number")
    total, last = rows.count(), 0
    while batch := list(rows.filter(number__gt=last)[:BATCH]):
        last = batch[-1].number
        with transaction.atomic():
            _take_over(job, batch, judge)
            keep(job, progress_done=job.progress_done + len(batch), progress_total=total)
    with transaction.atomic():
        found = dict(job.rows.values_list("verdict").annotate(count=Count("pk")).order_by())
        counts = {str(name): found.get(name, 0) for name in Verdict.values}
        keep(job, state=LedgerImport.State.DONE, applied_at=timezone.now(), **counts)
        record(actor=job.created_by, subject=job, action="safety.ledger_import", **counts)
        taken_over_tell(job=job)


def _take_over(job: LedgerImport, rows: list[LedgerImportRow], judge: Judge) -> None:
    judged = judge.judge([ParsedRow(row.number, row.values, cells=row.cells) for row in rows])
    for row, one in zip(rows, judged, strict=True):
        if (row.verdict, row.becomes) != (one.verdict, one.becomes):
            row.verdict, row.becomes = one.verdict, one.becomes
            row.messages = [message.as_json() for message in one.row.messages]
            row.save(update_fields=["verdict", "becomes", "messages"])
    kept = [one for one in judged if one.verdict == Verdict.ADDED]
    if not kept:
        return
    for one in kept:
        one.enterprise = enterprise_held(one.enterprise)
    now = timezone.now()
    year = f"{SERIES}{timezone.localtime(now).year}"
    first = take_numbers(year, len(kept))
    records = [
        _record(job, one, f"{year}{first + place:06d}", now) for place, one in enumerate(kept)
    ]
    for made, one in zip(records, kept, strict=True):
        if one.becomes != Becomes.RECORD:
            made.case = _hazard(job, one, now)
    LedgerRecord.objects.bulk_create(records)
    record_many(
        actor=job.created_by,
        action="safety.ledger_record",
        changes=((made, {"import": job.pk, "row": made.row_number}) for made in records),
    )


_AS_THEY_STOOD = (
    *("found_by", "place", "description", "measures", "funds", "person", "contingency"),
    *("acceptor_unit", "acceptor", "field", "grade", "standing", "found_on"),
)
_DAYS = ("due_on", "done_on", "accepted_on")


def _record(job: LedgerImport, one: Judgement, number: str, now: datetime) -> LedgerRecord:
    given = one.row.values
    return LedgerRecord(
        number=number,
        enterprise=one.enterprise,
        unit=job.unit,
        responsible=given.get("unit", ""),
        cells=one.row.cells,
        fingerprint=one.fingerprint,
        job=job,
        row_number=one.row.number,
        recorded_by=job.created_by,
        recorded_at=now,
        **{name: given.get(name, "") for name in _AS_THEY_STOOD},
        **{name: given.get(name) for name in _DAYS},
    )


def _hazard(job: LedgerImport, one: Judgement, now: datetime) -> Case:
    """Open the hazard; one that is ordinary and led goes on being rectified by the date it had."""
    given, actor = one.row.values, job.created_by
    case = case_open(
        actor=actor,
        kind=Kind.HAZARD,
        enterprise=one.enterprise,
        title=given["description"][:TITLE_MOST],
        description=given["description"],
        source=Case.Source.LEDGER,
        oversight_unit=authority_of(given["field"]),
        at=now,
    )
    place = given.get("place", "")[:PLACE_MOST]
    particulars_keep(case, field=given["field"], place=place)
    if one.becomes == Becomes.RECTIFYING:
        with case_step(actor=actor, case=case, move="take_over", note=_note(job, one)) as step:
            _give(step, actor, one)
    return case


def _note(job: LedgerImport, one: Judgement) -> str:
    facts = {"file": job.file_name, "row": one.row.number}
    return _("From row %(row)s of %(file)s, as its ledger has it.") % facts


def _give(step: Step, actor, one: Judgement) -> None:
    given, case = one.row.values, step.case
    case.grade = Grade.ORDINARY
    lead_name(step, one.lead)
    dispatched_mark(step)
    due_at = _due(given)
    if due_at:
        found_at = datetime.combine(date.fromisoformat(given["found_on"]), time())
        started_at = timezone.make_aware(found_at)
        deadlines_start(case, (Stage.RECTIFY,), at=started_at, due={Stage.RECTIFY: due_at})
    measures, person = given.get("measures", ""), given.get("person", "")[:50]
    Hazard.objects.filter(case=case).update(rectifier=person)
    if measures and person:
        RectificationPlan.objects.create(
            case=case,
            round=case.round,
            grade=case.grade,
            measures=measures,
            person=person,
            funds=given.get("funds", "")[:100],
            contingency=given.get("contingency", ""),
            due_at=due_at,
            made_by=actor,
            made_at=step.at,
        )


def _due(given: dict) -> datetime | None:
    """The close of business of the day the ledger gives; a day off moves on."""
    day = given.get("due_on")
    return load_calendar().working_day(date.fromisoformat(day)).closes_at if day else None
