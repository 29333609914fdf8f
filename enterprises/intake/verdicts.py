"""What applying a row would do to the register as it stands: judged in batches, changing nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from core.intake.messages import Message, error, warning
from core.intake.rows import ParsedRow
from core.intake.values import text_of
from enterprises.models import Enterprise, ImportRow
from enterprises.naming import name_key

Verdict = ImportRow.Verdict


def kept_form(value):
    """A value of an enterprise in the JSON-ready form in which rows hold theirs."""
    if isinstance(value, Decimal):
        return f"{value:.4f}"
    return value.isoformat() if isinstance(value, date) else value


def register_form(enterprise: Enterprise, name: str):
    """What the register has, in the form in which rows hold theirs; tags by their names."""
    if name == "tags":
        return enterprise.tag_names
    return kept_form(getattr(enterprise, Enterprise._meta.get_field(name).attname))


def differences(enterprise: Enterprise, values: dict) -> dict[str, list]:
    """Return field → [from, to] for each given value that is not what the register has."""
    found = {}
    for name, new in values.items():
        old = register_form(enterprise, name)
        if old != new:
            found[name] = [old, new]
    return found


def changes_meant(enterprise: Enterprise, values: dict) -> dict[str, list]:
    """The differences a file means: not those which only reading a cell makes.

    A cell loses line breaks and double blanks; the same capital may be written in several ways.
    """
    found = differences(enterprise, values)
    for name, (old, new) in list(found.items()):
        if isinstance(old, str) and text_of(old) == new:
            del found[name]
    if values.get("capital_wan") is not None and "capital_wan" not in found:
        found.pop("capital", None)
    return found


def _is_household_with_more(values: dict, enterprise: Enterprise | None) -> bool:
    kind = values.get("kind") or (enterprise.kind if enterprise else "")
    return kind == Enterprise.Kind.HOUSEHOLD and any(
        values.get(name) or getattr(enterprise, name, "")
        for name in ("uscc", "legal_representative", "contact_name")
    )


@dataclass(slots=True)
class Judgement:
    """The verdict on one row, with the enterprise it means and what would change of it."""

    row: ParsedRow
    verdict: str
    enterprise: Enterprise | None = None
    changes: dict = field(default_factory=dict)

    @property
    def enterprise_id(self) -> int | None:
        return self.enterprise.pk if self.enterprise else None


@dataclass(slots=True)
class _Seen:
    number: int
    values: dict


class Judge:
    """Judges the rows of one file in their order; remembers what stood in the file before."""

    def __init__(self):
        self._by_code: dict[str, _Seen] = {}
        self._by_name: dict[str, _Seen] = {}
        self._by_target: dict[int, int] = {}

    def judge(self, rows: Sequence[ParsedRow], *, lock: bool = False) -> list[Judgement]:
        """Judge the next rows; ``lock`` the enterprises they mean, in a transaction."""
        register = _Register(rows, lock)
        return [self._judge_one(row, register) for row in rows]

    def _judge_one(self, row: ParsedRow, register: "_Register") -> Judgement:
        if row.is_refused:
            return Judgement(row, Verdict.REFUSED)
        if known := self._known(row, register):
            return known
        enterprise, message = register.meant_by(row)
        if message:
            row.messages.append(message)
            if message.is_error:
                return Judgement(row, Verdict.REFUSED)
        if barred := self._barred(row, enterprise):
            return barred
        if enterprise and (earlier := self._by_target.get(enterprise.pk)):
            row.messages.append(error("name", "repeats_target", row=earlier))
            return Judgement(row, Verdict.REFUSED)
        self._remember(row, enterprise)
        if enterprise is None:
            return Judgement(row, Verdict.ADDED)
        changes = changes_meant(enterprise, row.values)
        return Judgement(row, Verdict.CHANGED if changes else Verdict.LEFT, enterprise, changes)

    def _known(self, row: ParsedRow, register: "_Register") -> Judgement | None:
        """A verdict already, where a namesake has all of the row, or an earlier row means the same."""
        if same := register.namesake_saying_so(row):
            self._remember(row, same)
            return Judgement(row, Verdict.LEFT, same)
        seen = self._seen_before(row)
        return self._repetition(row, *seen) if seen else None

    @staticmethod
    def _barred(row: ParsedRow, enterprise: Enterprise | None) -> Judgement | None:
        """A verdict already, where the row means one merged away or a household with too much."""
        if enterprise and enterprise.merged_into_id:
            into = enterprise.merged_into.name[:60]
            row.messages.append(warning("name", "merged_away", value=into))
            return Judgement(row, Verdict.LEFT)
        if _is_household_with_more(row.values, enterprise):
            row.messages.append(error("kind", "household_by_address_only"))
            return Judgement(row, Verdict.REFUSED)
        return None

    def _seen_before(self, row: ParsedRow) -> tuple[_Seen, str] | None:
        """The earlier row that means the same: by code; by name, where either has no code."""
        code = row.values.get("uscc")
        if code and code in self._by_code:
            return self._by_code[code], "code"
        seen = self._by_name.get(row.values["name"])
        if seen and not (code and "uscc" in seen.values):
            return seen, "name"
        return None

    @staticmethod
    def _repetition(row: ParsedRow, seen: _Seen, by: str) -> Judgement:
        """A row that says the same again is left; one that says something else is refused."""
        if row.values == seen.values:
            row.messages.append(warning("name", "repeats_same", row=seen.number))
            return Judgement(row, Verdict.LEFT)
        where = "uscc" if by == "code" else "name"
        row.messages.append(error(where, f"repeats_{by}", row=seen.number))
        return Judgement(row, Verdict.REFUSED)

    def _remember(self, row: ParsedRow, enterprise: Enterprise | None) -> None:
        seen = _Seen(row.number, row.values)
        if code := row.values.get("uscc"):
            self._by_code[code] = seen
        self._by_name.setdefault(row.values["name"], seen)
        if enterprise:
            self._by_target[enterprise.pk] = row.number


class _Register:
    """The part of the register a batch of rows may mean, read in two queries."""

    def __init__(self, rows: Iterable[ParsedRow], lock: bool):
        codes = {row.values["uscc"] for row in rows if "uscc" in row.values}
        keys = {name_key(row.values["name"]) for row in rows if "name" in row.values}
        found = Enterprise.objects.defer("search", "initials").order_by("id")
        found = found.prefetch_related("tags")
        if lock:
            found = found.select_for_update(no_key=True)
        self._by_code = {one.uscc: one for one in found.filter(uscc__in=codes)}
        self._by_name: dict[str, list[Enterprise]] = {}
        for one in found.filter(name_key__in=keys):
            self._by_name.setdefault(text_of(one.name), []).append(one)

    def namesake_saying_so(self, row: ParsedRow) -> Enterprise | None:
        """Of several namesakes the one of which the register says already all that the row says.

        A row that says no more than the name means any of them, and so none.
        """
        code, namesakes = row.values.get("uscc"), self._standing(row.values["name"])
        if len(namesakes) < 2 or not row.values.keys() - {"name", "kind"}:
            return None
        alike = [one for one in namesakes if not code or one.uscc == code]
        alike.sort(key=lambda one: one.uscc is not None)
        return next((one for one in alike if not changes_meant(one, row.values)), None)

    def meant_by(self, row: ParsedRow) -> tuple[Enterprise | None, Message | None]:
        """The enterprise a row means, by its code, else by its exact name; and a remark."""
        code = row.values.get("uscc")
        if code in self._by_code:
            return self._by_code[code], None
        namesakes = self._standing(row.values["name"])
        if not code:
            if len(namesakes) > 1:
                return None, error("name", "name_ambiguous")
            return (namesakes[0] if namesakes else None), None
        codeless = [one for one in namesakes if not one.uscc]
        if len(codeless) == 1:
            return codeless[0], None
        return None, warning("name", "name_elsewhere") if namesakes else None

    def _standing(self, name: str) -> list[Enterprise]:
        """Those of the name; one that was merged away only if no other has it."""
        namesakes = self._by_name.get(name, [])
        return [one for one in namesakes if not one.merged_into_id] or namesakes[:1]
