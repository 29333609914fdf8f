"""Pinyin initials, so that ``sjj`` finds 市监局."""

from pypinyin import Style, lazy_pinyin


def initials_of(text: str) -> str:
    """Return the first letter of each syllable, lower-cased; Latin letters and digits as they are."""
    parts = lazy_pinyin(text, style=Style.FIRST_LETTER, errors=lambda rest: list(rest))
    return "".join(part for part in parts if part.isalnum()).lower()
