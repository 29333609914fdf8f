"""The machine that takes a case from one state to the next: check, lock, change, record.

Every service that moves a case, a hazard included, does its own change inside ``case_step``;
deadlines, summary and trail follow from the move's row in the workflow table.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record, trail_of
from core.errors import NotYou, Overtaken
from core.workflow import Move
from issues.models import Case
from issues.services.deadlines import OwnRule, deadlines_meet, deadlines_start, summary_refresh
from issues.services.notify import holder_tell


@dataclass
class Step:
    """A move being made.

    ``due`` may set a date for a stage that has no rule of its own, ``own`` a rule of this case's.
    """

    case: Case
    move: Move
    at: datetime
    note: str = ""
    changes: dict = field(default_factory=dict)
    due: dict[str, datetime] = field(default_factory=dict)
    own: dict[str, OwnRule] = field(default_factory=dict)


@contextmanager
def case_step(
    *,
    actor,
    case: Case,
    move: str,
    seen_version: int | None = None,
    note: str = "",
    at=None,
    permission: str = "",
) -> Iterator[Step]:
    """Lock the case, check the move, let the caller change it, then record.

    ``permission`` stands in for the move's own where one step follows from another.
    Raises NotNow in a wrong state, NotYou without the permission, and Overtaken when the case
    was changed since the actor saw ``seen_version``; in each case nothing is changed.
    """
    with transaction.atomic():
        # Not the key: the sweep's foreign keys to the case are checked while it holds deadlines.
        locked = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
        _check_seen(locked, seen_version)
        found = locked.workflow.check(locked, move)
        require(actor, permission or found.permission, locked)
        step = Step(locked, found, at or timezone.now(), note)
        yield step
        _apply(step, actor)
        _catch_up(case, step.case)


def _catch_up(case: Case, written: Case) -> None:
    """Let the caller's object say what was written; under the lock nobody else has."""
    for column in Case._meta.concrete_fields:
        setattr(case, column.attname, getattr(written, column.attname))


def _check_seen(case: Case, seen_version: int | None) -> None:
    if seen_version is None or seen_version == case.version:
        return
    last = trail_of(case).first()
    raise Overtaken(
        _(
            "%(name)s did something here at %(time)s: %(action)s. Nothing of yours is lost; look at how it stands now."
        )
        % {
            "name": last.actor_name,
            "time": timezone.localtime(last.at).strftime("%H:%M"),
            "action": action_label(case, last.action),
        }
    )


def action_label(case: Case, action: str) -> object:
    """The label of a trail entry's action, by the case's workflow table."""
    labels = {move.name: move.label for move in case.workflow.moves}
    return labels.get(action, action)


def _apply(step: Step, actor) -> None:
    case, move = step.case, step.move
    before = case.state
    case.state = move.target or case.state
    case.version += 1
    deadlines_meet(case, move.meets, at=step.at)
    if move.opens_round:
        case.round += 1
        case.resolved_at = case.closed_at = None
        case.outcome = ""
    _lapse(step)
    deadlines_start(case, move.starts, at=step.at, due=step.due, own=step.own)
    summary_refresh(case)
    case.save()
    record(
        actor=actor,
        subject=case,
        action=move.name,
        note=step.note,
        at=step.at,
        state=[before, case.state],
        round=case.round,
        **step.changes,
    )
    holder_tell(case=case, move=move)


def _lapse(step: Step) -> None:
    """A request that can no longer be decided, because the case has moved on, lapses."""
    case = step.case
    if not case.asked or case.state in case.workflow.move(f"approve_{case.asked}").sources:
        return
    case.requests.filter(approved__isnull=True, lapsed_at__isnull=True).update(lapsed_at=step.at)
    step.changes["lapsed"], case.asked = case.asked, ""


def moves_allowed(*, user, case: Case) -> list[Move]:
    """The moves this person may make now: what the case page shows as buttons."""
    allowed = []
    answers: dict[str, bool] = {}
    for move in case.workflow.moves_open(case):
        if move.permission not in answers:
            answers[move.permission] = _may(user, move.permission, case)
        if answers[move.permission]:
            allowed.append(move)
    return allowed


def _may(user, permission: str, case: Case) -> bool:
    try:
        require(user, permission, case)
    except NotYou:
        return False
    return True
