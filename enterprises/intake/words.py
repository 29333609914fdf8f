"""The words in which a file says what the register keeps by a code, and the word for each code."""

from enterprises.models import Enterprise

_KINDS = {
    "企业": "enterprise",
    "住户": "household",
    "居民户": "household",
    "家庭户": "household",
    "农户": "household",
    "项目": "project",
    "建设项目": "project",
    "工程项目": "project",
    "商铺": "shop_or_market",
    "商户": "shop_or_market",
    "市场": "shop_or_market",
    "商铺市场": "shop_or_market",
    "村居": "community",
    "社区": "community",
    "村": "community",
    "新组织": "organisation",
    "两新组织": "organisation",
    "新经济组织": "organisation",
    "社会组织": "organisation",
    "公共服务中心": "service_centre",
    "服务中心": "service_centre",
}
KIND_OF_TEXT = {
    **_KINDS,
    **{str(value).upper(): str(value) for value in Enterprise.Kind.values},
}
TIER_OF_TEXT = {
    text: tier for tier in "ABCD" for text in (tier, f"{tier}类", f"{tier}档", f"{tier}级")
}
RISK_OF_TEXT = {
    text: str(risk)
    for risk, colour, degree in (
        (Enterprise.Risk.RED, "红", "重大"),
        (Enterprise.Risk.ORANGE, "橙", "较大"),
        (Enterprise.Risk.YELLOW, "黄", "一般"),
        (Enterprise.Risk.BLUE, "蓝", "低"),
    )
    for text in (colour, f"{colour}色", f"{colour}码", degree, f"{degree}风险", risk.upper())
}
YES_OR_NO = {
    **dict.fromkeys(("是", "重点", "重点企业", "√", "Y", "YES", "1"), True),
    **dict.fromkeys(("否", "非重点", "×", "N", "NO", "0"), False),
}
WORD_OF_KIND = {kind: word for word, kind in reversed(_KINDS.items())}
WORD_OF_RISK = {risk: word for word, risk in reversed(RISK_OF_TEXT.items()) if len(word) == 1}
WORD_OF_YES_OR_NO = {True: "是", False: "否"}
"""The first word for each; what an export writes, an import reads back."""
