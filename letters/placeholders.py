"""The fields that the text of a letter may hold; a fixed set, described in docs/letters.md."""

import re
from collections.abc import Mapping

FIELDS = {
    "企业名称": "enterprise",
    "联系人": "contact",
    "镇街": "town",
    "地址": "address",
    "日期": "day",
    "截止日期": "reply_by",
}
"""As it is written in the text → the fact that takes its place."""

IN_PLACE_OF_NOTHING = {"contact": "负责人", "town": "本辖区", "address": "经营场所"}
"""What a letter says where the register has nothing to say."""

OF_A_HOUSEHOLD = "住户"
"""A household is kept by its address only; a letter to it names nobody."""

EXAMPLE = """{企业名称}：

为切实做好安全生产工作，现将有关事项告知如下：

一、落实全员安全生产责任制，主要负责人每月至少带队开展一次自查；
二、保持疏散通道、安全出口畅通，严禁占用、堵塞；
三、动火、有限空间等危险作业须先审批、后作业，并落实现场监护。

请{联系人}组织员工学习，并于{截止日期}前签署回执。"""

_FIELD = re.compile(r"[{｛]([^{}｛｝\n]{0,30})[}｝]")


def unknown_fields(text: str) -> list[str]:
    """What stands in braces and is no field, each once, in their order."""
    found = (name.strip() for name in _FIELD.findall(text))
    return list(dict.fromkeys(name for name in found if name not in FIELDS))


def filled(text: str, facts: Mapping[str, str]) -> str:
    """The text with its fields replaced; what is no field stays as it was written."""

    def value(found: re.Match) -> str:
        fact = FIELDS.get(found.group(1).strip())
        if fact is None:
            return found.group()
        return facts.get(fact) or IN_PLACE_OF_NOTHING.get(fact, "")

    return _FIELD.sub(value, text)
