"""A letter as a workbook: what has come in by town, and each recipient with its receipt."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.office import Maker, Table, table_of, workbook_of
from letters import selectors
from letters.models import Letter, Receipt


def letter_workbook(*, letter: Letter, user) -> bytes:
    """Two sheets, as far as ``user`` sees."""
    maker = Maker.of(user)
    tables = [_towns(letter, user, maker), _recipients(letter, user, maker)]
    return workbook_of(tables, now=maker.now)


def _towns(letter: Letter, user, maker: Maker) -> Table:
    ways = [(str(way.label), 12) for way in Receipt.Way]
    headings = [
        (_("Town"), 18),
        (_("Recipients"), 10),
        *ways,
        (_("Missing"), 10),
        (_("Percent"), 10),
    ]
    rows = selectors.letter_by_town(letter=letter, user=user)
    lines = [_figures(row.town or _("in no town"), row) for row in rows]
    lines.append(_figures(_("in all"), selectors.letter_in_all(rows)))
    title = _("Receipts of “%(letter)s” by town") % {"letter": letter.title}
    looks = {"kept": 2, "shares": [len(headings) - 1], "tab": _("By town")}
    return table_of(title, headings, lines, maker=maker, **looks)


def _figures(name, row) -> list:
    numbers = [number for _way, _label, number in row.by_way]
    share = None if row.percent is None else row.percent / 100
    return [name, row.sent, *numbers, row.missing, share]


def _recipients(letter: Letter, user, maker: Maker) -> Table:
    headings = [
        (_("Enterprise"), 28),
        (_("Town"), 12),
        (_("Contact"), 10),
        (_("Phone"), 14),
        (pgettext("of a letter", "Receipt"), 10),
        (_("Way"), 12),
        (_("Signed by"), 10),
        (_("Signed on"), 12),
        (_("Confirmed at"), 17),
        (_("Recorded by"), 10),
    ]
    rows = selectors.recipients_listed(letter=letter, user=user)
    lines = [
        _of_recipient(one)
        for one in rows.order_by("enterprise__town", "enterprise__initials", "pk")
    ]
    title = _("Recipients of “%(letter)s”") % {"letter": letter.title}
    return table_of(title, headings, lines, maker=maker, kept=2, tab=_("Recipients"))


def _of_recipient(one) -> list:
    firm, receipt = one.enterprise, getattr(one, "receipt", None)
    return [firm.name, firm.town or "", firm.contact_name, firm.contact_phone, *_told(receipt)]


def _told(receipt: Receipt | None) -> tuple:
    if receipt is None:
        return (pgettext("of a receipt", "missing"), "", "", None, None, "")
    return (
        _("confirmed"),
        receipt.get_way_display(),
        receipt.signer_name,
        receipt.signed_on,
        receipt.confirmed_at,
        receipt.recorded_by or "",
    )
