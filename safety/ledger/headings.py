"""Recognise the columns of a ledger by their headings."""

import re
import unicodedata

from safety.ledger.headers import SYNONYMS

NEEDED = 3
"""A row with fewer texts is no row of headings."""


def plain_heading(heading) -> str:
    """A heading without blanks, marks and line breaks, half-width."""
    text = unicodedata.normalize("NFKC", str(heading or ""))
    return re.sub(r"[\s*★:]", "", text).lower()


_FIELD_OF: dict[str, str] = {}
for _field, _synonyms in SYNONYMS.items():
    for _synonym in _synonyms.split():
        _FIELD_OF.setdefault(plain_heading(_synonym), _field)


def field_of(heading: str) -> str | None:
    """The field a heading names; of joined headings its last part, else its first."""
    parts = (heading, *reversed(heading.split()))
    for text in parts:
        plain = plain_heading(text)
        bare = re.sub(r"\(.*?\)|【.*?】|\[.*?\]", "", plain)
        if found := _FIELD_OF.get(plain) or _FIELD_OF.get(bare):
            return found
    return None


def fields_meant(header: list[str]) -> dict[str, int]:
    """Field → its place; of two columns for one field, the first."""
    found: dict[str, int] = {}
    for place, heading in enumerate(header):
        field = field_of(heading)
        if field and field not in found:
            found[field] = place
    return found


def weight(row: list) -> int:
    """How much a row looks like headings: those known count most, but unknown ones may do."""
    texts = [cell for cell in row if isinstance(cell, str) and cell.strip()]
    known = len(fields_meant(["" if cell is None else str(cell) for cell in row]))
    return 100 * known + 1 if len(texts) >= NEEDED else 0
