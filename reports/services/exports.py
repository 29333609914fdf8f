"""Exports leave a trace: who took which rows out of the house, and by which filter."""

from datetime import datetime
from urllib.parse import urlencode

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from core.access import require
from core.audit import record
from core.office import Maker, tables_written
from reports.selectors.board import figures_board
from reports.selectors.dashboard import dashboard_of
from reports.selectors.frames import PERMISSION as FIGURES
from reports.selectors.frames import Frame
from reports.workbook import sheets_of, write_workbook
from reports.workbook.dashboard import write_panels
from reports.workbook.figures import write_figures
from reports.workbook.sheets import PERMISSION
from visits.campaign_workbooks import campaign_tables
from visits.models import Campaign
from visits.services import campaign_taken_away


def figures_export(*, actor, frame: Frame, file) -> dict[str, int]:
    """Write the page of figures of ``frame`` into ``file``; returns the rows per sheet.

    Raises NotYou without ``reports.figures_view`` and ``reports.lists_export``.
    """
    require(actor, FIGURES)
    require(actor, PERMISSION)
    board, maker = figures_board(frame), Maker(actor.display_name, frame.now)
    counts = write_figures(file, frame=frame, board=board, maker=maker)
    _record_figures(actor, frame, counts)
    return counts


def dashboard_export(*, actor, frame: Frame, file) -> dict[str, int]:
    """Write the panels of the dashboard of ``frame`` into ``file``; returns the rows per sheet.

    Raises NotYou without ``reports.figures_view`` and ``reports.lists_export``.
    """
    require(actor, FIGURES)
    require(actor, PERMISSION)
    told = {"filtered_by": frame.in_words, "maker": Maker(actor.display_name, frame.now)}
    counts = write_panels(file, panels=dashboard_of(frame).panels, **told)
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


def lists_counted(*, actor, params: QueryDict) -> int:
    """How many rows the four lists hold as ``params`` filter them; NotYou as below."""
    require(actor, PERMISSION)
    return sum(sheet.extent.count for sheet in sheets_of(user=actor, params=params))


def lists_export(*, actor, params: QueryDict, file, at: datetime | None = None) -> dict[str, int]:
    """Write the four lists as ``params`` filter them into ``file``; returns the rows per sheet.

    Raises NotYou without ``reports.lists_export``.
    """
    require(actor, PERMISSION)
    sheets = sheets_of(user=actor, params=params)
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


def campaign_export(*, actor, campaign: Campaign, file) -> None:
    """Write a campaign's workbook into ``file``, as far as the actor sees it.

    Raises NotYou for whoever does not see the campaign.
    """
    campaign_taken_away(actor=actor, campaign=campaign)
    now = timezone.now()
    tables = campaign_tables(campaign=campaign, user=actor, made_by=actor.display_name, now=now)
    tables_written(file, tables, now=now)
