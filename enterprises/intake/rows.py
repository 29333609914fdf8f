"""One row of the file to one row of values, with what is to be said about it."""

from collections.abc import Callable
from datetime import date

from core.intake.messages import error, warning
from core.intake.rows import ParsedRow
from core.intake.values import BadValueError, text_of
from enterprises import industry
from enterprises.intake import values as read
from enterprises.intake.headers import Column
from enterprises.intake.words import KIND_OF_TEXT, RISK_OF_TEXT, TIER_OF_TEXT, YES_OR_NO
from enterprises.kinds import has_fact
from enterprises.models import Enterprise
from enterprises.uscc import fault_of, normalised

HOUSEHOLD = Enterprise.Kind.HOUSEHOLD
_TEXTS = ("address", "legal_representative", "contact_name", "contact_phone", "registration_type")


class RowReader:
    """Reads rows by the columns of one file; ``towns`` maps the names of towns to their keys."""

    def __init__(self, columns: dict[str, Column], towns: dict[str, int], today: date):
        self.columns = columns
        self.towns = towns
        self.today = today

    def read(self, number: int, cells: list) -> ParsedRow | None:
        """Return the row, or None if it is blank."""
        shown = [text_of(cell) for cell in cells]
        if not any(shown):
            return None
        row = ParsedRow(number, cells=shown)
        for read_part in (
            self._kind,
            self._identity,
            self._place,
            self._industry,
            self._figures,
            self._rest,
            self._fit,
        ):
            read_part(row, cells)
        return row

    def _cell(self, cells: list, name: str):
        column = self.columns.get(name)
        return cells[column.index] if column and column.index < len(cells) else None

    def _factor(self, name: str) -> str:
        return self.columns[name].factor if name in self.columns else ""

    def _put(self, row: ParsedRow, name: str, parse: Callable, *args) -> None:
        try:
            value = parse(*args)
        except BadValueError as bad:
            row.messages.append(error(name, bad.code, **bad.particulars))
            return
        if value not in (None, ""):
            row.values[name] = value

    def _kind(self, row: ParsedRow, cells: list) -> None:
        self._choice(row, cells, "kind", "kind_unknown", KIND_OF_TEXT)

    def _identity(self, row: ParsedRow, cells: list) -> None:
        """A household is called by its address; every other target has a name of its own."""
        source = "address" if row.values.get("kind") == HOUSEHOLD else "name"
        parse = read.name_of_address if source == "address" else read.name_of
        self._put(row, "name", parse, self._cell(cells, source))
        if "name" not in row.values and not any(one.is_error for one in row.messages):
            row.messages.append(error(source, f"{source}_missing"))
        self._code(row, self._cell(cells, "uscc"))

    def _code(self, row: ParsedRow, cell) -> None:
        code = normalised(text_of(cell))
        if not code:
            if has_fact(row.values.get("kind", Enterprise.Kind.ENTERPRISE), "uscc"):
                row.messages.append(warning("uscc", "uscc_missing"))
        elif row.values.get("kind") == HOUSEHOLD:
            row.messages.append(error("uscc", "household_by_address_only"))
        elif isinstance(cell, float | int) and len(code) >= 15:
            row.messages.append(error("uscc", "uscc_number"))
        elif fault := fault_of(code):
            row.messages.append(error("uscc", f"uscc_{fault}"))
        else:
            row.values["uscc"] = code

    def _place(self, row: ParsedRow, cells: list) -> None:
        if text := text_of(self._cell(cells, "town")):
            if town := self.towns.get(text):
                row.values["town"] = town
            else:
                row.messages.append(warning("town", "town_unknown", value=text[:40]))

    def _industry(self, row: ParsedRow, cells: list) -> None:
        texts = {
            name: text_of(self._cell(cells, name))[:100] for name in ("industry_code", "industry")
        }
        codes = {name: industry.code_of(text) for name, text in texts.items() if text}
        code = codes.get("industry_code") or codes.get("industry")
        if texts["industry"] or code:
            row.values["industry"] = texts["industry"] or industry.name_of(code)
        if code:
            row.values["industry_code"] = code
        elif codes:
            name = next(iter(codes))
            row.messages.append(warning(name, "industry_unknown", value=texts[name][:40]))

    def _figures(self, row: ParsedRow, cells: list) -> None:
        self._put(row, "employees", read.count_of, self._cell(cells, "employees"))
        for name in ("revenue_wan", "assets_wan"):
            self._put(row, name, read.wan_of, self._cell(cells, name), self._factor(name))
        self._put(row, "registered_on", read.day_of, self._cell(cells, "registered_on"), self.today)
        self._put(
            row,
            "capital",
            read.capital_of,
            self._cell(cells, "capital"),
            self._cell(cells, "capital_unit"),
            self._factor("capital"),
        )
        written, wan = row.values.pop("capital", ("", None))
        if written:
            row.values["capital"] = written
        if wan is not None:
            row.values["capital_wan"] = wan

    def _rest(self, row: ParsedRow, cells: list) -> None:
        for name in _TEXTS:
            self._put(row, name, read.limited_text, self._cell(cells, name), name)
        self._put(row, "scope", text_of, self._cell(cells, "scope"))
        self._put(row, "tags", read.tags_of, self._cell(cells, "tags"))
        self._choice(row, cells, "benefit_tier", "tier_unknown", TIER_OF_TEXT)
        self._choice(row, cells, "risk", "risk_unknown", RISK_OF_TEXT)
        self._choice(row, cells, "is_key", "not_yes_or_no", YES_OR_NO)

    def _fit(self, row: ParsedRow, cells: list) -> None:
        """Leave out what a target of the kind in the row does not have; a name it has anyway."""
        kind = row.values.get("kind", Enterprise.Kind.ENTERPRISE)
        for name in [name for name in row.values if name != "name" and not has_fact(kind, name)]:
            del row.values[name]
            if name in self.columns:
                row.messages.append(warning(name, "not_of_kind"))

    def _choice(self, row, cells: list, name: str, code: str, choices: dict) -> None:
        if text := text_of(self._cell(cells, name)):
            if text.upper() in choices:
                row.values[name] = choices[text.upper()]
            else:
                row.messages.append(warning(name, code, value=text[:40]))
