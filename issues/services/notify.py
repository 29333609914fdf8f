"""Who is told when a case comes to them. Told in the transaction, delivered by the outbox."""

from django.urls import reverse
from django.utils import timezone

from core.templatetags.times import time_in_words
from core.workflow import Move
from issues.models import (
    Case,
    CaseRequest,
    Meeting,
    RaisedDemand,
    Responsibility,
    ReturnRequest,
)
from issues.selectors.requests import decider_of
from issues.workflow import STAGE_OWNER, Owner
from notices.services import notice_post
from organizations.models import Position, User
from organizations.selectors import visit_office

_TEXT_OF_MOVE = {
    "dispatch": "issues.to_accept",
    "dispatch_on_the_spot": "issues.to_accept",
    "pass_down": "issues.to_accept",
    "reject_return": "issues.to_accept",
    "assign": "issues.to_handle",
    "submit_reply": "issues.to_approve",
    "send_back_reply": "issues.sent_back",
    "reopen": "issues.reopened",
}


def texts_of_moves_add(texts: dict[str, str]) -> None:
    """Let a higher app say which notice its moves send: move → name of the text."""
    _TEXT_OF_MOVE.update(texts)


def holder_tell(*, case: Case, move: Move) -> None:
    """Tell whoever has the ball after this move, if the move puts it into somebody's hands."""
    template = _TEXT_OF_MOVE.get(move.name)
    person = _holder(case, move) if template else None
    _tell(person, template, case)


def _tell(person: User | None, template: str, case: Case) -> None:
    if person is None:
        return
    _post(person, template, case, f"{template}:{case.pk}:{case.version}")


def decider_tell(*, request: CaseRequest) -> None:
    """Tell whoever is to decide that a request waits."""
    person = decider_of(request)
    if person:
        _post(person, "issues.to_decide", request.case, f"request:{request.pk}:asked")


def requester_tell(*, request: CaseRequest) -> None:
    """Tell whoever asked what was decided."""
    template = "issues.approved" if request.approved else "issues.refused"
    _post(request.requested_by, template, request.case, f"request:{request.pk}:decided")


def dispatcher_tell(*, request: ReturnRequest) -> None:
    """Tell whoever dispatched that the unit was right to return it: it counts on their record."""
    person = request.dispatched_by
    if person and person.pk != request.decided_by_id:
        _post(person, "issues.wrongly_dispatched", request.case, f"return:{request.pk}:agreed")


def meeting_tell(*, meeting: Meeting, units) -> None:
    """Tell the heads of the units, and of the lead unit, when and where the meeting is."""
    case = meeting.case
    label = f"{time_in_words(meeting.held_at)} {meeting.place} {case.title}"
    for unit_id in {case.lead_unit_id, *(unit.pk for unit in units)}:
        person = _head_of(unit_id)
        if person:
            facts = {"label": label[:200], "url": _address_for(person, case)}
            _post(person, "issues.meeting", case, f"meeting:{meeting.pk}", **facts)


def _address_for(person: User, case: Case) -> str:
    """The case's address, for whoever may see it: a unit that is only invited may not."""
    may_open = Case.objects.visible_to(person).filter(pk=case.pk).exists()
    return case.get_absolute_url() if may_open else ""


def task_tell(*, part: Responsibility) -> None:
    """Tell the head of the unit that a meeting gave it a task."""
    person = _head_of(part.organization_id)
    if person:
        _post(person, "issues.task", part.case, f"task:{part.pk}")


def _post(person: User, template: str, case: Case, event: str, **facts) -> None:
    notice_post(
        recipient=person,
        template=template,
        subject_type="issues.case",
        subject_id=case.pk,
        dedupe_key=f"{event}:user:{person.pk}",
        **{"label": str(case)[:200], "url": case.get_absolute_url(), **facts},
    )


def word_tell(*, case: Case) -> None:
    """Tell the unit that oversees that the enterprise has spoken by itself."""
    _tell(_head_of(case.oversight_unit_id), "issues.word_given", case)


def raised_tell(*, demand: RaisedDemand) -> None:
    """Tell the visit office that an enterprise has raised something."""
    office = visit_office()
    person = _head_of(office.pk) if office else None
    if person is None:
        return
    notice_post(
        recipient=person,
        template="issues.demand_raised",
        label=f"{demand.enterprise} {demand.title}"[:200],
        url=reverse("issues:raised_detail", args=[demand.number]),
        subject_type="issues.raiseddemand",
        subject_id=demand.pk,
        dedupe_key=f"raised:{demand.pk}:user:{person.pk}",
    )


def _holder(case: Case, move: Move) -> User | None:
    """The handler if the lead unit has named one, else the head of the unit whose clock starts."""
    if any(STAGE_OWNER[stage] == Owner.OVERSIGHT for stage in move.starts):
        return _head_of(case.oversight_unit_id)
    if case.handler_id and move.name != "submit_reply":
        return case.handler
    return _head_of(case.lead_unit_id)


def _head_of(unit_id: int | None) -> User | None:
    head = Position.objects.filter(organization=unit_id, kind=Position.Kind.HEAD).select_related(
        "holder", "delegate"
    )
    return next((post.answers_on(timezone.localdate()) for post in head), None)
