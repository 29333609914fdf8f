"""Both registers as workbooks, as they are filtered."""

import io
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook

from deeds.models import Deed, Wish
from enterprises.workbooks import CONTENT_TYPE as CONTENT_TYPE
from enterprises.workbooks import text_cell
from visits.workbooks import sheet_begin

DEED_WIDTHS = [22, 32, 32, 16, 14, 14, 18, 10, 44, 16, 14, 36]
WISH_WIDTHS = [34, 16, 20, 14, 14, 18, 10, 22, 16, 22, 36, 14, 36]


def deeds_workbook(*, deeds: Iterable[Deed]) -> bytes:
    """One row for each deed; days as days, so that they can be sorted."""
    book = Workbook(write_only=True)
    sheet = sheet_begin(book, _("Practical deeds"), _deed_heads(), DEED_WIDTHS)
    for deed in deeds:
        found = next(iter(deed.acceptances.all()), None)
        texts = (deed.organization, deed.title, deed.beneficiary, deed.responsible)
        rest = (
            deed.get_state_display(),
            _("late") if deed.is_late else "",
            deed.plan,
            found.acceptor if found else "",
            found.get_satisfaction_display() if found else "",
            found.words if found else deed.aside_because,
        )
        sheet.append([*_cells(sheet, texts), deed.starts_on, deed.ends_on, *_cells(sheet, rest)])
    return _content(book)


def wishes_workbook(*, wishes: Iterable[Wish]) -> bytes:
    """One row for each wish; ``shows_name`` of a wish says whether whose it is may be written."""
    book = Workbook(write_only=True)
    sheet = sheet_begin(book, _("Micro-wishes"), _wish_heads(), WISH_WIDTHS)
    for wish in wishes:
        claim = wish.claim
        done = next(iter(claim.fulfilments.all()), None) if claim else None
        names = (wish.name, wish.contact) if wish.shows_name else ("", "")
        texts = (wish.title, wish.get_category_display(), wish.unit, wish.collected_by)
        rest = (
            wish.get_state_display(),
            _("late") if wish.is_late else "",
            claim.who if claim else "",
            *names,
            (done and done.words) or "",
            (done and done.get_satisfaction_display()) or "",
            (done and done.thanks) or wish.withdrawn_because,
        )
        sheet.append([*_cells(sheet, texts), wish.wanted_by, *_cells(sheet, rest)])
    return _content(book)


def _cells(sheet, texts) -> list:
    return [text_cell(sheet, str(text)) for text in texts]


def _content(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _deed_heads() -> list[str]:
    return [
        pgettext("of a deed", "Branch"),
        pgettext("of a deed", "The deed"),
        _("For whom"),
        _("Responsible person"),
        pgettext("first day", "From"),
        pgettext("last day", "To"),
        _("State"),
        _("Light"),
        _("What will be done"),
        _("Who looked"),
        _("Satisfaction"),
        _("In words"),
    ]


def _wish_heads() -> list[str]:
    return [
        pgettext("of a wish", "The wish"),
        _("Category"),
        _("Collected for"),
        _("Collected by"),
        _("Wanted by"),
        _("State"),
        _("Light"),
        _("Claimed by"),
        _("Whose wish"),
        _("How to reach them"),
        _("How it was fulfilled"),
        _("Satisfaction"),
        _("Thanks, in their words"),
    ]
