"""Letters on paper: each on A4 with a receipt to cut off, and the code by which to confirm instead.

Always in Chinese, whoever prints it.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import segno
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from reportlab.lib.colors import black
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    Flowable,
    HRFlowable,
    KeepTogether,
    PageBreak,
    SimpleDocTemplate,
    Spacer,
    Table,
)

from core.paper import FONT, TEXT
from core.paper import as_paragraph as _text
from letters.models import Letter, LetterRecipient
from letters.models.letter import day_said

MOST_SHEETS = 200
"""So many pages come within seconds; more are printed town by town."""

WIDTH = A4[0] - 50 * mm - 12
CODE = 32 * mm
LABEL = 24 * mm

_HEAD = ParagraphStyle("head", TEXT, fontSize=20, leading=30, alignment=TA_CENTER)
_STUB = ParagraphStyle("stub", TEXT, fontSize=15, leading=22, alignment=TA_CENTER)
_BODY = ParagraphStyle("body", TEXT, fontSize=14, leading=24, firstLineIndent=28)
_TO = ParagraphStyle("to", _BODY, firstLineIndent=0)
_RIGHT = ParagraphStyle("right", TEXT, fontSize=14, leading=24, alignment=TA_RIGHT)
_LABEL = ParagraphStyle("label", TEXT, alignment=TA_CENTER)
_SMALL = ParagraphStyle("small", TEXT, fontSize=9, leading=13, alignment=TA_CENTER)
_GRID = [
    ("GRID", (0, 0), (1, -1), 0.7, black),
    ("SPAN", (2, 0), (2, -1)),
    ("ALIGN", (2, 0), (2, -1), "CENTER"),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("TOPPADDING", (0, 0), (1, -1), 4),
    ("BOTTOMPADDING", (0, 0), (1, -1), 4),
]


class _Code(Flowable):
    """An address as a QR code."""

    def __init__(self, address: str, size: float = CODE):
        super().__init__()
        self.matrix = segno.make_qr(address, error="m").matrix
        self.width = self.height = size
        self.hAlign = "CENTER"

    def draw(self):
        side = self.width / len(self.matrix)
        for row, line in enumerate(self.matrix):
            top = self.height - (row + 1) * side
            for start, length in _dark_runs(line):
                self.canv.rect(start * side, top, length * side, side, stroke=0, fill=1)


def _dark_runs(line: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where each dark stretch of a line begins, and how long it is."""
    place = 0
    for is_dark, run in groupby(line):
        length = len(list(run))
        if is_dark:
            yield place, length
        place += length


def letter_paper(
    letter: Letter, recipients: Sequence[LetterRecipient], addresses: Mapping[int, str]
) -> bytes:
    """A PDF with a sheet for each; ``addresses`` are where those confirm who have a link."""
    out = io.BytesIO()
    with translation.override("zh-hans"):
        paper = SimpleDocTemplate(
            out,
            pagesize=A4,
            leftMargin=25 * mm,
            rightMargin=25 * mm,
            topMargin=20 * mm,
            bottomMargin=18 * mm,
            title=str(letter),
            author=str(letter.unit),
        )
        story = []
        for one in recipients:
            story += [*_letter(letter, one), *_stub(letter, one, addresses.get(one.pk, ""))]
            story.append(PageBreak())
        paper.build(story, _foot(letter), _foot(letter))
    return out.getvalue()


def _letter(letter: Letter, one: LetterRecipient) -> list:
    lines = [line for line in one.text.splitlines() if line.strip()]
    body = [_text(line.strip(), _TO if line.rstrip().endswith((":", "：")) and not place else _BODY)
            for place, line in enumerate(lines)]  # fmt: skip
    signed = [
        _text(letter.unit, _RIGHT),
        _text(day_said(timezone.localdate(letter.sent_at)), _RIGHT),
    ]
    return [_text(letter.title, _HEAD), Spacer(0, 4 * mm), *body, Spacer(0, 4 * mm), *signed]


def _stub(letter: Letter, one: LetterRecipient, address: str) -> list:
    """The part that comes back: signed with pen and stamp, or by scanning the code."""
    rows = [
        (_("Letter"), str(letter)),
        (_("Recipient"), one.facts.get("enterprise") or one.enterprise.name),
        (
            pgettext("of a letter", "Receipt"),
            _("We have received, read and understood the letter."),
        ),
        (_("Signature (stamp)"), ""),
        (_("Date"), ""),
    ]
    cells = [[_text(label, _LABEL), _text(words), ""] for label, words in rows]
    receipt = getattr(one, "receipt", None)
    if receipt:
        cells[3][1], cells[4][1] = _text(receipt.signer_name), _text(day_said(receipt.signed_on))
    elif address:
        cells[0][2] = [
            _Code(address),
            _text(_("Or scan to confirm."), _SMALL),
        ]
    widths = [LABEL + 6 * mm, WIDTH - LABEL - CODE - 14 * mm, CODE + 8 * mm]
    cut = HRFlowable("100%", thickness=0.7, dash=(4, 3), spaceBefore=6 * mm, spaceAfter=3 * mm)
    head = _text(_("Receipt of the letter"), _STUB)
    by = _text(_("Please return it by %s.") % day_said(letter.reply_by_on), _SMALL)
    table = Table(cells, widths, rowHeights=[None, None, None, 14 * mm, 10 * mm], style=_GRID)
    return [KeepTogether([cut, head, by, Spacer(0, 2 * mm), table])]


def _foot(letter: Letter):
    def draw(canvas, paper) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawString(25 * mm, 10 * mm, letter.number)
        printed = _("Printed %(when)s") % {"when": f"{timezone.localtime():%Y-%m-%d %H:%M}"}
        canvas.drawRightString(A4[0] - 25 * mm, 10 * mm, printed)

    return draw
