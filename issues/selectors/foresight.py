"""What a change of a time limit would have meant for today's open cases. Nothing is changed here.

Open deadlines keep the copy of their rule; the preview says what the new rule is like, on cases
that everybody knows.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import Prefetch
from django.utils import timezone

from calendars.selectors import load_calendar
from issues.models import CaseRequest, Deadline, DeadlinePolicy
from issues.selectors.clock import latest_extension, pauses_of
from issues.selectors.policies import most_specific, policies_in_force

MOST_LOOKED_AT = 20_000
SHOWN = 12


class Moved(NamedTuple):
    """An open deadline that would have another date."""

    row: Deadline
    then_at: datetime


@dataclass
class Foresight:
    """How many open deadlines would be due at another time, and the first of them."""

    looked_at: int = 0
    earlier: int = 0
    later: int = 0
    late: int = 0
    by_hand: int = 0
    cut_at: int = 0
    """How many were looked at, those due first, where there are more; 0 for all."""
    moved: list[Moved] = field(default_factory=list)

    @property
    def same(self) -> int:
        return self.looked_at - self.earlier - self.later - self.by_hand

    @property
    def shown(self) -> list[Moved]:
        return self.moved[:SHOWN]

    @property
    def not_shown(self) -> int:
        return len(self.moved) - len(self.shown)


def policy_foresee(draft: DeadlinePolicy) -> Foresight:
    """What it would have meant for today's open cases, had this version been in force."""
    before = _of_stage(draft.stage)
    after = [one for one in before if one.conditions != draft.conditions]
    return _compared(draft.stage, before, [*after, draft])


def policy_foresee_withdrawn(policy: DeadlinePolicy) -> Foresight:
    """The same, had there been only the more general ones."""
    before = _of_stage(policy.stage)
    return _compared(policy.stage, before, [one for one in before if one != policy])


def _of_stage(stage: str) -> list[DeadlinePolicy]:
    return [policy for policy in policies_in_force() if policy.stage == stage]


def _compared(stage: str, before: list[DeadlinePolicy], after: list[DeadlinePolicy]) -> Foresight:
    found, now = Foresight(), timezone.now()
    rows = list(_open_rows(stage)[: MOST_LOOKED_AT + 1])
    found.cut_at = MOST_LOOKED_AT if len(rows) > MOST_LOOKED_AT else 0
    for row in rows[:MOST_LOOKED_AT]:
        policy = most_specific(after, row.case)
        if policy is not most_specific(before, row.case):
            _look_at(found, row, policy, now)
    return found


def _open_rows(stage: str):
    extensions = Prefetch("extensions", CaseRequest.objects.filter(approved=True))
    rows = Deadline.objects.filter(stage=stage, met_at__isnull=True, cancelled_at__isnull=True)
    with_facts = rows.select_related("case", "organization").order_by("due_at", "pk")
    return with_facts.prefetch_related("pauses", extensions).only(
        "stage", "started_at", "due_at", "rule", "organization__name",
        "case__number", "case__kind", "case__tier", "case__grade", "case__category_id",
        "case__campaign_id",
    )  # fmt: skip


def _look_at(found: Foresight, row: Deadline, policy: DeadlinePolicy | None, now: datetime) -> None:
    found.looked_at += 1
    then_at = _due_under(row, policy)
    if then_at is None:
        found.by_hand += 1
    elif then_at != row.due_at:
        found.earlier += then_at < row.due_at
        found.later += then_at > row.due_at
        found.late += then_at < now <= row.due_at
        found.moved.append(Moved(row, then_at))


def _due_under(row: Deadline, policy: DeadlinePolicy | None) -> datetime | None:
    """The date by this policy; None for one that somebody set, or would have to set."""
    if policy is None or policy.length is None:
        return None
    if not row.rule.get("length") or latest_extension(row):
        return None
    calendar, pauses = load_calendar(), pauses_of(row)
    return calendar.due_after(row.started_at, policy.length, policy.length_unit, pauses).at
