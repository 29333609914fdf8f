"""The list of major hazards as a workbook, as it is filtered."""

import io
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from enterprises.workbooks import text_cell
from safety.models import Listing

WIDTHS = [14, 14, 34, 32, 14, 14, 20, 12, 12, 14, 14, 14, 18, 40]
_BOLD = Font(bold=True)
_SHADE = PatternFill("solid", fgColor="E8EDF5")


def listed_workbook(*, listings: Iterable[Listing]) -> bytes:
    """One row for each listing; days as days, so that they can be sorted."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("List of major hazards"))
    for index, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.freeze_panes = "A2"
    heads = [text_cell(sheet, head) for head in _heads()]
    for cell in heads:
        cell.font, cell.fill = _BOLD, _SHADE
    sheet.append(heads)
    for listing in listings:
        texts = [text_cell(sheet, str(text or "")) for text in _texts(listing)]
        ending = [listing.get_ending_display(), listing.words]
        sheet.append([*texts, *_days(listing), *(text_cell(sheet, str(text)) for text in ending)])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _heads() -> list[str]:
    return [
        _("Number"),
        _("Number of the hazard"),
        _("Hazard"),
        _("Enterprise"),
        _("Town"),
        _("Field"),
        _("Supervising unit"),
        _("Supervising leader"),
        _("Stage"),
        pgettext("on the list", "Listed"),
        _("To be rectified by"),
        _("Taken off"),
        _("Why taken off"),
        _("Published"),
    ]


def _texts(listing: Listing) -> list:
    case = listing.case
    return [
        listing.number,
        case.number,
        case.title,
        case.enterprise,
        case.town,
        case.hazard.get_field_display(),
        listing.unit,
        listing.leader,
        case.state_label,
    ]


def _days(listing: Listing) -> list:
    instants = (listing.listed_at, listing.case.resolve_due_at, listing.unlisted_at)
    return [timezone.localdate(at) if at else None for at in instants]
