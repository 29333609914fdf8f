from collections.abc import Iterator
from itertools import islice

from django.db.models import QuerySet
from django.utils import timezone

from core.access import has_permission, require
from core.office import Table
from reports.access_kept import FIGURES, WHOLE_DISTRICT
from reports.models import Report
from reports.periods import Period
from reports.selectors.frames import Frame, sees_all
from reports.workbook.frozen import tables_thawed

PRINTED_MOST = 300
"""Rows of a list that are printed from the browser; beyond it the workbook is the better paper."""


def reports_listed(*, user) -> QuerySet[Report]:
    """The reports this person may see. NotYou for whoever sees none by their duties."""
    require(user, Report.view_permission)
    reports = Report.objects.visible_to(user)
    return reports.select_related("created_by", "stored", "frozen").defer("facts")


def report_printed(*, report: Report) -> list[Table]:
    """The tables that were kept, each with its first rows; nothing before they were read."""
    return list(_printed(report)) if report.frozen else []


def _printed(report: Report) -> Iterator[Table]:
    with report.frozen.file.open("rb") as file:
        for table in tables_thawed(file):
            rows = list(islice(table.rows, PRINTED_MOST))
            for _row in table.rows:
                pass
            yield Table(table.layout, table.count, rows)


def frame_opened(*, user, report: Report) -> Frame | None:
    """What the numbers of a brief are about, for a reader whose lists hold what its maker saw."""
    is_mine = report.created_by_id == user.pk
    maker = report.created_by or WHOLE_DISTRICT
    if not has_permission(user, FIGURES) or not (is_mine or (sees_all(user) and sees_all(maker))):
        return None
    return Frame(user, Period(report.first_on, report.last_on), timezone.now())
