"""The wish for a report: its row, by which a worker makes it."""

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotNow
from core.jobs import hint
from core.models import Job
from reports.access_kept import TAKING, reach_of, units_of
from reports.models import Report
from reports.periods import Period
from reports.workbook import sheets_of
from visits.campaign_workbooks import campaign_rows_counted
from visits.models import Campaign

RUN_TASK = "reports.tasks.report_run"
AT_ONCE_MOST = 3000
"""So many rows take a second or two; more than these are made by a worker."""


def is_large(rows: int) -> bool:
    """Whether so many rows are made by a worker, and their file is kept for a while only."""
    return rows > AT_ONCE_MOST


def lists_report(*, actor, params: QueryDict) -> Report:
    """Have the four lists made as a report, as ``params`` filter them. NotYou without the right."""
    require(actor, TAKING)
    sheets = sheets_of(user=actor, params=params)
    report = Report(
        kind=Report.Kind.LISTS,
        title=_("Four lists"),
        query=params.urlencode(),
        filtered_by=sheets[0].filtered_by,
        progress_total=sum(sheet.extent.count for sheet in sheets),
    )
    return report_start(actor, report)


def book_report(*, actor, period: Period) -> Report:
    """Have the workbook of a period made, of what this person takes away."""
    require(actor, TAKING)
    params = QueryDict(mutable=True)
    params.update({"dispatched_after": period.since_on, "dispatched_before": period.until_on})
    sheets = sheets_of(user=actor, params=params)
    report = Report(
        kind=Report.Kind.BOOK,
        title=str(Report.Kind.BOOK.label).capitalize(),
        filtered_by=str(period),
        first_on=period.since_on,
        last_on=period.until_on,
        progress_total=sum(sheet.extent.count for sheet in sheets),
    )
    return report_start(actor, report)


def campaign_report(*, actor, campaign: Campaign) -> Report:
    """Have a campaign's workbook made, as far as this person sees it; NotYou if they do not."""
    require(actor, Campaign.view_permission, campaign)
    report = Report(
        kind=Report.Kind.CAMPAIGN,
        title=campaign.name,
        campaign=campaign,
        progress_total=campaign_rows_counted(campaign=campaign, user=actor),
    )
    return report_start(actor, report)


@transaction.atomic
def report_start(actor, report: Report) -> Report:
    """Write down who wants it and how far they see, and hint at the work."""
    report.created_by, report.reach = actor, reach_of(actor, report.kind)
    report.save(force_insert=True)
    report.units.set(units_of(actor, report.kind))
    record(actor=actor, subject=report, action="report_start", note=report.filtered_by)
    hint(RUN_TASK, report.pk)
    return report


def report_again(*, actor, report: Report) -> Report:
    """Have the file made once more from what was kept; NotNow while it is there or being made."""
    require(actor, Report.view_permission, report)
    with transaction.atomic():
        report = Report.objects.select_for_update().get(pk=report.pk)
        if report.is_underway or (report.stored and not report.is_expired):
            raise NotNow(_("The file is there, or on its way. Please reload."))
        report.state, report.stored, report.expires_at = Job.State.QUEUED, None, None
        report.attempts, report.message = 0, ""
        report.save()
        record(actor=actor, subject=report, action="report_again")
        hint(RUN_TASK, report.pk)
    return report
