"""Names in the order in which people count: team 2 before team 10."""

import re

_DIGITS = re.compile(r"\d+")
_CHINESE = re.compile(r"(?<=第)[零〇一二三四五六七八九十百]+")
_DIGIT_OF = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0}
_UNIT_OF = {"十": 10, "百": 100}


def natural_key(text: str) -> str:
    """The text with its numbers, 第十 among them, so written that text order is their order."""
    arabic = _CHINESE.sub(lambda found: str(_number(found.group())), text)
    return _DIGITS.sub(lambda found: found.group().zfill(8), arabic)


def _number(chinese: str) -> int:
    total = digit = 0
    for sign in chinese:
        if sign in _UNIT_OF:
            total, digit = total + (digit or 1) * _UNIT_OF[sign], 0
        else:
            digit = _DIGIT_OF[sign]
    return total + digit
