"""What the words of a ledger mean: levels, states, fields; and how words are compared."""

import re
import unicodedata

from safety.workflow import Grade, SafetyField

_NOISE = re.compile(r"[\W_]+")
_ROMAN = {"iii": "3", "iv": "4", "ii": "2", "i": "1"}
_DIGITS = {"一": "1", "二": "2", "三": "3", "四": "4"}
_DEGREE = re.compile(r"^第?(iii|iv|ii|i|[一二三四]|\d)(?:级|类|等)?$")
_NAMED_DEGREE = re.compile(r"^(一般|重大)[\dⅰ-ⅴi一二三四]+级$")
_AFTER = re.compile(r"(?:生产)?(?:安全)?(?:事故)?隐患$|等级$|级别$")

OPEN, DONE = "open", "done"


def plain(text: str) -> str:
    """A word without blanks and signs, half-width, small: so words are compared."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).lower()


def level_key(text: str) -> str:
    """A level as it is compared: Ⅱ级, II级, 二级, 2级 and 2 are one; so are 一般 and 一般隐患."""
    key = _AFTER.sub("", plain(text)) or plain(text)
    if named := _NAMED_DEGREE.match(key):
        return named.group(1)
    degree = _DEGREE.match(key)
    if not degree:
        return key
    word = degree.group(1)
    return _ROMAN.get(word) or _DIGITS.get(word) or word


_ORDINARY = ("一般", "普通", "轻微", "一般类", "ordinary", "非重大", "不是", "否")
_MAJOR = ("重大", "特大", "特别重大", "重大类", "major", "是")
LEVELS = {
    **dict.fromkeys(_ORDINARY, str(Grade.ORDINARY)),
    **dict.fromkeys(_MAJOR, str(Grade.MAJOR)),
}
"""What no unit needs to tell. Numbered degrees mean other things in other offices: each tells its own."""

STATES = {
    **dict.fromkeys(
        (
            *("已整改", "已整改销号", "整改完成", "已整改完成", "已完成整改", "完成整改", "已完成"),
            *("完成", "已销号", "销号", "已闭环", "闭环", "已验收", "验收合格", "合格", "已落实"),
            *(
                "现场处置",
                "现场整改",
                "当场整改",
                "立即整改",
                "已办结",
                "办结",
                "他处已办结",
                "是",
                "done",
            ),
        ),
        DONE,
    ),
    **dict.fromkeys(
        (
            *("未整改", "未完成", "整改中", "正在整改", "待整改", "未销号", "未闭环", "待验收"),
            *("已发现", "已建档", "已评估", "进行中", "逾期", "逾期未整改", "超期", "未落实"),
            *("部分整改", "持续整改", "不合格", "否", "open"),
        ),
        OPEN,
    ),
}
_YES, _NO = ("√", "✓", "✔"), ("×", "✗", "✘")


def state_in(text: str) -> str | None:
    """What a cell says of the state; None if the word is not known."""
    mark = unicodedata.normalize("NFKC", text).strip()
    if mark in _YES or mark in _NO:
        return DONE if mark in _YES else OPEN
    return STATES.get(plain(text))


_FIELDS = {
    SafetyField.CHEMICALS: "危险化学品 危化品 危化 化工",
    SafetyField.FIRE: "消防 消防安全 消防类",
    SafetyField.CONSTRUCTION: (
        "建筑施工 施工 施工安全 建设施工 建筑 工程建设 临边防护 高处作业 隧道施工安全 隧道开挖支护"
    ),
    SafetyField.EQUIPMENT: "特种设备 电梯 特种设备及电梯 起重机械",
    SafetyField.GAS: "燃气 燃气安全 城镇燃气",
    SafetyField.ROAD: "道路运输 道路交通 交通运输 交通",
    SafetyField.CROWDS: "人员密集场所 人员密集",
    SafetyField.FOREST: "森林防火 森防",
    SafetyField.EPIDEMIC: "疫情防控",
    SafetyField.ARREARS: "欠薪欠款 欠薪",
    SafetyField.TRAINING: "校外培训",
    SafetyField.SPACES: "有限空间 受限空间",
    SafetyField.DUST: "涉爆粉尘 粉尘 粉尘防爆 粉尘涉爆",
    SafetyField.ELECTRICITY: "用电 电气 电气安全 用电安全 临时用电",
    SafetyField.OTHER: "其他 其它 综合",
}
FIELDS = {word: str(field) for field, words in _FIELDS.items() for word in words.split()}


def field_in(text: str) -> str | None:
    """The field a cell names, by its usual words or by its label here."""
    key = plain(text)
    labels = {plain(str(field.label)): str(field) for field in SafetyField}
    return FIELDS.get(key) or labels.get(key)
