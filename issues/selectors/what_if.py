"""What if: a past stretch of days under other time limits, or another ladder, beside what was.

Read in a fixed number of queries for each batch and counted in memory; no slip and no date is
written.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from calendars.counting import Span
from calendars.selectors import load_calendar
from calendars.units import LengthUnit
from issues.models import CaseRequest, Deadline, DeadlinePolicy, LadderPolicy, LadderRung, Pause
from issues.models.ladder import Colour
from issues.selectors.policies import most_specific, policies_in_force
from issues.selectors.replay import Granted, Life, Replay, Rule

MOST_AT_ONCE = 10_000
"""So many deadlines are played again while one waits; more by a job (``issues.services.what_if``)."""

BATCH = 2_000


class Trial(NamedTuple):
    """What is tried: on the deadlines that started in these days, these lengths and steps.

    ``lengths`` by policy in force; ``rungs`` take the place of the steps of ``ladder`` and of its
    versions.
    """

    since: datetime
    before: datetime
    lengths: dict[int, Rule]
    ladder: LadderPolicy | None = None
    rungs: tuple[LadderRung, ...] = ()

    @property
    def last_day(self) -> date:
        return timezone.localdate(self.before) - timedelta(days=1)


@dataclass
class Side:
    """One of the two ways it went."""

    late: int = 0
    slips: Counter = field(default_factory=Counter)

    def colours(self) -> list[int]:
        return [self.slips[colour] for colour in Colour.values]


@dataclass
class Line:
    """The deadlines of one sort, as it was and as it would have been."""

    label: str = ""
    count: int = 0
    was: Side = field(default_factory=Side)
    then: Side = field(default_factory=Side)

    @property
    def late_difference(self) -> int:
        return self.then.late - self.was.late

    def colours(self) -> list[tuple]:
        """Name of the colour, slips as it was, as it would have been, and the difference."""
        return [
            (colour, colour.label, was, then, then - was)
            for colour, was, then in zip(
                Colour, self.was.colours(), self.then.colours(), strict=True
            )
        ]


class Outcome:
    """The figures: altogether, by stage, by unit, and by unit and post for the slips."""

    def __init__(self):
        self.total = Line()
        self.stages: dict[str, Line] = defaultdict(Line)
        self.units: dict[int, Line] = defaultdict(Line)
        self.posts: dict[tuple, Line] = defaultdict(Line)

    def count(self, row: Deadline) -> None:
        for line in self._lines(row):
            line.count += 1

    def add(self, name: str, row: Deadline, is_late: bool, rungs: Iterable[LadderRung]) -> None:
        """Add one deadline to the side called ``was`` or ``then``."""
        for line in self._lines(row):
            getattr(line, name).late += is_late
        for rung in rungs:
            post = self.posts[row.organization_id, rung.recipient]
            for line in (*self._lines(row), post):
                getattr(line, name).slips[rung.colour] += 1

    def _lines(self, row: Deadline) -> tuple[Line, ...]:
        return self.total, self.stages[row.stage], self.units[row.organization_id]


def deadlines_tried(since: datetime, before: datetime):
    return Deadline.objects.filter(started_at__gte=since, started_at__lt=before)


def _unheard(done: int) -> None:
    """Nobody waits to hear how far it is."""


def what_if(
    trial: Trial, at: datetime | None = None, told: Callable[[int], object] = _unheard
) -> Outcome:
    """The trial beside what was, both counted up to ``at`` (now).

    ``told`` hears after each batch how many deadlines have been played again.
    """
    replay, outcome = Replay(load_calendar(), at or timezone.now()), Outcome()
    policies, ladders = _by_stage(), _Ladders(trial)
    for rows in _batches(trial):
        pauses, extensions = _pauses(rows), _extensions(rows)
        for row in rows:
            life = _life(row, pauses.get(row.pk, ()), extensions.get(row.pk, ()))
            own = Rule(
                row.rule.get("length"), row.rule.get("length_unit") or LengthUnit.WORKING_DAY
            )
            other = _tried(row, own, trial, policies)
            outcome.count(row)
            for name, rule, rungs in (
                ("was", own, ladders.own(row)),
                ("then", other, ladders.tried(row)),
            ):
                taken = (step.rung for step in replay.steps(life, rule, rungs))
                outcome.add(name, row, replay.is_late(life, rule), taken)
        told(outcome.total.count)
    return outcome


def _batches(trial: Trial) -> Iterator[list[Deadline]]:
    found = deadlines_tried(trial.since, trial.before).select_related("case").order_by("pk")
    fields = (
        "stage", "organization", "started_at", "original_due_at", "met_at", "cancelled_at",
        "paused_at", "rule", "ladder", "case__kind", "case__tier", "case__grade",
        "case__category", "case__campaign",
    )  # fmt: skip
    rows = list(found.only(*fields)[:BATCH])
    while rows:
        yield rows
        rows = (
            list(found.only(*fields).filter(pk__gt=rows[-1].pk)[:BATCH])
            if rows[BATCH - 1 :]
            else []
        )


def _life(row: Deadline, pauses, extensions) -> Life:
    return Life(
        started_at=row.started_at,
        ended_at=row.met_at or row.cancelled_at,
        is_cancelled=row.cancelled_at is not None,
        paused_at=row.paused_at,
        set_for=row.original_due_at,
        pauses=tuple(pauses),
        extensions=tuple(extensions),
    )


def _pauses(rows: list[Deadline]) -> dict[int, list[Span]]:
    found = defaultdict(list)
    pauses = Pause.objects.filter(deadline__in=rows).order_by("pk")
    for key, began, ended in pauses.values_list("deadline", "started_at", "ended_at"):
        found[key].append(Span(began, ended))
    return found


def _extensions(rows: list[Deadline]) -> dict[int, list[Granted]]:
    found = defaultdict(list)
    granted = CaseRequest.objects.filter(deadline__in=rows, approved=True).order_by("pk")
    for key, decided, due in granted.values_list("deadline", "decided_at", "due_at"):
        found[key].append(Granted(decided, due))
    return found


def _by_stage() -> dict[str, list[DeadlinePolicy]]:
    found = defaultdict(list)
    for policy in policies_in_force():
        found[policy.stage].append(policy)
    return found


def _tried(row: Deadline, own: Rule, trial: Trial, policies) -> Rule:
    """The rule tried on this deadline; a date that somebody set stays."""
    policy = most_specific(policies[row.stage], row.case) if own.length else None
    return trial.lengths.get(policy.pk, own) if policy else own


class _Ladders:
    """The steps of every version, and those that are tried in the place of one ladder."""

    def __init__(self, trial: Trial):
        self._rungs: dict[int, list[LadderRung]] = defaultdict(list)
        for rung in LadderRung.objects.order_by("level"):
            self._rungs[rung.policy_id].append(rung)
        self._tried, self._in_its_place = list(trial.rungs), set()
        if trial.ladder:
            one = trial.ladder
            same = LadderPolicy.objects.filter(
                kind=one.kind, grade=one.grade, category=one.category_id
            )
            self._in_its_place = set(same.values_list("pk", flat=True))

    def own(self, row: Deadline) -> list[LadderRung]:
        return self._rungs[row.ladder_id]

    def tried(self, row: Deadline) -> list[LadderRung]:
        return self._tried if row.ladder_id in self._in_its_place else self.own(row)
