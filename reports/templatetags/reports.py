from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django import template
from django.utils.translation import gettext as _

from core.office import Layout, Table

register = template.Library()
WIDE, BROAD = 90, 160
"""How many characters across need the page's long side, and how many small letters besides."""


@dataclass(frozen=True)
class Part:
    """So much of a kept table as fits the width of a page."""

    title: str
    columns: list[tuple[str, float]]
    rows: list[list[str]]
    width: int

    @property
    def form(self) -> str:
        """How its looks are called."""
        return " ".join(
            name for name, least in (("is-wide", WIDE), ("is-broad", BROAD)) if self.width > least
        )


@register.simple_tag
def paper_parts(table: Table) -> list[Part]:
    """A kept table as it is printed, parted where the workbook is."""
    layout = table.layout
    chosen = _columns_of_pages(layout)
    return [
        _part(table, places, f"（{page}/{len(chosen)}）" if len(chosen) > 1 else "")
        for page, places in enumerate(chosen, 1)
    ]


def _columns_of_pages(layout: Layout) -> list[Sequence[int]]:
    """For each page the places of its columns among the headings, from 0."""
    places, end = range(len(layout.headings)), layout.first_page - 1
    if layout.across == 1:
        return [places]
    return [places[:end], (*places[: layout.kept - 1], *places[end:])]


def _part(table: Table, places: Sequence[int], tail: str) -> Part:
    layout = table.layout
    names = [_("No."), *(layout.headings[place][0] for place in places)]
    widths = [layout.widths[0], *(layout.widths[place + 1] for place in places)]
    shares = [round(100 * width / sum(widths), 2) for width in widths]
    rows = [
        [str(number), *(paper_cell(row[place], layout, place) for place in places)]
        for number, row in enumerate(table.rows, 1)
    ]
    columns = list(zip(names, shares, strict=True))
    return Part(f"{layout.title}{tail}", columns, rows, sum(widths))


def paper_cell(value, layout: Layout, place: int) -> str:
    """A cell of a kept table as it is printed: as the workbook shows it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:.1%}" if place in layout.shares else str(value)
