"""What of a case says what it is about, and the words that a group of them shares."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

SIGNS_READ = 300
"""So much of the situation is read: what follows tells how it came about."""

FRAME = (
    "什么时候", "能不能", "求解决", "有限公司", "有限责任公司", "请求", "恳请", "请问", "咨询", "反映",
    "希望", "建议", "投诉", "举报", "要求", "关于", "何时", "为什么", "为何", "如何", "怎么", "是否",
    "可以", "能否", "严重", "问题", "存在", "非常", "一直", "没有", "不合理", "疑问", "解决", "相关",
    "质疑", "反对", "强烈", "办理", "部门", "领导", "政府", "我们", "我司", "本公司", "我公司", "公司", "企业", "现在", "已经", "目前",
    "多次", "情况", "现象", "谢谢", "您好", "你好", "尊敬", "进行", "附近", "有些", "地址", "影响",
    "正常", "协调", "诉求", "困难", "安全隐患", "隐患", "请", "吗", "呢", "的", "了",
)  # fmt: skip
"""How one speaks to an office, whatever about; it would make all matters look alike."""

_FRAME = re.compile("|".join(sorted(FRAME, key=len, reverse=True)))
_PLACE = re.compile(r"[一-鿿]{2,4}?(?:街道|社区|小区|工业区|园区)")
_NOT_WORDS = re.compile(r"[^一-鿿A-Za-z]+")
_CODES = re.compile(r"[A-Za-z]+\d+[市区县]?|\d+")

SHORTEST, LONGEST_WORD, WORDS_NAMED = 2, 8, 3


@dataclass(frozen=True)
class Text:
    """One case as the grouping reads it. ``who`` tells apart those who raised it."""

    key: int
    who: object
    title: str
    situation: str = ""
    names: tuple[str, ...] = ()
    """What is taken out of the words: the enterprise's name, its town."""
    marks: tuple[str, ...] = field(default=())
    """What counts besides the words, such as ``category:3``."""


def matter_of(words: str, names: Iterable[str] = ()) -> str:
    """The words without names, numbers and forms of address; pieces apart by a blank."""
    for name in names:
        words = words.replace(name, " ")
    words = _PLACE.sub(" ", _FRAME.sub(" ", _CODES.sub(" ", words)))
    return _NOT_WORDS.sub(" ", words).strip()


def words_shared(matters: Sequence[str]) -> list[str]:
    """The longest words that at least half of the matters hold, the most telling first."""
    held = Counter()
    for matter in matters:
        held.update(_pieces(matter))
    common = {word: number for word, number in held.items() if 2 * number >= len(matters) > 0}
    ranked = sorted(common, key=lambda word: (-common[word] * (len(word) - 1), word))
    chosen: list[str] = []
    for word in ranked:
        if not set(word) & set("".join(chosen)):
            chosen.append(word)
    return chosen[:WORDS_NAMED]


def _pieces(matter: str) -> set[str]:
    return {
        part[start : start + length]
        for part in matter.split()
        for length in range(SHORTEST, LONGEST_WORD + 1)
        for start in range(len(part) - length + 1)
    }
