"""The register as a workbook to hand round, whose columns the import reads back unchanged."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.intake.values import BadValueError
from core.office import Layout, Table, facts_told, read_through, tables_written
from enterprises.intake.headers import TEMPLATE_HEADERS
from enterprises.intake.values import capital_of
from enterprises.intake.verdicts import kept_form
from enterprises.intake.words import WORD_OF_KIND, WORD_OF_RISK, WORD_OF_YES_OR_NO
from enterprises.kinds import has_fact
from enterprises.models import Enterprise

_FIRST_EXCEL_DAY = date(1900, 3, 1)
"""Excel counts a 29 February 1900 that never was; the days before it are written as text."""
_SURE_DIGITS = 15
"""More digits than these Excel does not keep."""


class Shown(NamedTuple):
    """How wide a column is, and what stands in it for an enterprise."""

    width: int
    of: Callable[[Enterprise], object]


def _field(name: str) -> Callable:
    return lambda enterprise: getattr(enterprise, name)


def _amount(name: str) -> Callable:
    return lambda enterprise: _number(getattr(enterprise, name))


def _number(amount: Decimal | None) -> float | str:
    """A number where Excel keeps all its digits, else the text of it."""
    if amount is None:
        return ""
    plain = f"{amount.normalize():f}"
    return float(plain) if len(plain.strip("-0").replace(".", "")) <= _SURE_DIGITS else plain


def _day(enterprise: Enterprise) -> date | str:
    day = enterprise.registered_on
    return day.isoformat() if day and day < _FIRST_EXCEL_DAY else day or ""


def _capital(enterprise: Enterprise) -> str:
    """As it was written, if that is read as the same amount; else the amount with its unit."""
    written, wan = enterprise.capital, enterprise.capital_wan
    try:
        read = capital_of(written, None, "1")[1]
    except BadValueError:
        read = None
    if wan is None or (written and read in (None, kept_form(wan))):
        return written
    return f"{wan.normalize():f}万元"


def _is_key(enterprise: Enterprise) -> str:
    has_it = has_fact(enterprise.kind, "is_key")
    return WORD_OF_YES_OR_NO[enterprise.is_key] if has_it else ""


def _state(enterprise: Enterprise) -> str:
    return _("active") if enterprise.is_active else _("no longer active")


READ_BACK = {
    "name": Shown(28, _field("name")),
    "kind": Shown(10, lambda one: WORD_OF_KIND[one.kind]),
    "town": Shown(14, lambda one: one.town.name if one.town else ""),
    "industry": Shown(20, _field("industry")),
    "benefit_tier": Shown(9, _field("benefit_tier")),
    "risk": Shown(9, lambda one: WORD_OF_RISK.get(one.risk, "")),
    "is_key": Shown(9, _is_key),
    "tags": Shown(18, lambda one: "、".join(one.tag_names)),
    "address": Shown(28, _field("address")),
    "contact_name": Shown(10, _field("contact_name")),
    "contact_phone": Shown(15, _field("contact_phone")),
    "uscc": Shown(22, lambda one: one.uscc or ""),
    "legal_representative": Shown(12, _field("legal_representative")),
    "employees": Shown(10, _field("employees")),
    "revenue_wan": Shown(13, _amount("revenue_wan")),
    "assets_wan": Shown(13, _amount("assets_wan")),
    "registered_on": Shown(12, _day),
    "capital": Shown(16, _capital),
    "registration_type": Shown(18, _field("registration_type")),
    "industry_code": Shown(10, _field("industry_code")),
    "scope": Shown(36, _field("scope")),
}
"""What the import reads: field → how it is shown. The headings are those of its template."""


@dataclass(frozen=True)
class Register:
    """The rows to write, how many, and what filters them in words."""

    rows: QuerySet[Enterprise]
    count: int
    filtered_by: str


def register_workbook(file, *, register: Register, made_by: str, now: datetime) -> None:
    """Write the rows in their order into ``file``; memory stays flat."""
    told = facts_told(
        filtered_by=register.filtered_by, count=register.count, made_by=made_by, now=now
    )
    layout = Layout(_("Register of visit targets"), told, _headings(), kept=2, across=2)
    lines = map(_line, read_through(register.rows))
    tables_written(file, [Table(layout, register.count, lines)], now=now)


def _line(one: Enterprise) -> list:
    facts = (shown.of(one) for shown in READ_BACK.values())
    return [*facts, one.get_scale_display(), _state(one)]


def _headings() -> list[tuple[str, int]]:
    """Those the import reads, and two that it passes over: what follows, and what it never sets."""
    read_back = [(TEMPLATE_HEADERS[name], shown.width) for name, shown in READ_BACK.items()]
    return [*read_back, (_("Scale"), 9), (_("State"), 9)]
