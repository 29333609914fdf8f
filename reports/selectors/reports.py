from collections.abc import Iterator
from itertools import islice

from django.db.models import QuerySet

from core.access import require
from core.office import Table
from reports.models import Report
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
