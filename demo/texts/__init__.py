"""What people write in the demonstration: sentences with gaps, so that no two need be the same."""

import random
from collections.abc import Container
from typing import NamedTuple

from demo.texts.demands import DEMANDS
from demo.texts.hazards import HAZARDS
from demo.texts.issues import ISSUES


class Matter(NamedTuple):
    """One matter as it is told: what it is about, whose it is, and what is done about it."""

    kind: str
    category: str
    unit: str
    support: str
    title: str
    situation: str
    cause: str
    reply: str
    place: str = ""


_GAPS = {
    "post": ("数控操作工", "电气工程师", "质检员", "研发工程师", "焊工", "外贸业务员", "装配工", "工艺员"),
    "road": ("振兴路", "工业一路", "创业大道", "兴园路", "临港大道", "科创路"),
    "spot": ("厂区南侧", "厂区北门", "宿舍楼旁", "二期工地", "主出入口", "仓库后侧"),
    "shop": ("一车间", "二车间", "三号车间", "装配车间", "成品仓库", "原料仓库", "配电房", "食堂"),
    "when": ("上月以来", "近两周", "国庆后", "入秋以来", "今年二季度以来", "最近一个月"),
    "firm2": ("上游供应商", "外省总包单位", "主要客户", "合作经销商"),
}  # fmt: skip


def matter_choose(
    rng: random.Random, kind: str, *, category: str = "", units: Container[str] = ()
) -> Matter:
    """One matter of the kind, of the category and of one of the units if given, its gaps filled."""
    table = {"demand": DEMANDS, "issue": ISSUES, "hazard": HAZARDS}[kind]
    fitting = [row for row in table if category in ("", row[0]) and (not units or row[1] in units)]
    category, unit, support, *told = rng.choice(fitting)
    facts = {name: rng.choice(words) for name, words in _GAPS.items()}
    facts.update(
        n=rng.randrange(3, 60),
        wan=rng.choice((80, 120, 200, 300, 500, 800, 1200, 2000)),
        mu=rng.choice((5, 8, 12, 15, 20, 30)),
        m2=rng.choice((600, 1200, 2000, 3500, 5000)),
        kva=rng.choice((315, 630, 1000, 1600)),
        days=rng.choice((3, 5, 7, 10)),
    )
    place = facts["shop"] if any("{shop}" in text for text in told) else ""
    return Matter(kind, category, unit, support, *(text.format(**facts) for text in told), place)
