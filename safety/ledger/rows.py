"""One row of a ledger to one row of values, with what is to be said about it."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from core.intake.messages import error, warning
from core.intake.rows import ParsedRow
from core.intake.values import day_in, text_of
from enterprises.uscc import normalised
from safety.ledger.words import DONE, LEVELS, OPEN, field_in, level_key, plain, state_in

TEXTS = (
    *("enterprise", "found_by", "place", "measures", "funds", "unit", "person", "contingency"),
    *("acceptor_unit", "acceptor", "number"),
)
_CARRIED = ("enterprise", "uscc", "found_on", "found_by")
"""What joined cells say once for several rows."""
_AT_ONCE = frozenset(
    ("立即", "立即整改", "即时", "即时整改", "当场", "当场整改", "现场整改", "当日", "当天")
)
_TAIL = re.compile(r"(?:之前|以前|前|止|完成|前完成)+$")
_SHORT_YEAR = re.compile(r"(\d{2})([-/.年])(\d{1,2})([-/.月])(\d{1,2})日?")
_SAYS_A_DAY = re.compile(r"\d")
_NO_YEAR = re.compile(r"\d{1,2}[-/.月]\d{1,2}日?")


def day_written(cell) -> date | None:
    """The day of a cell as ledgers write it, such as 24.7.3 or 2024年7月3日前."""
    if (day := day_in(cell)) is not None:
        return day
    text = _TAIL.sub("", unicodedata.normalize("NFKC", text_of(cell)).replace(" ", ""))
    if short := _SHORT_YEAR.fullmatch(text):
        text = f"20{short.group(1)}-{short.group(3)}-{short.group(5)}"
    return day_in(text)


@dataclass(slots=True)
class RowReader:
    """Reads rows by ``columns`` (field → place); ``levels`` and ``states`` are the unit's words."""

    columns: dict[str, int]
    levels: dict[str, str]
    states: dict[str, str]
    default_field: str
    today: date
    _above: tuple[int, dict] = field(default=(0, {}))

    def read(self, number: int, cells: list) -> ParsedRow | None:
        """Return the row, or None if it is blank or only numbered."""
        shown = [text_of(cell) for cell in cells]
        if not any(not text.isdigit() for text in shown if text):
            return None
        row = ParsedRow(number, cells=shown)
        given = {name: self._cell(cells, name) for name in self.columns}
        self._carry(row, given)
        self._texts(row, given)
        self._days(row, given)
        self._level(row, text_of(given.get("level")))
        self._state(row, text_of(given.get("state")))
        self._field(row, text_of(given.get("field")))
        return row

    def _cell(self, cells: list, name: str):
        place = self.columns[name]
        return cells[place] if place < len(cells) else None

    def _carry(self, row: ParsedRow, given: dict) -> None:
        """A row that only says what is dangerous belongs under the enterprise above it."""
        has_own = text_of(given.get("enterprise")) or text_of(given.get("uscc"))
        if has_own or not self._above[1]:
            self._above = (row.number, {name: given.get(name) for name in _CARRIED})
        elif text_of(given.get("description")) and {"enterprise", "uscc"} & self.columns.keys():
            at, above = self._above
            given.update({n: v for n, v in above.items() if not text_of(given.get(n)) and v})
            row.messages.append(warning("enterprise", "taken_from_above", row=at))

    def _texts(self, row: ParsedRow, given: dict) -> None:
        for name in TEXTS:
            if text := text_of(given.get(name)):
                row.values[name] = text
        if code := normalised(text_of(given.get("uscc"))):
            row.values["uscc"] = code
        if text := text_of(given.get("description")):
            row.values["description"] = text
        else:
            row.messages.append(error("description", "description_missing"))

    def _days(self, row: ParsedRow, given: dict) -> None:
        found = self._day(row, "found_on", given)
        if found is None and not row.is_refused:
            row.messages.append(error("found_on", "found_on_missing"))
        self._due(row, text_of(given.get("due_on")), given, found)
        for name in ("done_on", "accepted_on"):
            text = text_of(given.get(name))
            if text and not _SAYS_A_DAY.search(text):
                row.messages.append(warning(name, "day_in_words", value=text[:40]))
            else:
                self._day(row, name, given, not_before=found)

    def _due(self, row: ParsedRow, text: str, given: dict, found: date | None) -> None:
        """A day, or words: “at once” is the day it was found, others are a remark."""
        if plain(text) in _AT_ONCE:
            row.values["due_on"] = row.values.get("found_on")
        elif text and not _SAYS_A_DAY.search(text):
            row.messages.append(warning("due_on", "due_in_words", value=text[:40]))
        else:
            self._day(row, "due_on", given, not_before=found, may_come=True)

    def _day(self, row, name, given, *, not_before=None, may_come=False) -> date | None:
        text = text_of(given.get(name))
        if not text:
            return None
        day = day_written(given[name])
        said = {"value": text[:40]}
        if day is None:
            code = "year_missing" if _NO_YEAR.fullmatch(_TAIL.sub("", text)) else "not_a_date"
        elif day > self.today and not may_come:
            code = "in_future"
        elif not_before and day < not_before:
            code = "before_found"
        else:
            row.values[name] = day.isoformat()
            return day
        row.messages.append(error(name, code, **said))
        return None

    def _level(self, row: ParsedRow, text: str) -> None:
        if not text:
            return
        key = level_key(text)
        if grade := self.levels.get(key) or LEVELS.get(key):
            row.values["grade"] = grade
        else:
            row.messages.append(error("level", "level_unknown", value=text[:40]))

    def _state(self, row: ParsedRow, text: str) -> None:
        """What the column says; without a word, done if the day of it is given."""
        if not text:
            row.values["standing"] = DONE if row.values.get("done_on") else OPEN
        elif standing := self.states.get(plain(text)) or state_in(text):
            row.values["standing"] = standing
        else:
            row.messages.append(error("state", "state_unknown", value=text[:40]))

    def _field(self, row: ParsedRow, text: str) -> None:
        found = field_in(text) if text else None
        row.values["field"] = found or self.default_field
        if text and not found:
            row.messages.append(warning("field", "field_unknown", value=text[:40]))
