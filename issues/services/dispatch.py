"""Triage and dispatch: into whose hands a case goes (domain, section 4)."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import NotSo
from issues.models import Case, Responsibility, ReturnRequest
from issues.services.deadlines import OwnRule, open_rows
from issues.services.steps import Step, case_step
from issues.workflow import Stage, Tier
from organizations.models import Organization, Position

_GO_ALONG = (Stage.FIRST_CONTACT, Stage.RESOLVE)
"""The clocks that run on in the hands of the unit below."""


def case_triage(
    *,
    actor,
    case: Case,
    tier: str,
    category=None,
    is_relapse: bool = True,
    note: str = "",
    seen_version=None,
    at=None,
) -> None:
    """Choose which of the three ways the case goes, and what it is about.

    ``is_relapse`` False: what it was taken to repeat is another matter.
    """
    if tier not in (Tier.TIME_LIMITED, Tier.LEADER_LED):
        raise NotSo(_("Choose how the case is to be solved."), fields={"tier": ""})
    with case_step(
        actor=actor, case=case, move="triage", seen_version=seen_version, note=note, at=at
    ) as step:
        step.case.tier = tier
        step.case.category = category or step.case.category
        step.changes["tier"] = tier
        if step.case.relapse_of_id and not is_relapse:
            step.changes["no_relapse_of"] = str(step.case.relapse_of)
            step.case.relapse_of = None


def case_dispatch(
    *,
    actor,
    case: Case,
    lead: Organization,
    supports: Iterable[tuple[Organization, str]] = (),
    sponsor=None,
    resolve_due_at=None,
    resolve_rule: OwnRule | None = None,
    note: str = "",
    seen_version=None,
) -> None:
    """Give the case to one lead unit, with supports and a sponsor if it needs them.

    A case led by a leader needs its sponsor and its own date, ``resolve_due_at``; others may
    bring a rule of their own along, ``resolve_rule``.
    """
    supports = list(supports)
    with case_step(
        actor=actor, case=case, move="dispatch", seen_version=seen_version, note=note
    ) as step:
        _check_dispatch(step.case, lead, supports, sponsor, resolve_due_at)
        _give_to(step, lead)
        for organization, task in supports:
            _take_part(step, organization, Responsibility.Role.SUPPORT, task=task)
        if supports:
            step.changes["supports"] = "、".join(str(unit) for unit, _task in supports)
        if sponsor:
            _sponsor(step, sponsor)
        if resolve_due_at:
            step.due[Stage.RESOLVE] = resolve_due_at
        if resolve_rule:
            step.own[Stage.RESOLVE] = resolve_rule


def case_dispatch_on_the_spot(
    *, actor, case: Case, lead: Organization, note: str = "", seen_version=None, at=None
) -> None:
    """A leader or team member in the workshop gives the case to the unit beside them."""
    with case_step(
        actor=actor,
        case=case,
        move="dispatch_on_the_spot",
        seen_version=seen_version,
        note=note,
        at=at,
    ) as step:
        step.case.tier = Tier.TIME_LIMITED
        _check_lead(step.case, lead)
        _give_to(step, lead)


def case_pass_down(*, actor, case: Case, unit: Organization, note: str = "", seen_version=None):
    """Level by level: the lead unit gives the case to a unit below it; its clocks run on."""
    with case_step(
        actor=actor, case=case, move="pass_down", seen_version=seen_version, note=note
    ) as step:
        if unit.parent_id != step.case.lead_unit_id or not unit.is_active:
            raise NotSo(_("Choose one of the units directly below yours."), fields={"unit": ""})
        _check_not_refused(step.case, unit, "unit")
        lead_name(step, unit)
        open_rows(step.case).filter(stage__in=_GO_ALONG).update(organization_id=unit.pk)


def _check_dispatch(case, lead, supports, sponsor, resolve_due_at) -> None:
    _check_lead(case, lead)
    ids = [organization.pk for organization, _task in supports]
    if lead.pk in ids or len(ids) != len(set(ids)):
        raise NotSo(
            _("A unit can have only one part: take it out of the supports."),
            fields={"supports": ""},
        )
    if case.tier == Tier.LEADER_LED and not (sponsor and resolve_due_at):
        raise NotSo(
            _("A case led by a leader needs the leader and a date."),
            fields={"sponsor": "", "resolve_due_at": ""},
        )


def _check_lead(case: Case, lead: Organization) -> None:
    if not lead.is_active:
        raise NotSo(_("This unit no longer exists. Choose another."), fields={"lead": ""})
    _check_not_refused(case, lead, "lead")


def _check_not_refused(case: Case, unit: Organization, field: str) -> None:
    refused = ReturnRequest.objects.filter(case=case, organization=unit, upheld=True)
    if refused.exists():
        raise NotSo(_("The return by this unit was agreed to. Choose another."), fields={field: ""})


def _give_to(step: Step, lead: Organization) -> None:
    lead_name(step, lead)
    dispatched_mark(step)


def dispatched_mark(step: Step) -> None:
    """From here on the case counts as dispatched in the figures: the first time only."""
    case = step.case
    if case.dispatched_at is None:
        case.dispatched_at = step.at
        local = timezone.localtime(step.at)
        case.dispatched_month = local.year * 100 + local.month
        case.dispatched_day = case.dispatched_month * 100 + local.day


def lead_name(step: Step, lead: Organization) -> None:
    """Make the unit the one that answers for the case; another that did so does so no more."""
    case = step.case
    step.changes["lead"] = str(lead)
    if case.lead_unit_id == lead.pk:
        return
    if case.lead_unit_id:
        case.hand_overs += 1
        case.handler = None
        Responsibility.objects.filter(
            case=case, role=Responsibility.Role.LEAD, ended_at__isnull=True
        ).update(ended_at=step.at)
    case.lead_unit = lead
    open_rows(case).filter(stage=Stage.MILESTONE).update(organization=lead)
    _take_part(step, lead, Responsibility.Role.LEAD)


def _take_part(step: Step, organization, role: str, *, task: str = "", person=None) -> None:
    Responsibility.objects.create(
        case=step.case,
        organization=organization,
        role=role,
        person=person,
        task=task,
        since_at=step.at,
    )


def _sponsor(step: Step, leader) -> None:
    position = leader.positions.exclude(kind=Position.Kind.HEAD).first()
    if position is None:
        raise NotSo(_("Only a district leader can sponsor a case."), fields={"sponsor": ""})
    already = Responsibility.objects.filter(
        case=step.case, role=Responsibility.Role.SPONSOR, ended_at__isnull=True
    )
    already.update(ended_at=step.at)
    _take_part(step, position.organization, Responsibility.Role.SPONSOR, person=leader)
    step.changes["sponsor"] = str(leader)
