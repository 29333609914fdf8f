"""Recognise the columns of a register by their headers, as districts write them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.errors import NotSo
from core.intake.table import find_table
from core.sheets import Sheet

MONEY = ("revenue_wan", "assets_wan", "capital")

SYNONYMS: dict[str, str] = {
    "name": "企业名称 单位名称 名称 企业名 公司名称 走访对象 走访对象名称 市场主体名称 name",
    "uscc": (
        "统一社会信用代码 信用代码 社会信用代码 统一信用代码 统一代码 企业信用代码"
        " 统一社会信用代码/注册号 uscc"
    ),
    "town": (
        "所属镇街 镇街道 属地 所属街镇 街镇 镇街 所属镇街道 所在镇街 属地镇街 所属乡镇 乡镇街道"
        " 所属镇 所属街道 所属园区 镇(街道) 镇、街道 town town_guess"
    ),
    "kind": "走访对象类型 对象类型 对象类别 kind",
    "industry_code": "行业代码 国民经济行业代码 行业小类代码 industry_code",
    "industry": "所属行业 行业 行业名称 行业类别 行业门类 国民经济行业 industry industry_guess",
    "employees": (
        "从业人员 职工人数 员工人数 从业人数 从业人员数 从业人员期末人数 职工数 员工数 用工人数"
        " employees"
    ),
    "revenue_wan": "营业收入 年营业收入 营收 年营收 主营业务收入 年销售收入 销售收入 revenue_wan revenue",
    "assets_wan": "资产总额 总资产 资产总计 资产合计 assets_wan assets",
    "address": "地址 注册地址 经营地址 住所 企业地址 单位地址 详细地址 生产经营地址 address",
    "legal_representative": "法定代表人 法人代表 法人 负责人 法定代表人(负责人) legal_representative",
    "contact_name": "联系人 企业联系人 联系人姓名 contact_name contact",
    "contact_phone": "联系电话 手机 电话 手机号 手机号码 联系方式 联系人电话 contact_phone phone",
    "registered_on": "成立日期 注册日期 成立时间 注册时间 登记日期 设立日期 registered_on",
    "capital": "注册资本 注册资金 注册资本(金) capital",
    "capital_unit": "注册资本单位 注册资本币种 资本单位 capital_unit",
    "registration_type": "企业类型 登记注册类型 注册类型 登记类型 经济类型 市场主体类型 type",
    "scope": "经营范围 主营业务 主要产品 经营(业务)范围 scope scope80",
    "benefit_tier": "效益评价 亩均评价 亩均效益评价 效益档次 评价等级 亩均评价等级 benefit_tier",
    "risk": "风险等级 安全风险等级 四色风险 四色等级 风险颜色 安全风险 risk",
    "is_key": "重点企业 是否重点 是否重点企业 is_key",
    "tags": "标签 企业标签 类别标签 tags",
}
"""Field → the headers that name it. The first one stands in the template workbook."""

TEMPLATE_HEADERS = {
    field: synonyms.split()[0] + ("（万元）" if field in MONEY else "")
    for field, synonyms in SYNONYMS.items()
    if field != "capital_unit"
}

_UNIT_FACTORS = {"元": "0.0001", "千元": "0.1", "万元": "1", "百万元": "100", "亿元": "10000"}
_UNIT = re.compile(r"[((\[【]?(?:人民币)?(百万元|万元|亿元|千元|元)(?:人民币)?[))\]】]?$")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: where it is, how it is headed, what one unit of it is in 10,000 yuan."""

    index: int
    header: str
    factor: str = ""


def _plain(header) -> str:
    """A header without blanks, line breaks, asterisks and half-width apart."""
    text = unicodedata.normalize("NFKC", str(header or ""))
    return re.sub(r"[\s*★:]", "", text).lower()


_FIELD_OF = {
    _plain(synonym): field for field, synonyms in SYNONYMS.items() for synonym in synonyms.split()
}


def field_and_factor(header) -> tuple[str | None, str]:
    """Return the field a header names, and the factor of a unit written into it."""
    plain = _plain(header)
    factor = ""
    if unit := _UNIT.search(plain):
        factor = _UNIT_FACTORS[unit.group(1)]
        plain = plain[: unit.start()]
    field = _FIELD_OF.get(plain) or _FIELD_OF.get(re.sub(r"\(.*?\)|【.*?】|\[.*?\]", "", plain))
    return field, factor


def columns_in(row: list) -> dict[str, Column]:
    """Return the columns a row names as a header; of two for one field, the first."""
    found: dict[str, Column] = {}
    for index, cell in enumerate(row):
        if isinstance(cell, str) and cell.strip():
            field, factor = field_and_factor(cell)
            if field and field not in found:
                found[field] = Column(index, " ".join(cell.split())[:60], factor)
    return found


@dataclass(frozen=True, slots=True)
class Register:
    """The table of a register: its heading, its columns, the numbered rows below."""

    header: list[str]
    columns: dict[str, Column]
    rows: Iterator[tuple[int, list]]
    expected: int


def find_register(sheets: Iterator[Sheet]) -> Register:
    """Return the first sheet with a header among its first rows; NotSo if there is none."""
    table = find_table(sheets, _weight)
    if table is None:
        raise NotSo(
            _(
                "No header was found in the first 10 rows. The register needs a row of headers with"
                " at least the enterprise's name; the template shows them all."
            )
        )
    return Register(table.header, columns_in(table.header), table.rows, table.expected)


def _weight(row: list) -> int:
    columns = columns_in(row)
    return len(columns) if "name" in columns else 0
