"""Deadlines as rows: started, met and cancelled with the step that does it.

Rules: domain, section 5. Every row copies its rule, so that later edits change no history.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.selectors import load_calendar
from calendars.units import LengthUnit
from core.errors import NotSo
from issues.models import Case, Deadline, DeadlinePolicy, Responsibility
from issues.selectors.ladder import ladder_for, rung_at, rungs_of
from issues.workflow import RESOLVING_STAGES, STAGE_OWNER, Owner, Stage


@dataclass(frozen=True)
class OwnRule:
    """A rule that one case has of its own for a stage; ``name`` says whose rule it is."""

    length: int
    length_unit: str
    name: str


_SUMMARY_FIELDS = ("stage", "round", "due_at", "original_due_at", "met_at", "paused_at")


def deadlines_start(
    case: Case,
    stages: Iterable[str],
    *,
    at: datetime,
    due: Mapping[str, datetime] | None = None,
    own: Mapping[str, OwnRule] | None = None,
) -> None:
    """Start a deadline for each stage that has a policy, for whoever answers for it.

    ``due`` gives the date of a stage whose policy leaves it open; an instant before ``at`` is
    refused with NotSo. ``own`` rules go before the policies, in later rounds too.
    """
    stages, due = list(stages), due or {}
    if not stages:
        return
    rules = _rules_in_force(case, stages)
    own = {**_earlier_own(case, stages), **(own or {})}
    running = list(open_rows(case).filter(round=case.round, stage__in=stages))
    rows = [
        _row(
            case,
            stage,
            organization_id,
            own.get(stage) or _most_specific(rules, stage),
            at,
            due.get(stage),
        )
        for stage in stages
        for organization_id in _owners(case, stage)
        if not _continues(running, stage, organization_id)
    ]
    started = [row for row in rows if row]
    if started:
        _put_on_ladder(started)
        Deadline.objects.bulk_create(started)


def deadline_set(
    case: Case, stage: str, *, organization_id: int, at: datetime, due_at: datetime
) -> Deadline:
    """Start a deadline of a stage of which there may be many, by the date that was set for it."""
    row = _row(case, stage, organization_id, None, at, due_at)
    _put_on_ladder([row])
    row.save()
    return row


def _row(case, stage, organization_id, policy, at, chosen) -> Deadline | None:
    """The deadline of one unit, not saved yet; None if neither policy nor person sets a date."""
    if chosen is not None:
        due_at, due_on, provisional = chosen, timezone.localdate(chosen), False
    else:
        if policy is None or policy.length is None:
            return None
        unit = LengthUnit(policy.length_unit)
        due_at, due_on, provisional = load_calendar().due_after(at, policy.length, unit)
    if due_at <= at:
        raise NotSo(_("The deadline must be later than its start."), fields={"due_on": ""})
    return Deadline(
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
    )


def _put_on_ladder(rows: list[Deadline]) -> None:
    calendar, ladder = load_calendar(), ladder_for(rows[0].case)
    rungs = rungs_of(ladder.pk)
    for row in rows:
        row.ladder = ladder
        row.next_level, row.next_at = _step_of(rungs, row, calendar)


def _continues(running: list[Deadline], stage: str, organization_id: int) -> bool:
    """A clock that still runs for this stage goes on, in the hands of the new unit.

    Time spent being passed round counts (domain, section 4): a return does not restart it.
    """
    mine = [
        row
        for row in running
        if row.stage == stage
        and (row.organization_id == organization_id or stage in RESOLVING_STAGES)
    ]
    for row in mine:
        if row.organization_id != organization_id:
            row.organization_id = organization_id
            row.save(update_fields=["organization"])
    return bool(mine)


def next_step(deadline: Deadline, calendar, taken: int = 0) -> tuple[int | None, datetime | None]:
    """The first step of the ladder above ``taken`` that falls after the deadline's own start."""
    return _step_of(rungs_of(deadline.ladder_id), deadline, calendar, taken)


def _step_of(rungs, deadline, calendar, taken=0) -> tuple[int | None, datetime | None]:
    for rung in rungs:
        falls_at = rung_at(rung, deadline.due_on, calendar)
        if rung.level > taken and falls_at > deadline.started_at:
            return rung.level, falls_at
    return None, None


def _earlier_own(case: Case, stages: list[str]) -> dict[str, OwnRule]:
    """The own rules of the rounds before this one."""
    if case.round == 1:
        return {}
    before = Deadline.objects.filter(case=case, stage__in=stages, rule__name__isnull=False)
    return {
        row.stage: OwnRule(**{name: row.rule[name] for name in ("length", "length_unit", "name")})
        for row in before.order_by("pk")
    }


