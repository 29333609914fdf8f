"""How a handed sheet lies on A4: its columns, which way up, what every page repeats."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import accumulate

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

HEADER_ROW = 3
NUMBERING_WIDTH = 6
A4 = 9
LINE, LEADING, LINES_MOST = 14.5, 7, 27
"""A line's height and what stands around it, in points; no row is higher than 409."""
_TITLE_LETTER, _TITLE_LINE = 3.4, 30
"""How wide a letter of the title is, in columns' characters, and how high a line of it, in points."""
_LEAST, _UPRIGHT, _ACROSS = 80, 90, 130
"""How many characters a sheet is wide at least, and A4 upright and across at full size at most."""


@dataclass(frozen=True)
class Layout:
    """What a sheet is called and headed: (heading, width in characters) for each column.

    ``groups``: (heading, how many columns) of a row above the headings that joins all of them;
    ``kept``: so many columns, the numbering among them, stay in sight and on every page;
    ``across``: so many pages it is wide, one or two; ``shares``: the places, from 0, of the columns
    whose numbers are shares of one, shown in percent; ``tab``: a name shorter than the title;
    ``nothing``: what a sheet without rows says.
    """

    title: str
    note: str
    headings: Sequence[tuple[str, int]]
    groups: Sequence[tuple[str, int]] = ()
    kept: int = 3
    across: int = 1
    shares: Sequence[int] = ()
    tab: str = ""
    nothing: str = ""

    @property
    def header_row(self) -> int:
        """The row of the headings, the last above the rows."""
        return HEADER_ROW + bool(self.groups)

    @property
    def name(self) -> str:
        """What the tab says."""
        return self.tab or self.title

    @cached_property
    def widths(self) -> list[int]:
        """Of every column, the numbering first; few narrow ones are stretched over the page."""
        asked = [width for _name, width in self.headings]
        stretch = max(1, (_LEAST - NUMBERING_WIDTH) / sum(asked))
        return [NUMBERING_WIDTH, *(int(width * stretch) for width in asked)]

    @property
    def first_page(self) -> int:
        """So many columns stand on the first page: all, or about half, but no group is torn."""
        if self.across == 1:
            return len(self.widths)
        sizes = [count for _name, count in self.groups] or [1] * len(self.headings)
        ends = [1 + end for end in accumulate(sizes)][:-1]
        return min((end for end in ends if end >= self.kept), key=self._widest)

    @property
    def titled_from(self) -> int:
        """The column where title and note begin: none that another page repeats."""
        return 1 if self.across == 1 else self.kept + 1

    def across_page(self, row: int, begin: int = 1) -> str:
        """A row of the first page, to be joined."""
        return f"{get_column_letter(begin)}{row}:{get_column_letter(self.first_page)}{row}"

    def _widest(self, end: int) -> int:
        return max(sum(self.widths[:end]), sum((*self.widths[: self.kept], *self.widths[end:])))

    @property
    def shrunk_to(self) -> int:
        """In percent, so that the wider of two pages fits."""
        return min(100, 100 * _ACROSS // self._widest(self.first_page))


def lay_out(page, layout: Layout, now: datetime) -> None:
    """Widths and heights, the heading and the kept columns on every page and in sight."""
    for place, width in enumerate(layout.widths, start=1):
        page.column_dimensions[get_column_letter(place)].width = width
    _heighten(page, layout)
    page.freeze_panes = f"{get_column_letter(layout.kept + 1)}{layout.header_row + 1}"
    page.print_title_rows = f"{HEADER_ROW}:{layout.header_row}"
    if layout.across > 1:
        page.print_title_cols = f"A:{get_column_letter(layout.kept)}"
        page.page_setup.pageOrder = "overThenDown"
    page.print_options.horizontalCentered = True
    margins = page.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.footer = 0.5, 0.7, 0.35
    is_upright = layout.across == 1 and sum(layout.widths) <= _UPRIGHT
    page.page_setup.orientation = "portrait" if is_upright else "landscape"
    page.page_setup.paperSize = A4
    (_part if layout.groups and layout.across > 1 else _fit)(page, layout)
    page.oddFooter.left.text = settings.DISTRICT_NAME
    page.oddFooter.center.text = _("Page &P of &N")
    page.oddFooter.right.text = timezone.localtime(now).strftime("%Y-%m-%d")


def _heighten(page, layout: Layout) -> None:
    """The rows above the table, as high as what stands in them."""
    width = sum(layout.widths[layout.titled_from - 1 : layout.first_page])
    letters = len(settings.DISTRICT_NAME + layout.title)
    page.row_dimensions[1].height = _TITLE_LINE * -(-letters * _TITLE_LETTER // width)
    page.row_dimensions[2].height = lines_of(layout.note, width) * LINE + 5.5
    for row in range(HEADER_ROW, layout.header_row):
        page.row_dimensions[row].height = 26
    names = [name for name, _width in layout.headings]
    lines = max(map(lines_of, names, layout.widths[1:]))
    page.row_dimensions[layout.header_row].height = max(26, lines * LINE + LEADING)


def _fit(page, layout: Layout) -> None:
    """So many pages wide, and as many long as it needs."""
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = layout.across, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _part(page, layout: Layout) -> None:
    """Parted where no group is torn, which Excel does only at a size that is given."""
    page.col_breaks.append(Break(id=layout.first_page))
    page.page_setup.scale = layout.shrunk_to


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes; a Chinese character is as wide as two digits, and never torn."""
    if 2 * len(text) < width and text.isprintable():
        return 1
    found = 0
    for line in text.splitlines():
        if line.isascii():
            found += max(1, -(-len(line) // (width - 1)))
        else:
            found += _lines_of_mixed(sum(1 if s.isascii() else 2 for s in line), width)
    return min(max(found, 1), LINES_MOST)


def _lines_of_mixed(signs: int, width: int) -> int:
    """A longer text breaks before a number or a sign that belongs together: a tenth is lost."""
    line = (width - 1) // 2 * 2
    return 1 if signs <= line else -(-signs * 11 // (line * 10))
