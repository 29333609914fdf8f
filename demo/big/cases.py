"""One generated case: its row and every row that hangs on it, agreeing with each other."""

import json
import random

from core.models import TrailEntry
from demo.big.dates import Dates
from demo.big.facts import Facts
from demo.big.writer import Table
from issues.models import Case, Deadline, Responsibility, Slip, Verification
from issues.models.case import SEARCHED_SIGNS
from issues.services.cases import NUMBER_PREFIX
from issues.workflow import Kind, Outcome, Stage, State, Tier
from safety.matters import matter_key
from safety.models import Hazard
from safety.workflow import Grade, HazardState

CASE = (
    "number", "kind", "source", "title", "description", "root_cause", "category_id",
    "enterprise_id", "town_id", "tier", "state", "outcome", "grade", "round", "hand_overs",
    "version", "lead_unit_id", "oversight_unit_id", "handler_id", "registered_by_id",
    "registered_at", "dispatched_at", "dispatched_month", "dispatched_day", "accept_due_at", "accepted_at",
    "resolve_due_at", "resolve_original_due_at", "resolved_at", "due_at", "closed_at",
    "satisfaction", "search",
)  # fmt: skip
PART = ("case_id", "organization_id", "role", "person_id", "task", "since_at", "ended_at", "reply", "replied_at", "is_final")  # fmt: skip
DEADLINE = (
    "case_id", "stage", "round", "organization_id", "started_at", "due_at", "due_on",
    "original_due_at", "is_provisional", "met_at", "cancelled_at", "paused_seconds", "rule",
    "ladder_id", "level", "next_level", "next_at",
)  # fmt: skip
SLIP = (
    "number", "deadline_id", "case_id", "level", "colour", "organization_id", "position_id",
    "recipient_id", "fell_due_at", "taken_at", "sweep", "receipt_at", "reply", "replied_at",
)  # fmt: skip
WORD = (
    "case_id", "round", "method", "after_closing", "is_solved", "satisfaction", "words",
    "handling_unit_id", "verifier_id", "verifier_unit_id", "recorded_at",
)  # fmt: skip
TRAIL = (
    "at", "actor_id", "actor_name", "subject_type", "subject_id", "subject_label", "action",
    "note", "changes",
)  # fmt: skip
HAZARD = (
    "case_id", "field", "place", "grade_basis", "assessed_by_id", "assessed_at", "rectifier",
    "rectified_how", "submitted_by_id", "submitted_at", "matter", "matter_key",
)  # fmt: skip

_NO_HAZARDS = (Kind.DEMAND, Kind.DEMAND, Kind.DEMAND, Kind.ISSUE, Kind.ISSUE)
_KINDS = (*_NO_HAZARDS, Kind.HAZARD)
"""A hazard's date is in calendar days: it is not used where the working day must be exact."""


class Row(dict):
    """The columns of a case while it is made; what is not set stays empty."""

    def values_of(self, names) -> list:
        return [self[name] for name in names]


