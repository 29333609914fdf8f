"""Exports leave a trace: who took which rows out of the house, and by which filter."""

from datetime import datetime
from urllib.parse import urlencode

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotSo
from reports.selectors.board import figures_board
from reports.selectors.dashboard import dashboard_of
from reports.selectors.frames import PERMISSION as FIGURES
from reports.selectors.frames import Frame
from reports.workbook import sheets_of, write_workbook
from reports.workbook.dashboard import write_panels
from reports.workbook.figures import write_figures
from reports.workbook.sheets import PERMISSION

BROWSER_ROWS_MOST = 100_000
"""More rows than this are for ``manage.py lists_export``.

A processor writes 3,000 to 5,000 rows a second (docs/performance.md), so these take half a minute:
as long as anybody waits, and half of what a proxy in front of the server waits by default.
"""


def figures_export(*, actor, frame: Frame, file) -> dict[str, int]:
    """Write the page of figures of ``frame`` into ``file``; returns the rows per sheet.

    Raises NotYou without ``reports.figures_view`` and ``reports.lists_export``.
    """
    require(actor, FIGURES)
    require(actor, PERMISSION)
    counts = write_figures(file, frame=frame, board=figures_board(frame))
    _record_figures(actor, frame, counts)
    return counts


def dashboard_export(*, actor, frame: Frame, file) -> dict[str, int]:
    """Write the panels of the dashboard of ``frame`` into ``file``; returns the rows per sheet.

    Raises NotYou without ``reports.figures_view`` and ``reports.lists_export``.
    """
    require(actor, FIGURES)
    require(actor, PERMISSION)
    counts = write_panels(file, panels=dashboard_of(frame).panels)
    _record_figures(actor, frame, counts)
    return counts


def _record_figures(actor, frame: Frame, counts: dict[str, int]) -> None:
    with transaction.atomic():
        record(
            actor=actor,
            subject=actor,
            action="figures_export",
            note=str(frame.period),
            query=urlencode(frame.address),
            rows=counts,
        )


def lists_export(
    *, actor, params: QueryDict, file, most: int | None = None, at: datetime | None = None
) -> dict[str, int]:
    """Write the four lists as ``params`` filter them into ``file``; returns the rows per sheet.

    Raises NotYou without ``reports.lists_export`` and NotSo for more than ``most`` rows.
    """
    require(actor, PERMISSION)
    sheets = sheets_of(user=actor, params=params)
    if most is not None and sum(sheet.extent.count for sheet in sheets) > most:
        raise NotSo(
            _("These are more than %(most)s rows. Narrow the filter, or ask the administrator.")
            % {"most": f"{most:,}"}
        )
    counts = write_workbook(
        file, sheets=sheets, made_by=actor.display_name, now=at or timezone.now()
    )
    with transaction.atomic():
        record(
            actor=actor,
            subject=actor,
            action="lists_export",
            note=sheets[0].filtered_by,
            query=params.urlencode(),
            rows=counts,
        )
    return counts
