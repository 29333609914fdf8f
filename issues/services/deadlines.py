"""Deadlines as rows: started, met and cancelled with the step that does it.

Rules: domain, section 5. Every row copies its rule, so that later edits change no history.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.selectors import load_calendar
from calendars.units import LengthUnit
from core.errors import NotSo
from issues.models import Case, Deadline, DeadlinePolicy, LadderPolicy, Responsibility
from issues.selectors.ladder import rungs_of
from issues.workflow import RESOLVING_STAGES, STAGE_OWNER, Owner, Stage


def deadlines_start(
    case: Case, stages: Iterable[str], *, at: datetime, due: Mapping[str, datetime] | None = None
) -> None:
    """Start a deadline for each stage that has a policy, for whoever answers for it.

    ``due`` gives the date of a stage whose policy leaves it open; an instant before ``at`` is
    refused with NotSo.
    """
    due = due or {}
    for stage in stages:
        policy = policy_for(case, stage)
        for organization_id in _owners(case, stage):
            _start_one(case, stage, organization_id, policy, at, due.get(stage))


def _start_one(case, stage, organization_id, policy, at, chosen) -> None:
    if _continues(case, stage, organization_id):
        return
    calendar = load_calendar()
    if chosen is not None:
        due_at, due_on, provisional = chosen, timezone.localdate(chosen), False
    else:
        if policy is None or policy.length is None:
            return
        found = calendar.due_after(at, policy.length, LengthUnit(policy.length_unit))
        due_at, due_on, provisional = found.at, found.on, found.is_provisional
    if due_at <= at:
        raise NotSo(_("The deadline must be later than its start."), fields={"due_on": ""})
    ladder = LadderPolicy.objects.get(is_current=True)
    row = Deadline(
        case=case,
        stage=stage,
        round=case.round,
        organization_id=organization_id,
        started_at=at,
        due_at=due_at,
        due_on=due_on,
        original_due_at=due_at,
        is_provisional=provisional,
        rule=_copy(policy, chosen),
        ladder=ladder,
    )
    row.next_level, row.next_at = next_step(row, calendar)
    row.save()


def _continues(case: Case, stage: str, organization_id: int) -> bool:
    """A clock that still runs for this stage goes on, in the hands of the new unit.

    Time spent being passed round counts (domain, section 4): a return does not restart it.
    """
    return bool(
        Deadline.objects.filter(
            case=case,
            stage=stage,
            round=case.round,
            met_at__isnull=True,
            cancelled_at__isnull=True,
        )
        .filter(Q(organization_id=organization_id) | Q(stage__in=RESOLVING_STAGES))
        .update(organization_id=organization_id)
    )


def next_step(deadline: Deadline, calendar, taken: int = 0) -> tuple[int | None, datetime | None]:
    """The first step of the ladder above ``taken`` that falls after the deadline's own start."""
    for rung in rungs_of(deadline.ladder_id):
        falls_at = rung_at(rung, deadline.due_on, calendar)
        if rung.level > taken and falls_at > deadline.started_at:
            return rung.level, falls_at
    return None, None


def rung_at(rung, due_on, calendar) -> datetime:
    """When a step falls due: the opening or the close of the working day so far from ``due_on``."""
    day = calendar.working_day(due_on, rung.offset)
    return day.opens_at if rung.at_opening else day.closes_at


def _copy(policy: DeadlinePolicy | None, chosen: datetime | None) -> dict:
    if chosen is not None:
        return {"chosen": True, "version": policy.version if policy else None}
    return {
        "policy": policy.pk,
        "version": policy.version,
        "length": policy.length,
        "length_unit": policy.length_unit,
        "kind": policy.kind,
        "tier": policy.tier,
        "grade": policy.grade,
        "category": policy.category_id,
    }


def policy_for(case: Case, stage: str, grade: str | None = None) -> DeadlinePolicy | None:
    """The most specific policy in force for the case and stage, or None if there is none."""
    grade = case.grade if grade is None else grade
    fitting = DeadlinePolicy.objects.filter(
        Q(category__isnull=True) | Q(category=case.category_id),
        stage=stage,
        until_at__isnull=True,
        kind__in=("", case.kind),
        tier__in=("", case.tier),
        grade__in=("", grade),
    )
    return max(fitting, key=lambda policy: policy.specificity, default=None)


def _owners(case: Case, stage: str) -> list[int]:
    owner = STAGE_OWNER[stage]
    if owner == Owner.LEAD:
        return [case.lead_unit_id]
    if owner == Owner.OVERSIGHT:
        return [case.oversight_unit_id]
    return list(
        Responsibility.objects.filter(
            case=case,
            role=Responsibility.Role.SUPPORT,
            ended_at__isnull=True,
            replied_at__isnull=True,
        ).values_list("organization_id", flat=True)
    )


def deadlines_meet(
    case: Case, stages: Iterable[str], *, at: datetime, organization_id: int | None = None
) -> None:
    """Mark the open deadlines of these stages as met; only one unit's, if given."""
    rows = open_rows(case).filter(stage__in=list(stages))
    if organization_id is not None:
        rows = rows.filter(organization_id=organization_id)
    rows.update(met_at=at, next_level=None, next_at=None)
    if any(stage in RESOLVING_STAGES for stage in stages):
        case.resolved_at = at


def deadlines_cancel(case: Case, stages: Iterable[str], *, at: datetime) -> None:
    """Take back open deadlines that no longer ask anything of anybody."""
    open_rows(case).filter(stage__in=list(stages)).update(
        cancelled_at=at, next_level=None, next_at=None
    )


def open_rows(case: Case):
    return Deadline.objects.filter(case=case, met_at__isnull=True, cancelled_at__isnull=True)


def summary_refresh(case: Case) -> None:
    """Copy what lists and figures read from the deadline rows onto the case (not saved here)."""
    rows = list(Deadline.objects.filter(case=case, round=case.round, cancelled_at__isnull=True))
    open_due = [row.due_at for row in open_rows(case) if not row.is_paused]
    case.due_at = min(open_due, default=None)
    accept = [row for row in rows if row.stage == Stage.ACCEPT]
    case.accept_due_at = accept[-1].due_at if accept else case.accept_due_at
    resolve = [row for row in rows if row.stage in RESOLVING_STAGES]
    if resolve:
        case.resolve_due_at = resolve[-1].due_at
        case.resolve_original_due_at = resolve[-1].original_due_at
