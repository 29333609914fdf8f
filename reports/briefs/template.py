"""The template of a brief: the one that is always there, and what may stand in an office's own."""

import io

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from reports.rates import MAIN

PLACEHOLDERS = {
    "district": gettext_lazy("name of the district"),
    "title": gettext_lazy("what the brief is called"),
    "period": gettext_lazy("the days it is about"),
    "as_of": gettext_lazy("the moment of its figures"),
    "made_by": gettext_lazy("who made it"),
    "basis": gettext_lazy("what the rates are counted over"),
    "small": gettext_lazy("how few cases are marked with a star"),
    "dispatched": gettext_lazy("cases dispatched"),
    "closed": gettext_lazy("of these closed as solved or explained"),
    "happened": gettext_lazy("each thing counted by its own date: name, by, count, before"),
    "happened_basis": gettext_lazy("how these things are counted"),
    "ended": gettext_lazy("cases closed in these days, whenever they were dispatched"),
    "ended_in_time": gettext_lazy("of these replied to in time: percent, of, before"),
    "became_late": gettext_lazy("cases that became late in these days"),
    "late_count": gettext_lazy("cases late now"),
    "supervised_count": gettext_lazy("of these on the supervision list"),
    "rates": gettext_lazy("each rate: name, version, percent, of, before, counts, among, excludes"),
    "groups": gettext_lazy("each peer group: title, chart, rows (place, name, shown, of), apart"),
    "late": gettext_lazy("each late case: number, title, enterprise, unit, due, state"),
    "trend_chart": gettext_lazy("the chart of the main rates by month"),
}
"""What a template may name, in double braces; more than one thing in a row of a table or a loop."""

_NAMES = ("name", "percent", "of", "before", "counts", "among", "excludes")
_HAPPENED = ("name", "by", "count", "before")
_OF_CASE = ("number", "title", "enterprise", "unit", "due", "state")
SAMPLE = {
    **dict.fromkeys(("district", "title", "period", "as_of", "made_by"), "…"),
    **dict.fromkeys(("basis", "happened_basis"), "…"),
    **dict.fromkeys(("small", "dispatched", "closed", "late_count", "supervised_count"), 1),
    **dict.fromkeys(("ended", "became_late"), 1),
    "ended_in_time": dict.fromkeys(("percent", "of", "before"), "…"),
    "happened": [dict.fromkeys(_HAPPENED, "…")],
    "rates": [{**dict.fromkeys(_NAMES, "…"), "version": 1}],
    "trend": {"names": ["…"], "series": [["…", [50.0]]]},
    "groups": [
        {
            "title": "…",
            "apart": "…",
            "rows": [{"place": 1, "name": "…", "shown": ["…"] * 3, "of": "…", "value": 50.0}],
        }
    ],
    "late": [dict.fromkeys(_OF_CASE, "…")],
}
"""One of each thing that a brief can say, to try a template on."""

_BODY, _HEAD = "仿宋", "黑体"
_SHADE = "E8EFF9"


