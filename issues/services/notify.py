"""Who is told when a case comes to them. Told in the transaction, delivered by the outbox."""

from django.urls import reverse
from django.utils import timezone

from core.workflow import Move
from issues.models import Case
from issues.workflow import State
from notices.services import notice_post
from organizations.models import Position, User

_TEXT_OF_MOVE = {
    "dispatch": "issues.to_accept",
    "dispatch_on_the_spot": "issues.to_accept",
    "reject_return": "issues.to_accept",
    "assign": "issues.to_handle",
    "submit_reply": "issues.to_approve",
    "send_back_reply": "issues.sent_back",
    "reopen": "issues.reopened",
}


def holder_tell(*, case: Case, move: Move) -> None:
    """Tell whoever has the ball after this move, if the move puts it into somebody's hands."""
    template = _TEXT_OF_MOVE.get(move.name)
    person = _holder(case) if template else None
    if person is None:
        return
    notice_post(
        recipient=person,
        template=template,
        label=str(case)[:200],
        url=reverse("issues:case_detail", args=[case.number]),
        subject_type="issues.case",
        subject_id=case.pk,
        dedupe_key=f"case:{case.pk}:{case.version}:user:{person.pk}",
    )


def _holder(case: Case) -> User | None:
    if case.state == State.HANDLING and case.handler_id:
        return case.handler
    head = Position.objects.filter(
        organization=case.lead_unit_id, kind=Position.Kind.HEAD
    ).select_related("holder", "delegate")
    return next((post.answers_on(timezone.localdate()) for post in head), None)
