"""Find the table in an uploaded workbook: its heading, of one row or of several merged ones."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from core.sheets import Sheet

SEARCHED_ROWS = 10
DEEPEST = 2
"""So many rows above or below the row of headings may belong to it."""


@dataclass(frozen=True, slots=True)
class Table:
    """A heading for each column, and the numbered rows below."""

    header: list[str]
    rows: Iterator[tuple[int, list]]
    expected: int


def find_table(sheets: Iterator[Sheet], weight: Callable[[list], int]) -> Table | None:
    """The first sheet with a heading among its first rows.

    ``weight`` says how much a row looks like one, 0 not at all; the heaviest is the heading.
    """
    for sheet in sheets:
        head = list(islice(sheet.rows, SEARCHED_ROWS))
        weights = [weight(row) for row in head]
        at = max(range(len(head)), key=lambda row: weights[row], default=0)
        if head and weights[at]:
            last = _last_of_heading(head, at)
            return Table(
                header=_header(head, at, last),
                rows=_numbered(last + 2, head[last + 1 :], sheet.rows),
                expected=max(0, sheet.expected - last - 1),
            )
    return None


def _text(row: list, place: int) -> str:
    cell = row[place] if place < len(row) else None
    return " ".join(str(cell).split()) if cell is not None else ""


def _last_of_heading(head: list[list], at: int) -> int:
    """A row belongs to the heading above it if it says something under joined cells only."""
    last = at
    for row in head[at + 1 : at + 1 + DEEPEST]:
        filled = [place for place in range(len(row)) if _text(row, place)]
        joined = [place for place in filled if _is_joined(head[last], place)]
        is_words = all(isinstance(row[place], str) for place in filled)
        if not filled or joined != filled or not is_words or len(filled) < 2:
            return last
        last += 1
    return last


def _is_joined(row: list, place: int) -> bool:
    """Whether the cell spans several columns, as a reader of one cell after another sees it."""
    begin = place
    while begin >= 0 and not _text(row, begin):
        begin -= 1
    return begin >= 0 and (place > begin or not _text(row, place + 1))


def _header(head: list[list], at: int, last: int) -> list[str]:
    """Each column's heading: of joined cells with what stands under them, else from above."""
    width = max(len(row) for row in head[max(0, at - DEEPEST) : last + 1])
    header = [_heading(head, at, last, place) for place in range(width)]
    while not header[-1]:
        header.pop()
    return header


def _heading(head: list[list], at: int, last: int, place: int) -> str:
    below = [text for row in head[at + 1 : last + 1] if (text := _text(row, place))]
    begin = place
    while below and begin > 0 and not _text(head[at], begin):
        begin -= 1
    if own := _text(head[at], begin if below else place):
        return " ".join((own, *below))
    above = (_text(row, place) for row in reversed(head[max(0, at - DEEPEST) : at]))
    return next(filter(None, above), "")


def _numbered(first: int, head: list[list], rest: Iterator[list]) -> Iterator[tuple[int, list]]:
    number = first
    for part in (head, rest):
        for row in part:
            yield number, row
            number += 1