def default_template() -> bytes:
    """The template as it is without one of the office's own; it may be changed in Word."""
    document = Document()
    _page(document)
    _heading(document)
    _overall(document)
    _units(document)
    _late(document)
    _definitions(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _page(document) -> None:
    """A4 with the margins of an office, its fonts, and the number of the page."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.2)
    normal = document.styles["Normal"]
    _font(normal, _BODY, 12)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(4), 1.3
    for level, size in ((1, 15), (2, 12.5)):
        style = document.styles[f"Heading {level}"]
        _font(style, _HEAD, size)
        style.paragraph_format.keep_with_next = True
        style.font.bold, style.font.color.rgb = False, RGBColor(0, 0, 0)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(12), Pt(4)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    footer._p.append(field)


def _font(style, name: str, size: float) -> None:
    style.font.name, style.font.size = name, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for place in ("w:eastAsia", "w:ascii", "w:hAnsi"):
        fonts.set(qn(place), name)
    for place in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(place), None)


def _heading(document) -> None:
    for text, size in (("{{ district }}{{ title }}", 20), ("{{ period }}", 13)):
        line = document.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = line.add_run(text)
        run.font.name, run.font.size = _HEAD, Pt(size)
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _HEAD)
    told = document.add_paragraph(_("As of {{ as_of }}, made by {{ made_by }}"))
    told.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _overall(document) -> None:
    document.add_heading(_("1. Overall"), 1)
    for said in (
        _(
            "Counted by the day of first dispatch: {{ dispatched }} cases were dispatched in these "
            "days, {{ closed }} of them are closed as solved or explained."
        ),
        _(
            "Counted by the day of closing, whenever they were dispatched: {{ ended }} cases were "
            "closed in these days. Of those with a deadline {{ ended_in_time.of }} were in time, "
            "{{ ended_in_time.percent }}. Counted by the day the time ran out: {{ became_late }} "
            "cases became late in these days."
        ),
        _(
            "{{ late_count }} cases are late now, {{ supervised_count }} of them on the supervision list."
        ),
    ):
        document.add_paragraph(said)
    _then(document)
    document.add_heading(_("Rates of the cases dispatched in these days"), 2)
    heads = [_("Rate"), _("This period"), _("counted / taken of"), _("Period before")]
    cells = ["{{ r.name }}", "{{ r.percent }}", "{{ r.of }}", "{{ r.before }}"]
    _table(document, heads, cells, "r in rates", [6, 3, 4, 3])
    _small(document, _("* fewer than {{ small }} cases: one more or less moves the rate a lot."))
    document.add_heading(_("By month of dispatch"), 2)
    document.add_paragraph("{{ trend_chart }}")


def _then(document) -> None:
    """What happened in the days themselves, each by its own date."""
    document.add_heading(_("What happened in these days"), 2)
    heads = [_("What happened"), _("Counted by"), _("This period"), _("Period before")]
    cells = [f"{{{{ h.{name} }}}}" for name in _HAPPENED]
    _table(document, heads, cells, "h in happened", [5, 3.4, 3.8, 3.8])


def _units(document) -> None:
    document.add_heading(_("2. Units"), 1)
    document.add_paragraph("{%p for g in groups %}")
    document.add_heading("{{ g.title }}", 2)
    document.add_paragraph("{%p if g.rows %}")
    document.add_paragraph("{{ g.chart }}")
    heads = [pgettext("in a ranking", "Place"), _("Unit"), *(str(rate.label) for rate in MAIN)]
    heads.append(_("counted / taken of"))
    shown = [f"{{{{ u.shown[{place}] }}}}" for place in range(3)]
    cells = ["{{ u.place }}", "{{ u.name }}", *shown, "{{ u.of }}"]
    _table(document, heads, cells, "u in g.rows", [1.5, 4.7, 2.3, 2.3, 2.9, 2.3])
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if g.apart %}")
    _small(document, _("Nothing due yet, not ranked: {{ g.apart }}"))
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")


def _late(document) -> None:
    document.add_heading(_("3. What is late"), 1)
    document.add_paragraph("{%p if late %}")
    heads = [_("Number"), _("Case"), _("Enterprise"), _("Lead unit"), _("Due")]
    cells = [f"{{{{ c.{name} }}}}" for name in ("number", "title", "enterprise", "unit", "due")]
    _table(document, heads, cells, "c in late", [2.5, 3.8, 3.6, 2.1, 4.0], size=9.5)
    document.add_paragraph("{%p if late_count > late|length %}")
    _small(document, _("The first {{ late|length }} of {{ late_count }}; all are in the list."))
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p else %}")
    document.add_paragraph(_("Nothing is late."))
    document.add_paragraph("{%p endif %}")


def _definitions(document) -> None:
    document.add_heading(_("How the rates are counted"), 1)
    for words in ("{{ basis }}", "{{ happened_basis }}"):
        _small(document, words).paragraph_format.keep_with_next = True
    heads = [_("Rate"), _("version"), _("counted"), _("taken of")]
    cells = ["{{ r.name }}", "{{ r.version }}", "{{ r.counts }}", "{{ r.among }}"]
    _table(document, heads, cells, "r in rates", [3.4, 1.4, 5.6, 5.6])


def _small(document, text: str):
    line = document.add_paragraph()
    line.paragraph_format.space_before = Pt(4)
    line.add_run(text).font.size = Pt(10)
    return line


def _table(
    document, heads: list[str], cells: list[str], each: str, widths: list[float], size=10.5
) -> None:
    """A table whose head stands on every page, with a row for each of something."""
    table = document.add_table(rows=4, cols=len(heads))
    table.style, table.autofit = "Table Grid", False
    rows = (heads, [f"{{%tr for {each} %}}"], cells, ["{%tr endfor %}"])
    for row, texts in zip(table.rows, rows, strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)
            cell.paragraphs[0].paragraph_format.line_spacing = 1.1
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(size)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
    _repeat(table.rows[0])


def _repeat(row) -> None:
    head = OxmlElement("w:tblHeader")
    row._tr.get_or_add_trPr().append(head)
    for cell in row.cells:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), _SHADE)
        cell._tc.get_or_add_tcPr().append(shade)
        for run in cell.paragraphs[0].runs:
            run.font.name = _HEAD
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _HEAD)
