"""One cell to one value in the form in which it is kept, compared and applied: JSON-ready."""

import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation

from core.intake.values import NOTHING, BadValueError, day_in, text_of
from enterprises.models import Enterprise, Tag

_BETWEEN_TAGS = re.compile("[,，、;；/|]")
_MONEY = re.compile(r"(-?[\d,]+(?:\.\d+)?)\s*(.*)")
_WAN_UNITS = frozenset({"万", "万元", "万元人民币", "万人民币", "万元(人民币)", "人民币万元"})
_YUAN_UNITS = frozenset({"元", "元人民币", "人民币元", "元(人民币)"})
_CENT_OF_WAN = Decimal("0.0001")
_LARGEST_WAN = Decimal(10) ** 13
_LARGEST_COUNT = 10_000_000


def limited_text(cell, field: str) -> str:
    text = text_of(cell)
    limit = Enterprise._meta.get_field(field).max_length
    if limit and len(text) > limit:
        raise BadValueError("too_long", limit=limit)
    return text


def name_of(cell) -> str:
    return limited_text(cell, "name")


def name_of_address(cell) -> str:
    """What a household is called: the beginning of its address, as long as names may be."""
    return text_of(cell)[: Enterprise._meta.get_field("name").max_length]


def tags_of(cell) -> list[str] | None:
    """The tags in one cell, each once, in one order; None for an empty cell."""
    tags = tags_in(text_of(cell))
    if any(len(tag) > Tag.LONGEST for tag in tags):
        raise BadValueError("too_long", limit=Tag.LONGEST)
    return tags or None


def tags_in(text: str) -> list[str]:
    return sorted({tag.strip() for tag in _BETWEEN_TAGS.split(text)} - {""})


def number_of(cell) -> Decimal | None:
    text = unicodedata.normalize("NFKC", text_of(cell)).replace(",", "").replace(" ", "")
    if not text or text.upper() in NOTHING:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise BadValueError("not_a_number", value=text_of(cell)[:40])
    if number < 0:
        raise BadValueError("negative", value=text[:40])
    return number


def count_of(cell) -> int | None:
    """People: a whole number; a trailing 人 is let pass."""
    number = number_of(text_of(cell).removesuffix("人"))
    if number is None:
        return None
    if number > _LARGEST_COUNT:
        raise BadValueError("too_large", value=text_of(cell)[:40])
    if number != int(number):
        raise BadValueError("not_whole", value=text_of(cell)[:40])
    return int(number)


def wan_of(cell, factor: str) -> str | None:
    """Money in 10,000 yuan with four places, as text; ``factor`` comes from the header's unit."""
    text = unicodedata.normalize("NFKC", text_of(cell))
    for unit, of_unit in (("亿元", "10000"), ("万元", "1"), ("万", "1"), ("元", "0.0001")):
        if text.endswith(unit):
            text, factor = text.removesuffix(unit), of_unit
            break
    number = number_of(text)
    return None if number is None else _wan_text(number * Decimal(factor or "1"), cell)


def _wan_text(amount: Decimal, cell) -> str:
    if amount >= _LARGEST_WAN:
        raise BadValueError("too_large", value=text_of(cell)[:40])
    return str(amount.quantize(_CENT_OF_WAN))


def capital_of(cell, unit_cell, factor: str) -> tuple[str, str | None]:
    """Registered capital as written, and in 10,000 yuan where it is in yuan.

    Without a unit anywhere it is 10,000 yuan, as registers have it; dollars are kept as text only.
    """
    shown = text_of(cell)
    match = _MONEY.fullmatch(unicodedata.normalize("NFKC", shown))
    if not shown or not match:
        return _capital_text(shown), None
    amount = number_of(match.group(1))
    unit = unicodedata.normalize("NFKC", match.group(2) or text_of(unit_cell)).replace(" ", "")
    if unit in _YUAN_UNITS:
        factor = "0.0001"
    elif unit and unit not in _WAN_UNITS:
        return _capital_text(shown if match.group(2) else f"{shown}{unit}"), None
    written = shown if match.group(2) or not unit else f"{shown}{unit}"
    wan = _wan_text(amount * Decimal("1" if unit in _WAN_UNITS else factor or "1"), cell)
    return _capital_text(written), wan


def _capital_text(text: str) -> str:
    if len(text) > 60:
        raise BadValueError("too_long", limit=60)
    return text


def day_of(cell, today: date) -> str | None:
    """A day as YYYY-MM-DD: from Excel's dates, its serial numbers, and the usual ways of writing."""
    if not text_of(cell):
        return None
    day = day_in(cell)
    if day is None:
        raise BadValueError("not_a_date", value=text_of(cell)[:40])
    if day > today:
        raise BadValueError("in_future", value=day.isoformat())
    return day.isoformat()
