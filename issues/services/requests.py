"""Extension, suspension, withdrawal: asked for by one, decided by another (domain, section 4)."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.selectors import load_calendar
from core.errors import NotNow, NotSo, NotYou
from core.templatetags.times import time_in_words
from issues.models import Case, CaseRequest, Deadline
from issues.selectors.requests import extensions_asked, resolving_deadline, waiting_request
from issues.services.clocks import deadline_extend, deadlines_pause, deadlines_resume
from issues.services.deadlines import deadlines_cancel
from issues.services.notify import decider_tell, requester_tell
from issues.services.steps import Step, case_step
from issues.workflow import EXTENSIONS, Asked, Stage


def case_ask_extension(
    *, actor, case: Case, due_at: datetime, reason: str, told: str, seen_version=None
) -> None:
    """Ask for a later date, in time, saying what the enterprise was told; twice at most."""
    _check_said(reason=reason, told=told)
    with case_step(
        actor=actor, case=case, move="ask_extension", seen_version=seen_version, note=reason
    ) as step:
        row = extension_check(step.case, at=step.at)
        if due_at <= row.due_at:
            text = _("The new date must be later than the present one.")
            raise NotSo(text, fields={"due_on": text})
        kind = EXTENSIONS[extensions_asked(row)]
        facts = {"deadline": row, "from_at": row.due_at, "due_at": due_at, "told": told.strip()}
        request_write(step, actor, kind, reason, **facts)


def extension_check(case: Case, *, at: datetime | None = None) -> Deadline:
    """The deadline that may still be extended; NotNow with the reason why not."""
    row = resolving_deadline(case)
    if row is None:
        raise NotNow(_("No deadline runs that could be extended."))
    if extensions_asked(row) >= len(EXTENSIONS):
        raise NotNow(_("An extension was asked for twice; there is no third."))
    last_at = load_calendar().working_day(row.due_on, -1).closes_at
    if (at or timezone.now()) > last_at:
        raise NotNow(
            _(
                "Too late to ask for an extension: that was possible until %(when)s, one working day before the deadline."
            )
            % {"when": time_in_words(last_at)}
        )
    return row


def case_ask_suspension(
    *, actor, case: Case, review_at: datetime, reason: str, seen_version=None
) -> None:
    """Ask to let the case rest, because present policy leaves no way, until it is looked at again."""
    _check_said(reason=reason)
    with case_step(
        actor=actor, case=case, move="ask_suspension", seen_version=seen_version, note=reason
    ) as step:
        if review_at <= step.at:
            text = _("The review date must lie ahead.")
            raise NotSo(text, fields={"due_on": text})
        request_write(step, actor, Asked.SUSPENSION, reason, due_at=review_at)


def case_ask_withdrawal(*, actor, case: Case, reason: str, seen_version=None) -> None:
    """Ask to take back a case registered by mistake, or taken back by the enterprise."""
    _check_said(reason=reason)
    with case_step(
        actor=actor, case=case, move="ask_withdrawal", seen_version=seen_version, note=reason
    ) as step:
        request_write(step, actor, Asked.WITHDRAWAL, reason)


def case_resume(*, actor, case: Case, note: str = "", seen_version=None) -> None:
    """Take a suspended case up again: its clocks run on, each date later by the pause."""
    with case_step(
        actor=actor, case=case, move="resume", seen_version=seen_version, note=note
    ) as step:
        deadlines_resume(step.case, at=step.at)
        step.case.suspended_at = None


def case_decide_request(
    *, actor, case: Case, kind: str, approve: bool, decision: str = "", seen_version=None
) -> None:
    """Approve or refuse what waits in the case; refused, all stays as it was."""
    if not approve and not decision.strip():
        raise NotSo(_("Say why it is refused."), fields={"decision": ""})
    move = f"{'approve' if approve else 'refuse'}_{kind}"
    with case_step(
        actor=actor, case=case, move=move, seen_version=seen_version, note=decision
    ) as step:
        request = waiting_request(step.case)
        if request.requested_by_id == actor.pk:
            raise NotYou(_("Whoever asked does not decide. Leave it to another."))
        request.approved, request.decision = approve, decision.strip()
        request.decided_by, request.decided_at = actor, step.at
        request.save()
        step.case.asked = ""
        if approve:
            _EFFECTS[Asked(kind)](step, request)
        requester_tell(request=request)


def _check_said(**texts: str) -> None:
    for name, text in texts.items():
        if not text.strip():
            sentences = {"told": _("Say what the enterprise was told.")}
            raise NotSo(sentences.get(name, _("Say why.")), fields={name: ""})


def request_write(step: Step, actor, kind: Asked, reason: str, **facts) -> CaseRequest:
    """Keep what is asked for, and tell whoever decides; one waits in a case at a time."""
    case = step.case
    request = CaseRequest.objects.create(
        case=case,
        kind=kind,
        round=case.round,
        reason=reason.strip(),
        requested_by=actor,
        requested_at=step.at,
        **facts,
    )
    case.asked = kind
    if facts.get("due_at"):
        step.changes["new_due"] = facts["due_at"].isoformat()
    decider_tell(request=request)
    return request


def _extend(step: Step, request: CaseRequest) -> None:
    if request.due_at <= max(step.at, request.deadline.due_at):
        raise NotNow(_("The date asked for is no later than the present one, or it has passed."))
    deadline_extend(request)
    step.changes["new_due"] = request.due_at.isoformat()


def _suspend(step: Step, request: CaseRequest) -> None:
    if request.due_at <= step.at:
        raise NotNow(_("The review date has passed. Refuse it, and let the unit ask again."))
    deadlines_pause(step.case, at=step.at)
    step.case.suspended_at = step.at
    step.due[Stage.REVIEW] = request.due_at


def _withdraw(step: Step, request: CaseRequest) -> None:
    deadlines_cancel(step.case, Stage.values, at=step.at)
    step.case.closed_at = step.at


Effect = Callable[[Step, CaseRequest], None]

_EFFECTS: dict[Asked, Effect] = {
    Asked.EXTENSION: _extend,
    Asked.SECOND_EXTENSION: _extend,
    Asked.SUSPENSION: _suspend,
    Asked.WITHDRAWAL: _withdraw,
}


def effect_add(kind: Asked, effect: Effect) -> None:
    """Let a higher app say what follows when this kind of request is approved."""
    _EFFECTS[kind] = effect
