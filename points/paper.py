"""The announcement of a ranking as it is handed round: A4, red head, to be stamped.

Always in Chinese, whoever prints it.
"""

import io

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from reportlab.lib.colors import HexColor, black
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import HRFlowable, SimpleDocTemplate, Spacer, Table

from core.paper import FONT, TEXT, as_paragraph
from points.selectors.standing import PeerGroup, Span, Standing, ranking_of
from points.words import signed

RED = HexColor("#c8102e")
WIDTHS = [16 * mm, 52 * mm, 22 * mm, 22 * mm, 22 * mm, 21 * mm]

_RIGHT = ParagraphStyle("right", TEXT, alignment=TA_RIGHT)
_TITLE = ParagraphStyle("title", TEXT, fontSize=18, leading=30, alignment=TA_CENTER)
_GROUP = ParagraphStyle("group", TEXT, fontSize=14, leading=26, keepWithNext=1)
_BODY = ParagraphStyle("body", TEXT, leading=22, firstLineIndent=24)
_HEAD = ParagraphStyle(
    "head", fontName=FONT, fontSize=26, leading=40, alignment=TA_CENTER, textColor=RED
)
_GRID = [
    ("GRID", (0, 0), (-1, -1), 0.5, black),
    ("FONT", (0, 0), (-1, -1), FONT, 10.5),
    ("ALIGN", (0, 0), (0, -1), "CENTER"),
    ("ALIGN", (2, 0), (-1, -1), "RIGHT"),
]


def announcement(span: Span, issuer: str) -> bytes:
    """The PDF of a closed period: the flag, each group by rank, and who is not ranked."""
    out = io.BytesIO()
    with translation.override("zh-hans"):
        title = _("Points of %(period)s and the travelling red flag") % {"period": span.label}
        paper = SimpleDocTemplate(
            out,
            pagesize=A4,
            leftMargin=25 * mm,
            rightMargin=25 * mm,
            topMargin=22 * mm,
            bottomMargin=20 * mm,
            title=title,
            author=settings.DISTRICT_NAME,
        )
        groups = ranking_of(span)
        parts = [part for group in groups for part in _group(group)]
        paper.build([*_head(issuer, title), *_flags(groups), *parts, *_foot(issuer)])
    return out.getvalue()


def _head(issuer: str, title: str) -> list:
    return [
        as_paragraph(issuer, _HEAD),
        HRFlowable("100%", thickness=2, color=RED, spaceAfter=6 * mm),
        as_paragraph(title, _TITLE),
        Spacer(0, 4 * mm),
    ]


def _flags(groups: list[PeerGroup]) -> list:
    words = _("%(group)s: %(units)s holds the travelling red flag.")
    return [
        as_paragraph(
            words % {"group": group.label, "units": "、".join(one.name for one in group.first)},
            _BODY,
        )
        for group in groups
        if group.first
    ]


def _group(group: PeerGroup) -> list:
    found = [as_paragraph(group.label, _GROUP)]
    if group.ranked:
        heads = [
            _("Rank"),
            _("Unit"),
            pgettext("of units", "Points"),
            _("Given"),
            _("Taken"),
            pgettext("how many", "Due"),
        ]
        rows = [heads, *(_row(one) for one in group.ranked)]
        found += [Table(rows, WIDTHS, style=_GRID, repeatRows=1), Spacer(0, 2 * mm)]
    if group.apart:
        names = "、".join(one.name for one in group.apart)
        found.append(as_paragraph(_("Nothing due, not ranked:") + names))
    return [*found, Spacer(0, 4 * mm)]


def _row(one: Standing) -> list[str]:
    figures = signed(one.points), signed(one.given), signed(one.taken)
    return [str(one.rank), one.name, *(f.replace("−", "-") for f in figures), str(one.due)]


def _foot(issuer: str) -> list:
    day = date_format(timezone.localdate(), _("j M Y"))
    return [
        Spacer(0, 6 * mm),
        as_paragraph(_("%(unit)s (stamp)") % {"unit": issuer}, _RIGHT),
        as_paragraph(day, _RIGHT),
    ]
