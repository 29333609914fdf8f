"""The return of a dispatch: an objection, decided once and finally (domain, section 4)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import trail_of
from core.errors import NotNow, NotSo
from issues.models import Case, Deadline, Responsibility, ReturnRequest
from issues.services.catch_all import RETURNS_MOST, case_fall
from issues.services.deadlines import deadlines_cancel, open_rows
from issues.services.notify import dispatcher_tell
from issues.services.steps import Step, case_step
from issues.workflow import Stage

_LEAD_STAGES = (Stage.ACCEPT, Stage.FIRST_CONTACT, Stage.SUPPORT_REPLY)
_DISPATCHES = ("dispatch", "dispatch_on_the_spot", "pass_down")


def case_return(*, actor, case: Case, reason: str, suggested_unit=None, seen_version=None) -> None:
    """Say that the case is not this unit's, why, and whose it should be; once per unit."""
    if not reason.strip():
        raise NotSo(_("Say why the case is not yours."), fields={"reason": ""})
    with case_step(
        actor=actor, case=case, move="return", seen_version=seen_version, note=reason
    ) as step:
        objection_check(step.case, at=step.at)
        ReturnRequest.objects.create(
            case=step.case,
            organization=step.case.lead_unit,
            reason=reason,
            suggested_unit=suggested_unit,
            requested_by=actor,
            requested_at=step.at,
            dispatched_by_id=_dispatcher_of(step.case),
        )
        step.case.returned = max(step.case.returned, Case.Returned.ASKED)
        step.changes["suggested_unit"] = str(suggested_unit or "")


def objection_check(case: Case, *, at: datetime | None = None) -> None:
    """NotNow unless the lead unit may still object: once, in its time to accept, not fallen to it."""
    mine = {"case": case, "organization": case.lead_unit}
    if ReturnRequest.objects.filter(**mine).exists():
        raise NotNow(_("The visit office has decided that the case is yours; it is final."))
    if Responsibility.objects.filter(**mine, ended_at__isnull=True, is_final=True).exists():
        raise NotNow(_("Nobody else owned the case, and it fell to your unit; it is final."))
    if open_rows(case).filter(stage=Stage.ACCEPT, due_at__lt=at or timezone.now()).exists():
        raise NotNow(
            _("The time to object has passed. Accept the case; the visit office can help with it.")
        )


def _dispatcher_of(case: Case) -> int | None:
    """On whose record a wrong dispatch counts: whoever dispatched it last."""
    last = trail_of(case).filter(action__in=_DISPATCHES).first()
    return last and last.actor_id


def case_decide_return(
    *, actor, case: Case, uphold: bool, decision: str = "", seen_version=None
) -> None:
    """Decide a return, once and finally: back to dispatch, or back to the unit.

    When two units were right to return it, it falls to its town or to the catch-all unit.
    """
    move = "uphold_return" if uphold else "reject_return"
    with transaction.atomic():
        _decide(actor, case, move, uphold, decision, seen_version)
        agreed = ReturnRequest.objects.filter(case=case, upheld=True).count()
        if uphold and agreed >= RETURNS_MOST:
            case_fall(case=case, because=_("Two units were right to return it."))


def _decide(actor, case, move, uphold, decision, seen_version) -> None:
    with case_step(
        actor=actor, case=case, move=move, seen_version=seen_version, note=decision
    ) as step:
        request = step.case.return_requests.get(decided_at__isnull=True)
        request.upheld, request.decision = uphold, decision
        request.decided_by, request.decided_at = actor, step.at
        request.save()
        if uphold:
            _take_back(step)
            dispatcher_tell(request=request)


def _take_back(step: Step) -> None:
    """Nobody leads for the moment: what runs on is in the overseeing unit's hands."""
    case = step.case
    case.hand_overs += 1
    case.returned = Case.Returned.AGREED
    case.lead_unit = case.handler = None
    Responsibility.objects.filter(
        case=case,
        role__in=(Responsibility.Role.LEAD, Responsibility.Role.SUPPORT),
        ended_at__isnull=True,
    ).update(ended_at=step.at)
    deadlines_cancel(case, _LEAD_STAGES, at=step.at)
    still: Deadline = open_rows(case).filter(stage=Stage.RESOLVE)
    still.update(organization_id=case.oversight_unit_id)
