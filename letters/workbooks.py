"""A letter as a workbook: what has come in by town, and each recipient with its receipt."""

import io

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook

from enterprises.workbooks import CONTENT_TYPE as CONTENT_TYPE
from enterprises.workbooks import sheet_begin, text_cell
from letters import selectors
from letters.models import Letter, Receipt


def letter_workbook(*, letter: Letter, user) -> bytes:
    """Two sheets, as far as ``user`` sees."""
    book = Workbook(write_only=True)
    _towns(book, letter, user)
    _recipients(book, letter, user)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _line(sheet, *values) -> None:
    sheet.append(
        [one if isinstance(one, int) else text_cell(sheet, str(one or "")) for one in values]
    )


def _towns(book: Workbook, letter: Letter, user) -> None:
    ways = [str(way.label) for way in Receipt.Way]
    headers = [_("Town"), _("Recipients"), *ways, _("Missing"), _("Percent")]
    sheet = sheet_begin(book, _("By town"), headers, [24, 12, 12, 12, 12, 12, 10])
    rows = selectors.letter_by_town(letter=letter, user=user)
    for row in rows:
        _figures(sheet, row.town or _("in no town"), row)
    _figures(sheet, _("in all"), selectors.letter_in_all(rows))


def _figures(sheet, name, row) -> None:
    numbers = [number for _way, _label, number in row.by_way]
    _line(sheet, name, row.sent, *numbers, row.missing, row.percent)


def _recipients(book: Workbook, letter: Letter, user) -> None:
    headers = [
        _("Enterprise"), _("Town"), _("Contact"), _("Phone"), pgettext("of a letter", "Receipt"), _("Way"),
        _("Signed by"), _("Signed on"), _("Confirmed at"), _("Recorded by"),
    ]  # fmt: skip
    widths = [36, 18, 14, 18, 12, 14, 14, 14, 18, 14]
    sheet = sheet_begin(book, _("Recipients"), headers, widths)
    rows = selectors.recipients_listed(letter=letter, user=user)
    for one in rows.order_by("enterprise__town", "enterprise__initials", "pk"):
        firm, receipt = one.enterprise, getattr(one, "receipt", None)
        _line(sheet, firm.name, firm.town, firm.contact_name, firm.contact_phone, *_told(receipt))


def _told(receipt: Receipt | None) -> tuple:
    if receipt is None:
        return (pgettext("of a receipt", "missing"), "", "", "", "", "")
    at = f"{timezone.localtime(receipt.confirmed_at):%Y-%m-%d %H:%M}"
    return (
        _("confirmed"),
        receipt.get_way_display(),
        receipt.signer_name,
        receipt.signed_on.isoformat(),
        at,
        receipt.recorded_by or "",
    )
