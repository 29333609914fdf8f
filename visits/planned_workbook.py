"""The list of planned visits as a workbook, as it is filtered."""

import io
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from enterprises.workbooks import text_cell
from visits.models import PlannedVisit

WIDTHS = [14, 10, 32, 16, 14, 14, 40, 24, 30, 14, 20, 18]
_BOLD = Font(bold=True)
_SHADE = PatternFill("solid", fgColor="E8EDF5")


def planned_workbook(*, plans: Iterable[PlannedVisit]) -> bytes:
    """One row for each plan; days as days, so that they can be sorted."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Planned visits"))
    for index, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.freeze_panes = "A2"
    heads = [text_cell(sheet, head) for head in _heads()]
    for cell in heads:
        cell.font, cell.fill = _BOLD, _SHADE
    sheet.append(heads)
    for planned in plans:
        texts = [text_cell(sheet, str(text)) for text in _texts(planned)]
        sheet.append([planned.planned_on, *texts])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _heads() -> list[str]:
    return [
        _("Day"),
        _("Time of day"),
        _("Enterprise"),
        _("Town"),
        _("Purpose"),
        _("State"),
        pgettext("planned visit", "What it is about"),
        _("Team or unit"),
        _("Who goes"),
        _("Planned by"),
        _("Checked in"),
        _("Visit"),
    ]


def _texts(planned: PlannedVisit) -> list:
    arrived = planned.checked_in_at
    return [
        f"{planned.planned_time:%H:%M}" if planned.planned_time else "",
        planned.enterprise,
        planned.enterprise.town or "",
        planned.get_purpose_display(),
        planned.get_state_display(),
        planned.aim,
        planned.team or planned.unit,
        "、".join(str(row.person) for row in planned.rows.all()),
        planned.planned_by,
        f"{timezone.localtime(arrived):%Y-%m-%d %H:%M}" if arrived else "",
        planned.visit.number if planned.visit else "",
    ]
