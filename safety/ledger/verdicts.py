"""What a row of a ledger would become here: judged in batches, changing nothing."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from calendars.selectors import load_calendar
from core.intake.messages import Message, error, warning
from core.intake.rows import ParsedRow
from enterprises.models import Enterprise
from enterprises.naming import name_key
from issues.models import Case
from issues.services.cases import visit_office
from issues.workflow import Kind
from organizations.models import Organization
from safety.ledger.lines import told
from safety.ledger.words import DONE, plain
from safety.models import LedgerImportRow, LedgerRecord
from safety.selectors import authority_of
from safety.workflow import Grade

Verdict, Becomes = LedgerImportRow.Verdict, LedgerImportRow.Becomes


def fingerprint(enterprise_id: int, found_on: str, place: str, description: str) -> str:
    """What makes a line the same line: where, when and what, however it is written."""
    parts = (str(enterprise_id), found_on, plain(place), plain(description))
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


@dataclass(slots=True)
class Judgement:
    """The verdict on one row, with the enterprise and the unit it means."""

    row: ParsedRow
    verdict: str
    becomes: str = ""
    enterprise: Enterprise | None = None
    lead: Organization | None = None
    fingerprint: str = ""


class Judge:
    """Judges the rows of one file in their order.

    ``reach``: the enterprises whose ledger this person may take over; ``known``: what the unit
    said that names mean, by their key; ``whole``: the enterprise of all rows, if there is one.
    """

    def __init__(self, *, reach, known: dict[str, int], whole: Enterprise | None, today: date):
        self._reach, self._known, self._whole, self._today = reach, known, whole, today
        self._seen: dict[str, int] = {}
        self._units = _units_by_name()
        self._overseers: dict[str, Organization] = {}

    def judge(self, rows: Sequence[ParsedRow]) -> list[Judgement]:
        """Judge the next rows, in a fixed number of queries."""
        register = _Register(rows, self._reach, self._known)
        judged = [self._meant(row, register) for row in rows]
        present = _Present(judged)
        return [self._compared(one, present) for one in judged]

    def _meant(self, row: ParsedRow, register: "_Register") -> Judgement:
        enterprise, fault = (self._whole, None)
        if enterprise is None:
            enterprise, fault = register.meant_by(row)
        if fault:
            row.messages.append(fault)
        if row.is_refused:
            return Judgement(row, Verdict.REFUSED)
        facts = row.values
        mark = fingerprint(
            enterprise.pk, facts["found_on"], facts.get("place", ""), facts["description"]
        )
        return Judgement(row, Verdict.ADDED, enterprise=enterprise, fingerprint=mark)

    def _compared(self, one: Judgement, present: "_Present") -> Judgement:
        if one.verdict == Verdict.REFUSED:
            return one
        if number := present.number_of(one):
            return self._left(one, "stands_as", number=number)
        if earlier := self._seen.get(one.fingerprint):
            return self._left(one, "repeats_row", row=earlier)
        self._seen[one.fingerprint] = one.row.number
        self._say_what_becomes(one)
        return one

    def _left(self, one: Judgement, code: str, **particulars) -> Judgement:
        one.verdict = Verdict.LEFT
        one.row.messages = [warning("number", code, **particulars)]
        return one

    def _say_what_becomes(self, one: Judgement) -> None:
        values, say = one.row.values, one.row.messages.append
        if values["standing"] == DONE:
            one.becomes = Becomes.RECORD
            return
        one.lead = self._lead(values, one.enterprise)
        if code := _to_file(values.get("grade", ""), one.lead):
            one.becomes = Becomes.FOUND
            say(warning("level" if code != "unit_to_file" else "unit", code))
            return
        one.becomes = Becomes.RECTIFYING
        due = values.get("due_on")
        if not due:
            say(warning("due_on", "due_missing"))
        elif not load_calendar().reaches(int(due[:4])):
            say(error("due_on", "out_of_reach", value=due))
            one.verdict, one.becomes = Verdict.REFUSED, ""
        elif due < self._today.isoformat():
            say(warning("due_on", "overdue", value=due))

    def _lead(self, values: dict, enterprise: Enterprise) -> Organization | None:
        """The unit named, else the town; not one that has to accept what it rectified itself."""
        field = values["field"]
        if field not in self._overseers:
            self._overseers[field] = authority_of(field) or visit_office()
        overseer = self._overseers[field]
        for unit in (self._units.get(plain(values.get("unit", ""))), enterprise.town):
            if unit and not overseer.path.startswith(unit.path):
                return unit
        return None


def _to_file(grade: str, lead: Organization | None) -> str:
    """Why an open row does not go on being rectified at once; empty if it does."""
    if grade != Grade.ORDINARY:
        return "major_to_file" if grade == Grade.MAJOR else "level_to_file"
    return "" if lead else "unit_to_file"


def _units_by_name() -> dict[str, Organization]:
    """Each unit by its names, where only one is called so."""
    called: dict[str, list[Organization]] = {}
    for unit in Organization.objects.active():
        for name in {plain(unit.name), plain(unit.short_name)} - {""}:
            called.setdefault(name, []).append(unit)
    return {name: units[0] for name, units in called.items() if len(units) == 1}


class _Register:
    """The part of the register a batch of rows may mean, and how much of it is in reach."""

    def __init__(self, rows: Sequence[ParsedRow], reach, known: dict[str, int]):
        self._known = known
        codes = {row.values["uscc"] for row in rows if "uscc" in row.values}
        names = {row.values["enterprise"] for row in rows if "enterprise" in row.values}
        keys = {name_key(name) for name in names}
        said = {known[key] for key in keys if key in known}
        found = Enterprise.objects.select_related("town", "merged_into__town").defer(
            "search", "scope", "merged_into__search", "merged_into__scope"
        )
        self._by_code = {one.uscc: one.kept for one in found.filter(uscc__in=codes)}
        self._by_pk = {one.pk: one.kept for one in found.filter(pk__in=said)}
        self._by_name: dict[str, dict[int, Enterprise]] = {}
        for one in found.filter(name_key__in=keys):
            self._by_name.setdefault(one.name_key, {})[one.kept.pk] = one.kept
        meant = [*self._by_code.values(), *self._by_pk.values()]
        meant += [one for namesakes in self._by_name.values() for one in namesakes.values()]
        keys_meant = {one.pk for one in meant}
        self._mine = set(reach.filter(pk__in=keys_meant).values_list("pk", flat=True))

    def meant_by(self, row: ParsedRow) -> tuple[Enterprise | None, Message | None]:
        """The enterprise by its code, by what the unit said of the name, or by the name."""
        code, name = row.values.get("uscc"), row.values.get("enterprise", "")
        if code and code not in self._by_code and not name:
            return None, error("uscc", "code_unknown", value=code)
        found = self._by_code.get(code) if code else None
        fault = None
        if found is None:
            found, fault = self._by_words(name)
        if found and found.pk not in self._mine:
            return None, error("enterprise", "not_yours", value=found.name[:60])
        return found, fault

    def _by_words(self, name: str) -> tuple[Enterprise | None, Message | None]:
        if not name:
            return None, error("enterprise", "enterprise_missing")
        key = name_key(name)
        if key in self._known:
            return self._by_pk[self._known[key]], None
        namesakes = list(self._by_name.get(key, {}).values())
        exact = [one for one in namesakes if plain(one.name) == plain(name)]
        meant = exact if len(exact) == 1 else namesakes
        if len(meant) == 1:
            return meant[0], None
        code = "enterprise_ambiguous" if meant else "enterprise_unknown"
        return None, error("enterprise", code, value=name[:60])


class _Present:
    """Which of a batch stand here already: by their number, or by what they say."""

    def __init__(self, judged: list[Judgement]):
        kept = [one for one in judged if one.enterprise]
        numbers = {one.row.values["number"] for one in kept if "number" in one.row.values}
        marks = {one.fingerprint for one in kept}
        places = {one.enterprise.pk for one in kept}
        hazards = Case.objects.filter(kind=Kind.HAZARD)
        records = LedgerRecord.objects.all()
        self._numbers = {*hazards.filter(number__in=numbers).values_list("number", flat=True)}
        self._numbers |= {*records.filter(number__in=numbers).values_list("number", flat=True)}
        self._marked = {
            record.fingerprint: record.case.number if record.case else record.number
            for record in records.filter(fingerprint__in=marks).select_related("case")
        }
        shown = hazards.filter(enterprise__in=places).select_related("hazard").defer("search")
        for case in shown:
            found_on = timezone.localdate(case.registered_at).isoformat()
            mark = fingerprint(case.enterprise_id, found_on, case.hazard.place, told(case))
            self._marked.setdefault(mark, case.number)

    def number_of(self, one: Judgement) -> str:
        number = one.row.values.get("number", "")
        return number if number in self._numbers else self._marked.get(one.fingerprint, "")
