"""Cases tied together: merged, split, put under one, answered together (domain, section 4)."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import record
from core.errors import NotSo
from issues.access import MachineActor
from issues.models import Attachment, Case, Reply
from issues.selectors.kin import children_to_answer
from issues.services.cases import case_open
from issues.services.deadlines import deadlines_cancel
from issues.services.dispatch import dispatched_mark, lead_name
from issues.services.handling import case_approve_reply
from issues.services.steps import case_step
from issues.workflow import MANY_AT_ONCE, Stage

PARTS_MOST = 10


def case_merge(*, actor, case: Case, into: Case, reason: str, seen_version=None) -> None:
    """End this case in another of the same enterprise; its words and files go along.

    It leaves the rates as an exclusion, with its reason and who decided.
    """
    _check_reason(reason)
    with case_step(
        actor=actor, case=case, move="merge", seen_version=seen_version, note=reason
    ) as step:
        merged = step.case
        _check_target(merged, into)
        merged.merged_into = into
        merged.closed_at = step.at
        deadlines_cancel(merged, Stage.values, at=step.at)
        step.changes["into"] = str(into)
        known = set(into.attachments.values_list("stored", flat=True))
        Attachment.objects.bulk_create(
            Attachment(case=into, stored_id=one.stored_id, purpose=one.purpose, round=into.round)
            for one in merged.attachments.exclude(purpose=Attachment.Purpose.SLIP)
            if one.stored_id not in known
        )
        merged.children.update(parent=into.parent or into)
        _take_in(actor=actor, case=into, merged=merged, at=step.at)


def _take_in(*, actor, case: Case, merged: Case, at) -> None:
    """Say in the trail of the case that goes on what it has taken in."""
    words = f"{merged}\n{merged.description}".strip()
    record(actor=actor, subject=case, action="merged_in", note=words, at=at)


def _check_target(case: Case, into: Case) -> None:
    wrong = (
        into.pk == case.pk
        or into.enterprise_id != case.enterprise_id
        or into.kind != case.kind
        or into.is_closed
        or into.parent_id == case.pk
    )
    if wrong:
        raise NotSo(_("Choose an open case of the same enterprise and kind."), fields={"into": ""})


@transaction.atomic
def case_split(
    *, actor, case: Case, titles: Iterable[str], reason: str, seen_version=None
) -> list[Case]:
    """Take parts out of a case that is really several: each becomes a case of its own."""
    _check_reason(reason)
    titles = [title.strip() for title in titles if title.strip()]
    if not 1 <= len(titles) <= PARTS_MOST:
        raise NotSo(
            _("Name one to %(most)d parts, one a line.") % {"most": PARTS_MOST},
            fields={"titles": ""},
        )
    with case_step(
        actor=actor, case=case, move="split", seen_version=seen_version, note=reason
    ) as step:
        parts = [_part(actor, step, title) for title in titles]
        step.changes["parts"] = "、".join(part.number for part in parts)
    return parts


def _part(actor, step, title: str) -> Case:
    whole = step.case
    part = case_open(
        actor=actor,
        kind=whole.kind,
        enterprise=whole.enterprise,
        title=title[:100],
        description=whole.description,
        root_cause=whole.root_cause,
        category=whole.category,
        source=whole.source,
        oversight_unit=whole.oversight_unit,
        campaign=whole.campaign,
        at=step.at,
    )
    part.split_from = whole
    part.relapse_of = whole.relapse_of
    part.save(update_fields=["split_from", "relapse_of"])
    return part


def case_group(*, actor, case: Case, parent: Case, seen_version=None) -> None:
    """Put a case under another of its kind (一类事): they can be answered together."""
    with case_step(actor=actor, case=case, move="group", seen_version=seen_version) as step:
        wrong = parent.pk == case.pk or parent.kind != case.kind or parent.is_closed
        if wrong or parent.parent_id or step.case.children.exists():
            raise NotSo(
                _("Choose an open case that itself stands under no other."), fields={"parent": ""}
            )
        step.case.parent = parent
        step.changes["parent"] = str(parent)


def case_ungroup(*, actor, case: Case, reason: str, seen_version=None) -> None:
    """Take a case out again: it goes its own way from where it stands."""
    _check_reason(reason)
    with case_step(
        actor=actor, case=case, move="ungroup", seen_version=seen_version, note=reason
    ) as step:
        step.changes["parent"] = str(step.case.parent)
        step.case.parent = None


@transaction.atomic
def case_approve_replies(
    *, actor, case: Case, children: Iterable[Case] = (), note: str = "", seen_version=None
) -> None:
    """Approve the reply, and let it answer the chosen cases under this one as well."""
    case_approve_reply(actor=actor, case=case, note=note, seen_version=seen_version)
    reply = case.replies.first()
    waiting = set(children_to_answer(case).values_list("pk", flat=True))
    for child in children:
        if child.pk in waiting:
            _answer(child, case, reply)


def _answer(child: Case, parent: Case, reply: Reply) -> None:
    actor = MachineActor("answer_children")
    note = _("By the reply to %(case)s.") % {"case": parent.number}
    with case_step(actor=actor, case=child, move="answer_with_parent", note=note) as step:
        step.case.tier = step.case.tier or parent.tier
        step.case.category = step.case.category or parent.category
        if step.case.lead_unit_id is None:
            lead_name(step, parent.lead_unit)
            dispatched_mark(step)
        Reply.objects.create(
            case=step.case,
            round=step.case.round,
            organization=parent.lead_unit,
            text=reply.text,
            submitted_by=reply.submitted_by,
            submitted_at=reply.submitted_at,
            decided_by=reply.decided_by,
            decided_at=step.at,
            is_approved=True,
        )
        deadlines_cancel(step.case, MANY_AT_ONCE, at=step.at)


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise NotSo(_("Say why."), fields={"reason": ""})
