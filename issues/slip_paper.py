"""The supervision slip as the trade prints it: A4, red head, to be signed and stamped.

Always in Chinese, whoever prints it.
"""

import io
from datetime import datetime

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

from core.paper import FONT, TEXT
from core.paper import as_paragraph as _text
from issues.models import Slip
from issues.selectors.slip_story import slip_facts

RED = HexColor("#c8102e")
WIDTH = A4[0] - 50 * mm - 12
LABEL = 28 * mm

_LABEL = ParagraphStyle("label", TEXT, alignment=TA_CENTER)
_RIGHT = ParagraphStyle("right", TEXT, alignment=TA_RIGHT)
_BODY = ParagraphStyle("body", TEXT, fontSize=14, leading=24, firstLineIndent=28)
_TO = ParagraphStyle("to", _BODY, firstLineIndent=0)
_HEAD = ParagraphStyle(
    "head", fontName=FONT, fontSize=30, leading=40, alignment=TA_CENTER, textColor=RED
)
_GRID = [
    ("GRID", (0, 0), (-1, -1), 0.7, black),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("TOPPADDING", (0, 0), (-1, -1), 5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
]


def slip_paper(slip: Slip, now: datetime) -> bytes:
    """The PDF of a slip that ``slip_for_page`` has fetched."""
    out = io.BytesIO()
    with translation.override("zh-hans"):
        facts = slip_facts(slip, now)
        paper = SimpleDocTemplate(
            out,
            pagesize=A4,
            leftMargin=25 * mm,
            rightMargin=25 * mm,
            topMargin=24 * mm,
            bottomMargin=20 * mm,
            title=f"{_('Supervision slip')} {slip.number}",
            author=settings.DISTRICT_NAME,
        )
        paper.build([*_head(facts), *_facts(facts), *_demand(facts), *_strip(facts)], _foot, _foot)
    return out.getvalue()


def _head(facts: dict) -> list:
    slip = facts["slip"]
    number = _text(_("No. %(number)s") % {"number": slip.number})
    colour = _("%(colour)s, step %(level)s") % {
        "colour": slip.get_colour_display(),
        "level": slip.level,
    }
    line = Table([[number, _text(colour, _RIGHT)]], [WIDTH / 2] * 2)
    name = f"{settings.DISTRICT_NAME}{_('Supervision slip')}"
    return [
        _text(name, _HEAD),
        Spacer(0, 5 * mm),
        line,
        HRFlowable("100%", thickness=2, color=RED, spaceAfter=5 * mm),
        _text(_("To: %(who)s") % {"who": facts["addressee"]}, _TO),
        Spacer(0, 3 * mm),
    ]


def _facts(facts: dict) -> list:
    slip, case = facts["slip"], facts["slip"].case
    handler = case.handler
    rows = [
        (_("Matter"), f"{case.number} {case.title}"),
        (_("Enterprise"), case.enterprise.name),
        (_("Unit supervised"), slip.organization.name),
        (_("Handler"), f"{handler} {handler.phone}" if handler else "—"),
        (_("Stage"), slip.deadline.get_stage_display()),
        (_("Started"), _instant(slip.deadline.started_at)),
        (_("Time limit"), f"{_instant(slip.deadline.due_at)}({facts['stood']})"),
        (_("Situation"), case.description or "—"),
    ]
    cells = [[_text(label, _LABEL), _text(words)] for label, words in rows]
    return [Table(cells, [LABEL, WIDTH - LABEL], style=_GRID, splitInRow=1), Spacer(0, 4 * mm)]


def _demand(facts: dict) -> list:
    dates = _("Please sign for this slip by %(receipt)s and reply in writing by %(reply)s.") % {
        "receipt": _instant(facts["receipt_due_at"]),
        "reply": _instant(facts["reply_due_at"]),
    }
    office = _text(_("%(unit)s (stamp)") % {"unit": facts["issuer"]}, _RIGHT)
    day = _text(_day(facts["slip"].taken_at), _RIGHT)
    return [
        _text(facts["demand"], _BODY),
        _text(dates, _BODY),
        KeepTogether([Spacer(0, 8 * mm), office, day, Spacer(0, 6 * mm)]),
    ]


def _strip(facts: dict) -> list:
    """What the unit fills in: who took the slip, and its reply, or what it replied already."""
    slip = facts["slip"]
    blank = _("Signature: ______________    Date: ______________")
    receipt = f"{slip.receipt_by} {_instant(slip.receipt_at)}" if slip.receipt_at else blank
    reply = [_text(slip.reply)] if slip.reply else [Spacer(0, 26 * mm)]
    signed = f"{slip.replied_by} {_instant(slip.replied_at)}" if slip.replied_at else ""
    sign = _text(_("Head of the unit (stamp): ______________    Date: ______________"), _RIGHT)
    cells = [
        [_text(_("Receipt"), _LABEL), _text(receipt)],
        [_text(_("Answer"), _LABEL), [*reply, _text(signed, _RIGHT), sign]],
    ]
    return [Table(cells, [LABEL, WIDTH - LABEL], style=_GRID, splitInRow=1)]


def _foot(canvas, paper) -> None:
    canvas.setFont(FONT, 9)
    printed = _("Printed %(when)s") % {"when": _instant(timezone.now())}
    canvas.drawString(25 * mm, 11 * mm, printed)
    canvas.drawRightString(A4[0] - 25 * mm, 11 * mm, str(paper.page))


def _day(at: datetime) -> str:
    return date_format(timezone.localtime(at), _("j M Y"))


def _instant(at: datetime) -> str:
    return f"{_day(at)} {timezone.localtime(at):%H:%M}"