def _copy(policy: DeadlinePolicy | OwnRule | None, chosen: datetime | None) -> dict:
    if chosen is not None:
        return {"chosen": True, "version": getattr(policy, "version", None)}
    if isinstance(policy, OwnRule):
        return {**asdict(policy), "version": None}
    return {
        "policy": policy.pk,
        "version": policy.version,
        "length": policy.length,
        "length_unit": policy.length_unit,
        "kind": policy.kind,
        "tier": policy.tier,
        "grade": policy.grade,
        "category": policy.category_id,
        **_campaign_of(policy),
    }


def _campaign_of(policy: DeadlinePolicy) -> dict:
    """A campaign's own limit says so, by the name it has then."""
    if policy.campaign is None:
        return {}
    return {"campaign": policy.campaign_id, "campaign_name": policy.campaign.name}


def policy_for(case: Case, stage: str, grade: str | None = None) -> DeadlinePolicy | None:
    """The most specific policy in force for the case and stage, or None if there is none."""
    return _most_specific(_rules_in_force(case, [stage], grade), stage)


def _most_specific(rules: list[DeadlinePolicy], stage: str) -> DeadlinePolicy | None:
    fitting = (policy for policy in rules if policy.stage == stage)
    return max(fitting, key=lambda policy: policy.specificity, default=None)


def _rules_in_force(
    case: Case, stages: list[str], grade: str | None = None
) -> list[DeadlinePolicy]:
    grade = case.grade if grade is None else grade
    fitting = DeadlinePolicy.objects.filter(
        Q(category__isnull=True) | Q(category=case.category_id),
        Q(campaign__isnull=True) | Q(campaign=case.campaign_id),
        stage__in=stages,
        until_at__isnull=True,
        kind__in=("", case.kind),
        tier__in=("", case.tier),
        grade__in=("", grade),
    )
    return list(fitting.select_related("campaign"))


def _owners(case: Case, stage: str) -> list[int]:
    owner = STAGE_OWNER[stage]
    if owner == Owner.LEAD:
        return [case.lead_unit_id]
    if owner == Owner.OVERSIGHT:
        return [case.oversight_unit_id]
    if owner == Owner.NAMED:
        return []
    return list(
        Responsibility.objects.filter(
            case=case,
            role=Responsibility.Role.SUPPORT,
            ended_at__isnull=True,
            replied_at__isnull=True,
        ).values_list("organization_id", flat=True)
    )


def deadlines_meet(case: Case, stages: Iterable[str], *, at: datetime, **only) -> None:
    """Mark the open deadlines of these stages as met; ``only`` one unit's or one row, if given."""
    stages = list(stages)
    if not stages:
        return
    rows = open_rows(case).filter(stage__in=stages, **only)
    rows.update(met_at=at, next_level=None, next_at=None)
    if any(stage in RESOLVING_STAGES for stage in stages):
        case.resolved_at = at


def deadlines_cancel(case: Case, stages: Iterable[str], *, at: datetime) -> None:
    """Take back open deadlines that no longer ask anything of anybody, with their milestones."""
    stages = list(stages)
    open_rows(case).filter(stage__in=stages).update(cancelled_at=at, next_level=None, next_at=None)
    if Stage.MILESTONE in stages:
        owed = case.milestones.filter(met_at__isnull=True, dropped_at__isnull=True)
        owed.update(dropped_at=at)


def open_rows(case: Case):
    return Deadline.objects.filter(case=case, met_at__isnull=True, cancelled_at__isnull=True)


def summary_refresh(case: Case) -> None:
    """Copy what lists and figures read from the deadline rows onto the case (not saved here)."""
    standing = Deadline.objects.filter(case=case, cancelled_at__isnull=True).order_by("id")
    rows = list(standing.only(*_SUMMARY_FIELDS))
    running = [row.due_at for row in rows if row.met_at is None and row.paused_at is None]
    case.due_at = min(running, default=None)
    rows = [row for row in rows if row.round == case.round]
    accept = [row for row in rows if row.stage == Stage.ACCEPT]
    case.accept_due_at = accept[-1].due_at if accept else case.accept_due_at
    resolve = [row for row in rows if row.stage in RESOLVING_STAGES]
    if resolve:
        case.resolve_due_at = resolve[-1].due_at
        case.resolve_original_due_at = resolve[-1].original_due_at
