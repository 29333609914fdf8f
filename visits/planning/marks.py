"""What makes an enterprise a key one: large, specialised, hazardous. Each is a mark, and weighs."""

from collections.abc import Set

from enterprises.scale import Scale

SPECIALISED = frozenset(
    {"专精特新", "专精特新“小巨人”", "小巨人", "单项冠军", "隐形冠军", "独角兽"}
)
HAZARDOUS = frozenset({"危化品", "危险化学品", "重大危险源", "涉爆粉尘", "涉氨制冷", "有限空间"})
HAZARDOUS_TRADES = ("B06", "B07", "C25", "C26", "D45")
"""Divisions of GB/T 4754-2017: coal, oil and gas, fuels, chemicals, gas supply."""
TAGS = SPECIALISED | HAZARDOUS
"""The tags that count; others need not be asked for."""


def marks_of(
    scale: str, tags: Set[str], industry_code: str, *, is_red: bool = False, is_key: bool = False
) -> int:
    """How many marks an enterprise bears, 0 to 3; one that the register calls key bears one.

    ``is_red`` is its risk colour.
    """
    is_hazardous = is_red or bool(tags & HAZARDOUS) or industry_code.startswith(HAZARDOUS_TRADES)
    marks = (scale == Scale.LARGE) + bool(tags & SPECIALISED) + is_hazardous
    return max(marks, int(is_key))
