"""The suspension order as it is served: A4, red head, numbered, to be stamped and signed for.

Always in Chinese, whoever prints it.
"""

import io
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor, black
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import HRFlowable, KeepTogether, SimpleDocTemplate, Spacer, Table

from core.paper import FONT, TEXT, as_paragraph
from safety.models import SuspensionOrder

RED = HexColor("#c8102e")
WIDTH = A4[0] - 50 * mm - 12
LABEL = 36 * mm

_LABEL = ParagraphStyle("label", TEXT, alignment=TA_CENTER)
_RIGHT = ParagraphStyle("right", TEXT, alignment=TA_RIGHT)
_BODY = ParagraphStyle("body", TEXT, fontSize=14, leading=24, firstLineIndent=28)
_TO = ParagraphStyle("to", _BODY, firstLineIndent=0)
_HEAD = ParagraphStyle(
    "head", fontName=FONT, fontSize=26, leading=36, alignment=TA_CENTER, textColor=RED
)
_GRID = [
    ("GRID", (0, 0), (-1, -1), 0.7, black),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("TOPPADDING", (0, 0), (-1, -1), 5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
]


def order_paper(order: SuspensionOrder) -> bytes:
    """The PDF of an order; its enterprise, case and issuer are at hand."""
    out = io.BytesIO()
    with translation.override("zh-hans"):
        paper = SimpleDocTemplate(
            out,
            pagesize=A4,
            leftMargin=25 * mm,
            rightMargin=25 * mm,
            topMargin=24 * mm,
            bottomMargin=20 * mm,
            title=f"{_('Suspension order')} {order.number}",
            author=settings.DISTRICT_NAME,
        )
        paper.build([*_head(order), *_facts(order), *_demand(order), *_receipt()], _foot, _foot)
    return out.getvalue()


def _head(order: SuspensionOrder) -> list:
    return [
        as_paragraph(f"{order.issuing_unit.name}\n{_('Suspension order')}", _HEAD),
        Spacer(0, 4 * mm),
        as_paragraph(_("No. %(number)s") % {"number": order.number}, _RIGHT),
        HRFlowable("100%", thickness=2, color=RED, spaceAfter=5 * mm),
        as_paragraph(_("To: %(who)s") % {"who": order.enterprise.name}, _TO),
        Spacer(0, 2 * mm),
    ]


def _facts(order: SuspensionOrder) -> list:
    rows = [
        (_("Hazard"), f"{order.case.number} {order.case.title}"),
        (_("What is suspended"), order.scope),
        (_("Suspended from"), _day(order.starts_on)),
        (_("Reason"), order.reason),
        (_("Basis in law"), order.basis),
    ]
    if order.lifted_at:
        rows.append((_("Lifted at"), _day(timezone.localdate(order.lifted_at))))
    cells = [[as_paragraph(label, _LABEL), as_paragraph(words)] for label, words in rows]
    return [Table(cells, [LABEL, WIDTH - LABEL], style=_GRID, splitInRow=1), Spacer(0, 4 * mm)]


def _demand(order: SuspensionOrder) -> list:
    demand = _(
        "You are ordered to stop production or business within this scope from the day above, to "
        "put the danger right, and not to begin again before the check for resumption has passed. "
        "The check looks at:"
    )
    items = [f"{place}. {item}" for place, item in enumerate(order.items, 1)]
    day = _day(timezone.localdate(order.issued_at))
    stamp = as_paragraph(_("%(unit)s (stamp)") % {"unit": order.issuing_unit.name}, _RIGHT)
    return [
        as_paragraph(demand, _BODY),
        *(as_paragraph(item) for item in items),
        KeepTogether([Spacer(0, 6 * mm), stamp, as_paragraph(day, _RIGHT), Spacer(0, 6 * mm)]),
    ]


def _receipt() -> list:
    blank = _("Signature: ______________    Date: ______________")
    cells = [[as_paragraph(_("Receipt"), _LABEL), as_paragraph(blank)]]
    return [Table(cells, [LABEL, WIDTH - LABEL], style=_GRID)]


def _foot(canvas, paper) -> None:
    canvas.setFont(FONT, 9)
    now = timezone.localtime()
    canvas.drawString(25 * mm, 11 * mm, _("Printed %(when)s") % {"when": _instant(now)})
    canvas.drawRightString(A4[0] - 25 * mm, 11 * mm, str(paper.page))


def _day(day: date) -> str:
    return date_format(day, _("j M Y"))


def _instant(at: datetime) -> str:
    return f"{_day(at.date())} {at:%H:%M}"
