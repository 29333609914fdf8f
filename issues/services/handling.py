"""What the lead unit and its supports do: accept, assign, handle, reply, approve."""

from django.utils.translation import gettext as _

from core.errors import NotSo, NotYou
from issues.models import Attachment, Case, Reply, Responsibility
from issues.services.cases import attachment_add
from issues.services.deadlines import deadlines_cancel, deadlines_meet
from issues.services.links import link_open
from issues.services.steps import case_step
from issues.workflow import PARTS_OF_THE_WHOLE, Stage


def case_accept(*, actor, case: Case, note: str = "", seen_version=None) -> None:
    """The unit's head takes the case up."""
    with case_step(
        actor=actor, case=case, move="accept", seen_version=seen_version, note=note
    ) as step:
        step.case.accepted_at = step.at


def case_assign(*, actor, case: Case, handler, note: str = "", seen_version=None) -> None:
    """Put the case into the hands of one person of the lead unit."""
    with case_step(
        actor=actor, case=case, move="assign", seen_version=seen_version, note=note
    ) as step:
        if step.case.lead_unit_id not in handler.home_unit_ids:
            raise NotSo(_("Choose somebody of the lead unit."), fields={"handler": ""})
        step.case.handler = handler
        step.changes["handler"] = str(handler)


def case_contact(*, actor, case: Case, note: str, seen_version=None) -> None:
    """Record what was done or said; the first time it meets the first-contact deadline."""
    if not note.strip():
        raise NotSo(_("Say what was done."), fields={"note": ""})
    with case_step(actor=actor, case=case, move="contact", seen_version=seen_version, note=note):
        pass


def case_support_reply(*, actor, case: Case, text: str, seen_version=None) -> None:
    """A supporting unit answers for its own part."""
    if not text.strip():
        raise NotSo(_("Write the reply."), fields={"text": ""})
    with case_step(
        actor=actor, case=case, move="support_reply", seen_version=seen_version, note=text
    ) as step:
        part = (
            Responsibility.objects.filter(
                case=step.case,
                role=Responsibility.Role.SUPPORT,
                organization__in=actor.unit_ids,
                ended_at__isnull=True,
                replied_at__isnull=True,
            )
            .select_related("organization")
            .first()
        )
        if part is None:
            raise NotYou(_("Your unit has no open part in this case."))
        part.reply, part.replied_at = text, step.at
        part.save(update_fields=["reply", "replied_at"])
        deadlines_meet(
            step.case,
            (Stage.SUPPORT_REPLY,),
            at=step.at,
            organization_id=part.organization_id,
        )
        step.changes["unit"] = str(part.organization)


def case_submit_reply(
    *, actor, case: Case, text: str, files=(), without_supports: str = "", seen_version=None
) -> None:
    """Submit the lead unit's reply for its head's approval, with stored files as evidence.

    While a support or a task has not replied, ``without_supports`` must say why (domain, section 4).
    """
    if not text.strip():
        raise NotSo(_("Write the reply."), fields={"text": ""})
    with case_step(
        actor=actor, case=case, move="submit_reply", seen_version=seen_version, note=text
    ) as step:
        if parts_outstanding(step.case).exists() and not without_supports.strip():
            raise NotSo(
                _("A support or a task has not replied yet. Wait for it, or say why not."),
                fields={"without_supports": ""},
            )
        Reply.objects.create(
            case=step.case,
            round=step.case.round,
            organization=step.case.lead_unit,
            text=text,
            without_supports=without_supports,
            submitted_by=actor,
            submitted_at=step.at,
        )
        Case.objects.filter(pk=step.case.pk).update(search=step.case.searchable_text())
        for stored in files:
            attachment_add(
                actor=actor, case=step.case, stored=stored, purpose=Attachment.Purpose.REPLY
            )


def parts_outstanding(case: Case):
    """The supports and the tasks whose reply is still missing."""
    return Responsibility.objects.filter(
        case=case,
        role__in=(Responsibility.Role.SUPPORT, Responsibility.Role.TASK),
        ended_at__isnull=True,
        replied_at__isnull=True,
    )


def case_approve_reply(*, actor, case: Case, note: str = "", seen_version=None) -> None:
    """The unit's head lets the reply go out; with it comes the link for the enterprise's word."""
    with case_step(
        actor=actor, case=case, move="approve_reply", seen_version=seen_version, note=note
    ) as step:
        _decide(step, actor, is_approved=True)
        deadlines_cancel(step.case, PARTS_OF_THE_WHOLE, at=step.at)
        link_open(actor=actor, case=step.case, at=step.at)


def case_send_back_reply(*, actor, case: Case, reason: str, seen_version=None) -> None:
    """The unit's head wants the reply done again, and says why."""
    if not reason.strip():
        raise NotSo(_("Say what is missing."), fields={"reason": ""})
    with case_step(
        actor=actor, case=case, move="send_back_reply", seen_version=seen_version, note=reason
    ) as step:
        _decide(step, actor, is_approved=False, sent_back_because=reason)


def _decide(step, actor, **decision) -> None:
    Reply.objects.filter(case=step.case, decided_at__isnull=True).update(
        decided_by=actor, decided_at=step.at, **decision
    )
