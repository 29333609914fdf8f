"""The report of an inspection as it is handed over: A4, to be signed. Always in Chinese."""

import io
from datetime import date

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from reportlab.lib.colors import HexColor, black
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import KeepTogether, SimpleDocTemplate, Spacer, Table

from core.paper import FONT, TEXT, as_paragraph
from inspections.models import Inspection

WIDTH = A4[0] - 40 * mm
GREY = HexColor("#eef1f5")
_HEAD = ParagraphStyle("head", TEXT, fontSize=20, leading=30, alignment=TA_CENTER)
_PART = ParagraphStyle("part", TEXT, fontSize=13, leading=20, spaceBefore=8, spaceAfter=3)
_CELL = ParagraphStyle("cell", TEXT, fontSize=10, leading=14)
_MIDDLE = ParagraphStyle("middle", _CELL, alignment=TA_CENTER)
_GRID = [
    ("GRID", (0, 0), (-1, -1), 0.5, black),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("TOPPADDING", (0, 0), (-1, -1), 3),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
]
_HEADED = [*_GRID, ("BACKGROUND", (0, 0), (-1, 0), GREY)]


def report_paper(inspection: Inspection, lists: list) -> bytes:
    """The PDF; ``lists`` as ``inspections.selectors.inspections.lists_of`` gives them."""
    out = io.BytesIO()
    with translation.override("zh-hans"):
        paper = SimpleDocTemplate(
            out,
            pagesize=A4,
            leftMargin=20 * mm,
            rightMargin=20 * mm,
            topMargin=18 * mm,
            bottomMargin=18 * mm,
            title=f"{_title(inspection)} {inspection.number}",
            author=settings.DISTRICT_NAME,
        )
        story = [
            as_paragraph(_title(inspection), _HEAD),
            Spacer(0, 3 * mm),
            _facts(inspection),
            as_paragraph(_("Score by section"), _PART),
            _scores(lists),
            *_failed(lists),
            *_opinion(inspection),
            *_items(lists),
            _signatures(inspection),
        ]
        paper.build(story, _foot(inspection), _foot(inspection))
    return out.getvalue()


def _title(inspection: Inspection) -> str:
    return _("Report of the %(kind)s") % {"kind": inspection.get_kind_display()}


def _table(rows: list[list], widths: list[float], style=_HEADED, middle=()) -> Table:
    cells = [
        [as_paragraph(one, _MIDDLE if place in middle else _CELL) for place, one in enumerate(row)]
        for row in rows
    ]
    return Table(cells, widths, style=style, repeatRows=1 if style is _HEADED else 0)


def _facts(inspection: Inspection) -> Table:
    visit = inspection.visit
    people = [str(one) for one in visit.participants.order_by("id")]
    score = (
        _("%(percent)d of 100 (%(reached)d of %(possible)d points)")
        % {
            "percent": inspection.percent,
            "reached": inspection.reached,
            "possible": inspection.possible,
        }
        if inspection.percent is not None
        else _("Nothing was applicable.")
    )
    rows = [
        [_("Number"), inspection.number],
        [_("Enterprise"), visit.enterprise.name],
        [_("Inspected"), _day(timezone.localdate(visit.visited_at))],
        [_("Units"), "、".join(str(one) for one in inspection.units.all())],
        [_("Who inspected"), "、".join(filter(None, [*people, visit.other_participants]))],
        [_("Who was there for the enterprise"), inspection.met or "—"],
        [_("Score"), score],
    ]
    return _table(rows, [38 * mm, WIDTH - 38 * mm], _GRID)


def _scores(lists: list) -> Table:
    rows = [
        [
            _("Section"),
            pgettext("of an item", "Pass"),
            pgettext("of an item", "Fail"),
            pgettext("of an item", "Not applicable"),
            _("Points"),
            _("Of 100"),
        ]
    ]
    for inspected, sections in lists:
        for part in sections:
            rows.append(
                [
                    f"{inspected.version.name} · {part.name}",
                    part.passed,
                    part.failed,
                    part.left_out,
                    f"{part.reached}/{part.possible}",
                    "—" if part.percent is None else part.percent,
                ]
            )
    narrow = 20 * mm
    return _table(rows, [WIDTH - 5 * narrow, *[narrow] * 5], middle=range(1, 6))


def _failed(lists: list) -> list:
    rows = [
        row for _one, sections in lists for part in sections for row in part.rows if row.finding
    ]
    if not rows:
        return [as_paragraph(_("Nothing failed."), _PART)]
    told = [[_("Hazard"), _("Item"), pgettext("of an item", "What was found"), _("Basis")]]
    for row in rows:
        case = row.finding.case
        found = "\n".join(filter(None, [case.hazard.place, row.note]))
        told.append([case.number, row.item.text, found or "—", row.item.basis or "—"])
    widths = [30 * mm, 55 * mm, WIDTH - 125 * mm, 40 * mm]
    return [as_paragraph(_("Hazards to be put right"), _PART), _table(told, widths)]


def _opinion(inspection: Inspection) -> list:
    if not inspection.opinion:
        return []
    return [as_paragraph(_("Opinion and advice"), _PART), as_paragraph(inspection.opinion, _CELL)]


def _items(lists: list) -> list:
    """Every item, so that the report stands by itself."""
    story = []
    for inspected, sections in lists:
        rows = [[_("Section"), _("Item"), _("Result")]]
        rows += [
            [part.name, row.item.text, row.get_result_display()]
            for part in sections
            for row in part.rows
        ]
        version = _("version %(number)s") % {"number": inspected.version.number}
        story += [
            as_paragraph(f"{inspected.version.name}（{version}）", _PART),
            _table(rows, [32 * mm, WIDTH - 52 * mm, 20 * mm], middle=(2,)),
        ]
    return story


def _signatures(inspection: Inspection) -> KeepTogether:
    signature = getattr(inspection, "signature", None)
    signed = _("Signature (stamp): ______________    Date: ______________")
    if signature:
        post = f" {signature.signer_post}" if signature.signer_post else ""
        signed = (
            f"{signature.signer_name}{post} {_day(signature.signed_on)} "
            f"{signature.get_way_display()}"
        )
        if signature.objection:
            signed += "\n" + _("Objection: %(words)s") % {"words": signature.objection}
    blank = pgettext("of an inspector", "Signature: ______________    Date: ______________")
    rows = [[_("For the enterprise"), signed], [_("For the inspecting units"), blank]]
    table = _table(
        rows,
        [38 * mm, WIDTH - 38 * mm],
        [*_GRID, ("BOTTOMPADDING", (0, 0), (-1, -1), 14), ("TOPPADDING", (0, 0), (-1, -1), 14)],
    )
    return KeepTogether([Spacer(0, 6 * mm), table])


def _foot(inspection: Inspection):
    def draw(canvas, paper) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawString(20 * mm, 10 * mm, f"{inspection.number}")
        canvas.drawRightString(A4[0] - 20 * mm, 10 * mm, str(paper.page))

    return draw


def _day(day: date) -> str:
    return date_format(day, _("j M Y"))