class CaseWriter:
    """Writes closed and open cases; the tables' rows follow the rules of ``issues.services``."""

    def __init__(self, rng: random.Random, facts: Facts, dates: Dates):
        self.rng, self.facts, self.dates = rng, facts, dates
        self.cases = Table(Case, *CASE)
        self.parts = Table(Responsibility, *PART)
        self.deadlines = Table(Deadline, *DEADLINE)
        self.slips = Table(Slip, *SLIP)
        self.words = Table(Verification, *WORD)
        self.trail = Table(TrailEntry, *TRAIL)
        self.hazards = Table(Hazard, *HAZARD)
        self.tables = [
            self.cases, self.parts, self.deadlines, self.slips, self.words, self.trail, self.hazards
        ]  # fmt: skip
        self.series: dict[str, int] = {}
        self._search = Case._meta.get_field("search").get_prep_value
        self._rules = {
            stage: json.dumps({
                "policy": policy.pk, "version": policy.version, "length": policy.length,
                "length_unit": policy.length_unit, "kind": policy.kind, "tier": policy.tier,
                "grade": policy.grade, "category": None,
            })
            for stage, policy in dates.policies.items()
        }  # fmt: skip

    def closed(self, ordinal: int) -> None:
        """A case registered on this working day that has gone its whole way."""
        row = self._begin(ordinal, resolve_days=self.rng.choice((2, 3, 4, 5, 6, 7, 8, 9, 12, 17)))
        hazard = row["kind"] == Kind.HAZARD
        resolve = Stage.RECTIFY if hazard else Stage.RESOLVE
        verify = Stage.ACCEPTANCE if hazard else Stage.VERIFY
        resolved, verified = row["resolved"], row["resolved"] + self.rng.choice((1, 1, 2, 3))
        row["state"] = HazardState.WRITTEN_OFF if hazard else State.CLOSED
        row["outcome"] = Outcome.SOLVED if self.rng.random() < 0.85 else Outcome.EXPLAINED
        row["resolved_at"] = self._some(resolved)
        row["closed_at"] = self._some(verified)
        row["version"] = 8
        if not hazard and self.rng.random() < 0.9:
            row["satisfaction"] = self.rng.choice((5, 5, 5, 4, 4, 4, 3, 2))
        key = self._write(row)
        self._early_stages(key, row, hazard)
        self._deadline(key, row, resolve, row["since"], met=row["resolved_at"], slips=True)
        self._deadline(key, row, verify, row["resolved"], met=row["closed_at"])
        self._word(key, row, hazard)
        action = "pass_acceptance" if hazard else "close"
        self._trail(key, row, row["closed_at"], action, row["before"], row["state"])

    def open(self, due_in: int, *, climbed: bool = False) -> None:
        """A case in its unit's hands whose date is so many working days from the last day.

        ``climbed``: the ladder was gone to its end, and every slip was written.
        """
        since = self.dates.last + due_in - 10
        kinds = _KINDS if climbed or due_in > 6 else _NO_HAZARDS
        row = self._begin(since, resolve_days=10, kinds=kinds)
        hazard = row["kind"] == Kind.HAZARD
        row["state"] = HazardState.RECTIFYING if hazard else State.HANDLING
        row["version"] = 5
        stage = Stage.RECTIFY if hazard else Stage.RESOLVE
        row["due_at"] = row["resolve_due_at"]
        key = self._write(row)
        self._early_stages(key, row, hazard)
        self._deadline(key, row, stage, row["since"], climbed=climbed, slips=climbed)

    def _begin(self, ordinal: int, resolve_days: int, kinds=None) -> Row:
        """What every case has: facts, people and the days on which it was dispatched and resolved."""
        rng, facts = self.rng, self.facts
        kind = rng.choice(kinds or _KINDS)
        matter = rng.choice(facts.matters[kind])
        firm, name, town = rng.choice(facts.firms)
        hazard = kind == Kind.HAZARD
        lead = town if hazard else rng.choice(facts.units)
        row = Row.fromkeys(CASE)
        row.update(
            number=self._number(kind, ordinal), kind=kind, source="visit", title=matter.title,
            description=matter.situation, root_cause=matter.cause, matter=matter,
            category_id=facts.categories.get(matter.category), enterprise_id=firm, town_id=town,
            tier="" if hazard else Tier.TIME_LIMITED, grade=Grade.ORDINARY if hazard else "",
            outcome="", round=1, hand_overs=0, lead_unit_id=lead, registered_by_id=facts.officer.pk,
            oversight_unit_id=facts.authorities.get(matter.category, facts.office)
            if hazard else facts.office,
            handler_id=rng.choice(facts.handlers[lead]), firm=name, since=ordinal,
            resolved=ordinal + resolve_days, before=HazardState.ACCEPTING if hazard else State.VERIFIED,
        )  # fmt: skip
        self._clock(row, ordinal, hazard)
        return row

    def _clock(self, row: Row, ordinal: int, hazard: bool) -> None:
        dates, rng = self.dates, self.rng
        row["registered_at"] = dates.at(ordinal, rng.randrange(520, 560))
        row["dispatched_at"] = row["registered_at"] + rng.randrange(600, 3000)
        row["dispatched_month"], row["dispatched_day"] = dates.month(ordinal), dates.day(ordinal)
        if not hazard:
            row["accept_due_at"] = dates.due(Stage.ACCEPT, ordinal)[0]
            days = rng.choice((0, 0, 1, 1, 1, 2)) if row["resolved"] > ordinal + 2 else 0
            days = min(days, dates.last - ordinal)
            row["accepted_at"] = (
                row["dispatched_at"] + 3600 if not days else self._some(ordinal + days)
            )
        stage = Stage.RECTIFY if hazard else Stage.RESOLVE
        row["resolve_due_at"] = row["resolve_original_due_at"] = dates.due(stage, ordinal)[0]

    def _some(self, ordinal: int) -> int:
        return self.dates.at(ordinal, self.rng.randrange(600, 1040))

    def _number(self, kind: str, ordinal: int) -> str:
        prefix = f"{NUMBER_PREFIX[kind]}{self.dates.month(ordinal) // 100}"
        self.series[prefix] = last = self.series.get(prefix, 0) + 1
        return f"{prefix}{last:06d}"

    def _write(self, row: Row) -> int:
        stamped = Row(row)
        for name in CASE:
            if name.endswith("_at"):
                stamped[name] = self.dates.stamp(row[name])
        stamped["search"] = self._search(
            f"{row['number']} {row['title']} {row['firm']} {row['description'][:SEARCHED_SIGNS]}"
            f" {row['root_cause'][:SEARCHED_SIGNS]}"
        )
        key = self.cases.add(*stamped.values_of(CASE))
        self._parts(key, row, stamped["registered_at"], stamped["dispatched_at"])
        self._trail(key, row, row["dispatched_at"], "dispatch", State.TRIAGED, State.DISPATCHED)
        if row["kind"] == Kind.HAZARD:
            self.hazards.add(
                key, row["matter"].category, "", "", None, None, "", row["matter"].reply, None, None,
                row["title"], matter_key(row["title"]),
            )  # fmt: skip
        return key

    def _parts(self, key: int, row: Row, registered: str, dispatched: str) -> None:
        lead, roles = row["lead_unit_id"], Responsibility.Role
        self.parts.add(
            key, row["town_id"], roles.TERRITORY, None, "", registered, None, "", None, False
        )
        self.parts.add(key, lead, roles.LEAD, None, "", dispatched, None, "", None, False)
        support = self.rng.choice(self.facts.units)
        if self.rng.random() < 0.2 and support != lead and row["accepted_at"]:
            replied = self.dates.stamp(row["accepted_at"])
            self.parts.add(
                key, support, roles.SUPPORT, None, "", dispatched, None, "已办理", replied, False
            )

    def _early_stages(self, key: int, row: Row, hazard: bool) -> None:
        """What was met before the handling: accepting and first contact, or the hazard's filing."""
        since = row["since"]
        if hazard:
            self._deadline(key, row, Stage.FILE, since, met=row["dispatched_at"])
            return
        contact = row["accepted_at"] + 1200
        self._deadline(key, row, Stage.ACCEPT, since, met=row["accepted_at"])
        self._deadline(key, row, Stage.FIRST_CONTACT, since, met=contact)

    def _deadline(self, key, row, stage, ordinal, *, met=None, climbed=False, slips=False) -> None:
        """A deadline of the stage that started on the working day ``ordinal``; open unless met."""
        dates, stamp = self.dates, self.dates.stamp
        started = self._started(row, stage, ordinal)
        due, due_on = dates.due(stage, ordinal)
        steps = [step for step in dates.steps(due_on) if step[1] > started]
        taken = []
        if slips:
            reached = met if met is not None else dates.now
            taken = (
                [step for step in steps if step[1] <= reached] if met is None or met > due else []
            )
        coming = (None, None)
        if met is None and not climbed:
            coming = steps[0]
        unit = row["oversight_unit_id"] if stage in _OFFICE else row["lead_unit_id"]
        due_stamp = stamp(due)
        deadline = self.deadlines.add(
            key, stage, 1, unit, stamp(started), due_stamp, due_on.isoformat(), due_stamp, False,
            stamp(met), None, 0, self._rules[stage], dates.ladder.pk,
            taken[-1][0] if taken else 0, coming[0], stamp(coming[1]),
        )  # fmt: skip
        for level, falls in taken:
            self._slip(key, deadline, unit, level, falls)

    def _started(self, row: Row, stage: str, ordinal: int) -> int:
        if stage in (Stage.VERIFY, Stage.ACCEPTANCE):
            return row["resolved_at"]
        return row["registered_at"] if stage == Stage.FILE else row["dispatched_at"]

    def _slip(self, key: int, deadline: int, unit: int, level: int, falls: int) -> None:
        prefix = f"DB{self.dates.stamp(falls)[:4]}"
        self.series[prefix] = last = self.series.get(prefix, 0) + 1
        colour = next(rung.colour for rung in self.dates.rungs if rung.level == level)
        at = self.dates.stamp(falls)
        self.slips.add(
            f"{prefix}{last:06d}", deadline, key, level, colour, unit, None, None, at, at,
            "generated", None, "", None,
        )  # fmt: skip

    def _word(self, key: int, row: Row, hazard: bool) -> None:
        if hazard:
            return
        self.words.add(
            key, 1, "call", False, True, row["satisfaction"], "", row["lead_unit_id"],
            self.facts.officer.pk, self.facts.office, self.dates.stamp(row["closed_at"]),
        )  # fmt: skip

    def _trail(self, key: int, row: Row, at: int, action: str, before: str, after: str) -> None:
        officer = self.facts.officer
        changes = f'{{"round": 1, "state": ["{before}", "{after}"]}}'
        label = f"{row['number']} {row['title']}"
        self.trail.add(
            self.dates.stamp(at), officer.pk, officer.full_name, "issues.case", key, label, action,
            "", changes,
        )  # fmt: skip


_OFFICE = (Stage.VERIFY, Stage.ACCEPTANCE, Stage.FILE)
