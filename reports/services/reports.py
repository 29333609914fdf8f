"""A report being made: what it is made of is kept first, the file follows.

The file can be taken away again and made once more from what was kept, with the same bytes.
"""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import is_allowed, require
from core.archives import steady
from core.audit import record
from core.errors import NotNow
from core.jobs import job_run, keep, waiting
from core.models import Job, StoredFile
from core.office import CONTENT_TYPE as EXCEL
from core.office import Table, tables_written
from core.snapshots import snapshot
from core.uploads import made_keep
from reports.access_kept import reach_of
from reports.briefs.document import CONTENT_TYPE as WORD
from reports.briefs.document import brief_written
from reports.models import Report
from reports.periods import Period
from reports.selectors.frames import Frame
from reports.services.briefs import brief_said, template_in_use
from reports.services.starting import is_large
from reports.services.telling import report_tell
from reports.workbook import frozen, sheets_of, tables_of
from reports.workbook.book import book_tables
from visits.campaign_workbooks import campaign_tables
from visits.models import Campaign

LIVES = timedelta(days=7)
"""How long the file of a large report can be fetched."""
READING_MOST = timedelta(minutes=30)
"""Nothing is heard of a worker that reads the rows, all of one moment; then it counts as dead."""
TOLD_EVERY = 500
UNFINISHED = gettext_lazy("It could not be made to its end. Nothing is lost; make it again.")


def report_run(*, pk: int) -> Report | None:
    """Make a report that waits. Safe to call at any time, by anybody, again and again."""
    return job_run(Report, pk, _make, unfinished=UNFINISHED)


def reports_resume() -> None:
    """Make those whose worker never came, or died."""
    for pk in Report.objects.filter(waiting(timezone.now())).values_list("pk", flat=True):
        report_run(pk=pk)


def report_take(*, actor, report: Report) -> StoredFile:
    """The file, for whoever may see the report; that it was taken stands in the trail.

    Raises NotNow before it is made, and once its link ran out.
    """
    require(actor, Report.view_permission, report)
    if report.is_expired:
        raise NotNow(_("The link to this file ran out. Have it made again: it will be the same."))
    if report.stored is None:
        raise NotNow(_("The file is not there yet. Please wait until it is made."))
    with transaction.atomic():
        record(actor=actor, subject=report, action="report_take", sha256=report.sha256)
    return report.stored


def files_expire() -> int:
    """Let go of files whose link ran out; the nightly clearing then removes them."""
    past = Report.objects.filter(expires_at__lte=timezone.now(), stored__isnull=False)
    return past.update(stored=None)


def _make(report: Report) -> None:
    if report.as_of is None or not (report.frozen or report.facts):
        _freeze(report)
    with tempfile.TemporaryFile() as file:
        (_write_brief if report.is_brief else _write_workbook)(report, file)
        ending, kind = (".docx", WORD) if report.is_brief else (".xlsx", EXCEL)
        name = f"{report.title} {report.filtered_by if report.first_on else ''}".strip()[:120]
        stored = made_keep(
            actor=report.made_by, file=file, name=f"{name}{ending}", content_type=kind
        )
    with transaction.atomic():
        keep(
            report,
            state=Job.State.DONE,
            progress_done=report.row_count,
            stored=stored,
            sha256=stored.sha256,
            expires_at=timezone.now() + LIVES if is_large(report.row_count) else None,
        )
        report_tell(report)


def _freeze(report: Report) -> None:
    """Read everything as it is at this moment, and keep it."""
    maker, now = report.created_by, timezone.now()
    if maker and not _may_still(maker, report):
        raise NotNow(_("Your duties changed meanwhile. Please ask for the report again."))
    keep(report, silent_for=READING_MOST)
    if report.is_brief:
        with snapshot():
            facts = brief_said(report, now=now)
        keep(report, as_of=now, facts=facts, template=template_in_use(report.kind))
        return
    with tempfile.TemporaryFile() as file:
        with snapshot():
            counts = frozen.tables_frozen(file, _tables(report, now))
        name, kind = f"{report.pk}.jsonl.gz", frozen.CONTENT_TYPE
        stored = made_keep(actor=report.made_by, file=file, name=name, content_type=kind)
    keep(report, as_of=now, frozen=stored, counts=counts, progress_total=sum(counts.values()))


def _may_still(maker, report: Report) -> bool:
    """Whether its maker's duties are as far as they were when they asked for it."""
    if report.campaign and not is_allowed(maker, Campaign.view_permission, report.campaign):
        return False
    return report.reach == reach_of(maker, report.kind)


def _tables(report: Report, now) -> Iterable[Table]:
    maker, name = report.created_by, report.made_by.display_name
    if report.kind == Report.Kind.BOOK:
        frame = Frame(maker, Period(report.first_on, report.last_on), now)
        return book_tables(frame, made_by=name)
    if report.campaign:
        return campaign_tables(campaign=report.campaign, user=maker, made_by=name, now=now)
    sheets = sheets_of(user=maker, params=QueryDict(report.query))
    return tables_of(sheets=sheets, made_by=name, now=now)


def _write_workbook(report: Report, file) -> None:
    with tempfile.TemporaryFile() as raw:
        with report.frozen.file.open("rb") as kept:
            tables = _counted(frozen.tables_thawed(kept), report)
            tables_written(raw, tables, now=report.as_of)
        steady(raw, file, at=report.as_of)


def _write_brief(report: Report, file) -> None:
    with report.template.file.open("rb") as template:
        brief_written(file, template=template.read(), facts=report.facts, at=report.as_of)


def _counted(tables: Iterable[Table], report: Report) -> Iterator[Table]:
    """The tables, telling now and then how many of their rows went by."""
    done = 0

    def told(rows: Iterable) -> Iterator:
        nonlocal done
        for row in rows:
            done += 1
            if not done % TOLD_EVERY:
                keep(report, progress_done=done)
            yield row

    for table in tables:
        yield replace(table, rows=told(table.rows))
