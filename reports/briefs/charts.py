"""Charts that Word draws itself: in the reader's fonts, and their numbers can be changed there.

openpyxl writes the chart and the small workbook behind it; the numbers stand in the chart as well,
since Word shows those until somebody opens them.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.html import escape
from django.utils.translation import gettext as _
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Cm
from openpyxl import Workbook
from openpyxl.chart import BarChart, LineChart, Reference, Series
from openpyxl.chart.data_source import AxDataSource, NumData, NumVal, StrData, StrRef, StrVal
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties
from openpyxl.xml.functions import tostring

from core.archives import steady

_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_LINES = (
    ("1F4E9E", "solid", "circle"),
    ("5B6B7F", "dash", "square"),
    ("A65A00", "sysDot", "triangle"),
)
"""Colour, stroke and mark: told apart in black and white too."""
_GRID = "D5DAE2"
_DRAWING = (
    '</w:t></w:r><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/'
    '2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" '
    'cy="{height}"/><wp:docPr id="1" name="{name}" descr="{name}"/><wp:cNvGraphicFramePr/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData '
    'uri="{c}"><c:chart xmlns:c="{c}" xmlns:r="{r}" r:id="{key}"/></a:graphicData></a:graphic>'
    '</wp:inline></w:drawing></w:r><w:r><w:t xml:space="preserve">'
)


@dataclass(frozen=True)
class Chart:
    """What a chart draws: a line or a bar for each series, (name, percents), over ``names``."""

    title: str
    names: Sequence[str]
    series: Sequence[tuple[str, Sequence[float | None]]]
    is_bars: bool = False


class ChartPlace:
    """A chart in a document that is being filled in; as markup, it is the place that shows it."""

    def __init__(self, document, chart: Chart, *, number: int, at: datetime):
        package = document.part.package
        book = Part(
            PackURI(f"/word/embeddings/chart{number}.xlsx"), _BOOK_TYPE, _book(chart, at), package
        )
        part = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART_TYPE, b"", package)
        part._blob = _markup(chart, part.relate_to(book, RELATIONSHIP_TYPE.PACKAGE))
        self._key = document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
        self._chart = chart

    def __html__(self) -> str:
        rows = len(self._chart.names) if self._chart.is_bars else 0
        height = Cm(min(22, max(6, 2.5 + 0.5 * rows)))
        facts = {"width": Cm(16), "height": height, "name": escape(self._chart.title)}
        return _DRAWING.format(key=self._key, c=_C, r=_R, **facts)

    __str__ = __html__


def _book(chart: Chart, at: datetime) -> bytes:
    """The workbook that opens when somebody changes the chart's numbers."""
    made, kept = io.BytesIO(), io.BytesIO()
    _filled(chart).parent.save(made)
    steady(made, kept, at=at)
    return kept.getvalue()


def _filled(chart: Chart):
    sheet = Workbook().active
    sheet.title = "Sheet1"
    sheet.append(["", *(name for name, _values in chart.series)])
    for place, name in enumerate(chart.names):
        sheet.append([name, *(values[place] for _name, values in chart.series)])
    for row in sheet.iter_rows():
        for cell in row:
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    return sheet


def _markup(chart: Chart, book_key: str) -> bytes:
    drawn = _bars() if chart.is_bars else LineChart()
    sheet, last = _filled(chart), len(chart.names) + 1
    for place, (name, values) in enumerate(chart.series):
        cells = Reference(sheet, min_col=place + 2, min_row=2, max_row=last)
        drawn.series.append(series := Series(cells, title=name))
        series.cat = AxDataSource(strRef=_words(sheet, last, chart.names))
        series.val.numRef.numCache = _numbers(values)
        _style(series, place, is_bars=chart.is_bars)
    drawn.y_axis.title, drawn.title = _("percent"), None
    drawn.y_axis.scaling.min, drawn.y_axis.scaling.max = 0, 100
    drawn.x_axis.delete = drawn.y_axis.delete = False
    drawn.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=_GRID))
    drawn.legend.position = "b"
    if len(chart.series) == 1:
        drawn.legend = None
    tree = drawn._write()
    behind = tree.makeelement(f"{{{_C}}}externalData", {f"{{{_R}}}id": book_key})
    behind.append(behind.makeelement(f"{{{_C}}}autoUpdate", {"val": "0"}))
    tree.append(behind)
    return tostring(tree)


def _bars() -> BarChart:
    """Lying bars, the first on top, each with its name, so that long ones can be read."""
    bars = BarChart()
    bars.type, bars.gapWidth = "bar", 40
    bars.x_axis.scaling.orientation = "maxMin"
    bars.y_axis.crosses, bars.x_axis.tickLblSkip = "max", 1
    small = ParagraphProperties(defRPr=CharacterProperties(sz=800))
    bars.x_axis.txPr = RichText(p=[Paragraph(pPr=small, endParaRPr=CharacterProperties())])
    return bars


def _style(series: Series, place: int, *, is_bars: bool) -> None:
    colour, stroke, mark = _LINES[place % len(_LINES)]
    if is_bars:
        series.graphicalProperties = GraphicalProperties(solidFill=colour)
        return
    series.graphicalProperties.line.solidFill = colour
    series.graphicalProperties.line.dashStyle = stroke
    series.graphicalProperties.line.width = 22000
    series.marker.symbol, series.marker.size, series.smooth = mark, 6, False
    series.marker.graphicalProperties = GraphicalProperties(solidFill=colour)


def _numbers(values: Sequence[float | None]) -> NumData:
    points = [NumVal(idx=at, v=str(value)) for at, value in enumerate(values) if value is not None]
    return NumData(formatCode="General", ptCount=len(values), pt=points)


def _words(sheet, last: int, names: Sequence[str]) -> StrRef:
    words = [StrVal(idx=at, v=name) for at, name in enumerate(names)]
    kept = StrData(ptCount=len(words), pt=words)
    return StrRef(f=str(Reference(sheet, min_col=1, min_row=2, max_row=last)), strCache=kept)
