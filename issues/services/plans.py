"""The plan of a leader-led case or a key task: milestones set, moved, taken out, met.

A milestone of a case is a deadline like every other (``services.deadlines``). Moved to another day,
its row is taken back and a new one starts; what was planned first, and why it moved, is kept.
"""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import gettext as _

from calendars.counting import local_date
from calendars.selectors import load_calendar
from core.access import is_allowed
from core.errors import NotSo, NotYou
from core.models import StoredFile
from core.templatetags.times import time_in_words
from issues.models import Case, Deadline, KeyTask, Milestone, MilestoneFile, Replan
from issues.selectors.requests import resolving_deadline
from issues.services.deadlines import deadline_set, deadlines_meet, open_rows
from issues.services.steps import case_step
from issues.workflow import Stage

REPLAN_LATE = {Case: "issues.case_replan_late", KeyTask: "issues.key_task_replan_late"}


class Line(NamedTuple):
    """One milestone as planned; a ``milestone`` that stands already keeps its history."""

    name: str
    length: int
    due_on: date
    milestone: Milestone | None = None


def case_plan(
    *, actor, case: Case, lines: Iterable[Line], reason: str = "", seen_version=None
) -> None:
    """Plan the milestones of a leader-led case, or plan them anew and say why.

    No milestone ends after the case's own date, unless that is over already.
    """
    with case_step(
        actor=actor, case=case, move="plan", seen_version=seen_version, note=reason
    ) as step:
        whole = resolving_deadline(step.case)
        end_at = whole.due_at if whole and whole.due_at > step.at else None
        plan = Planning(step.case, actor, step.at, reason)
        plan.make(list(lines), end_at)
        step.changes.update(plan.changes)


class Planning:
    """One planning, inside the transaction that records it; ``changes`` go into the trail."""

    def __init__(self, owner: Case | KeyTask, actor, at: datetime, reason: str):
        self.owner, self.actor, self.at, self.reason = owner, actor, at, reason.strip()
        self.calendar, self.changes = load_calendar(), {}
        standing = owner.milestones.filter(met_at__isnull=True, dropped_at__isnull=True)
        self.standing = {one.pk: one for one in standing.select_related("deadline")}

    def make(self, lines: list[Line], end_at: datetime | None) -> None:
        """Set the plan: new lines begin, moved ones move, those left out are taken out."""
        self._check(lines, end_at)
        kept = {line.milestone.pk for line in lines if line.milestone}
        for one in self.standing.values():
            if one.pk not in kept:
                self._drop(one)
        for line in lines:
            if line.milestone:
                self._move(self.standing[line.milestone.pk], line)
            else:
                self._begin(line)
        self.changes["plan"] = "；".join(
            f"{line.name}（{time_in_words(line.due_on)}）" for line in lines
        )

    def _check(self, lines: list[Line], end_at: datetime | None) -> None:
        if not lines:
            raise NotSo(_("A plan needs at least one milestone."))
        for line in lines:
            if line.milestone and line.milestone.pk not in self.standing:
                raise NotSo(_("“%(name)s” was met or taken out meanwhile.") % {"name": line.name})
            if self._is_new_date(line) and self._closes(line) <= self.at:
                raise NotSo(_("The date of “%(name)s” is over.") % {"name": line.name})
            if end_at and self._closes(line) > end_at:
                facts = {"name": line.name, "when": time_in_words(end_at)}
                raise NotSo(
                    _("“%(name)s” would end after the whole, which is due %(when)s.") % facts
                )
        for before, after in pairwise(lines):
            if after.due_on < before.due_on:
                facts = {"after": after.name, "before": before.name}
                raise NotSo(
                    _("“%(after)s” comes after “%(before)s” but has an earlier date.") % facts
                )

    def _is_new_date(self, line: Line) -> bool:
        known = line.milestone and self.standing.get(line.milestone.pk)
        return not known or local_date(known.due_at) != line.due_on

    def _closes(self, line: Line) -> datetime:
        return self.calendar.working_day(line.due_on).closes_at

    def _begin(self, line: Line) -> None:
        closes_at = self._closes(line)
        Milestone.objects.create(
            name=line.name,
            length=line.length,
            original_due_at=closes_at,
            **self._dated(closes_at),
            **({"case": self.owner} if self._is_case else {"key_task": self.owner}),
        )

    @property
    def _is_case(self) -> bool:
        return isinstance(self.owner, Case)

    def _dated(self, due_at: datetime) -> dict:
        """The new date where it belongs: in a deadline of its own, or in the milestone."""
        if not self._is_case:
            return {"own_due_at": due_at}
        lead_id = self.owner.lead_unit_id
        facts = {"organization_id": lead_id, "at": self.at, "due_at": due_at}
        return {"deadline": deadline_set(self.owner, Stage.MILESTONE, **facts)}

    def _move(self, one: Milestone, line: Line) -> None:
        was_at, now_at = one.due_at, self._closes(line)
        one.name, one.length = line.name, line.length
        if local_date(was_at) != local_date(now_at):
            self._check_may_change(one)
            self._take_back(one)
            for name, value in self._dated(now_at).items():
                setattr(one, name, value)
            Replan.objects.create(
                milestone=one,
                was_at=was_at,
                now_at=now_at,
                reason=self.reason,
                made_by=self.actor,
                made_at=self.at,
            )
        one.save()

    def _drop(self, one: Milestone) -> None:
        self._check_may_change(one)
        self._take_back(one)
        one.dropped_at = self.at
        one.save()

    def _check_may_change(self, one: Milestone) -> None:
        """A change needs its reason; what is late already is not moved by whoever is late."""
        if not self.reason:
            text = _("Say why the plan changes.")
            raise NotSo(text, fields={"reason": text})
        permission = REPLAN_LATE[type(self.owner)]
        if one.due_at < self.at and not is_allowed(self.actor, permission, self.owner):
            raise NotYou(
                _("“%(name)s” is late: only the leader or the visit office may move it now.")
                % {"name": one.name}
            )

    def _take_back(self, one: Milestone) -> None:
        if one.deadline_id:
            mine: Deadline = open_rows(self.owner).filter(pk=one.deadline_id)
            mine.update(cancelled_at=self.at, next_level=None, next_at=None)


def case_meet_milestone(
    *, actor, case: Case, milestone: Milestone, note: str, files=(), seen_version=None
) -> None:
    """Report that a milestone of the case is met, with what shows it."""
    with case_step(
        actor=actor, case=case, move="meet_milestone", seen_version=seen_version, note=note
    ) as step:
        milestone_meet(step.case, milestone, actor=actor, at=step.at, note=note, files=files)
        deadlines_meet(step.case, (Stage.MILESTONE,), at=step.at, pk=milestone.deadline_id)
        step.changes["milestone"] = milestone.name


def milestone_meet(
    owner: Case | KeyTask,
    milestone: Milestone,
    *,
    actor,
    at,
    note: str,
    files: Iterable[StoredFile],
) -> None:
    """Mark the milestone as met; the caller has locked and checked, and records."""
    if not note.strip():
        raise NotSo(_("Say how it was met."), fields={"note": ""})
    open_ones = owner.milestones.filter(met_at__isnull=True, dropped_at__isnull=True)
    if not open_ones.filter(pk=milestone.pk).exists():
        raise NotSo(_("“%(name)s” was met or taken out meanwhile.") % {"name": milestone.name})
    milestone.met_at, milestone.met_by, milestone.note = at, actor, note.strip()
    milestone.save(update_fields=["met_at", "met_by", "note"])
    MilestoneFile.objects.bulk_create(
        MilestoneFile(milestone=milestone, stored=stored) for stored in files
    )
