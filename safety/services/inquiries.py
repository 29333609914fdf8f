"""Safety-responsibility inspections: opened by rule or by hand, recorded, decided, followed up.

Their trail hangs on the inspection itself, never on the hazard: who may read the one need not be
let see the other.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import SYSTEM, record
from core.errors import NotNow, NotSo, NotYou
from core.numbering import take_numbers
from issues.models import Case, LadderRung
from issues.selectors.recipients import addressee_of
from issues.services.deadlines import deadline_set, deadlines_meet, summary_refresh
from issues.workflow import Stage
from notices.services import notice_post
from organizations.models import Organization, User
from safety.access import is_of_unit
from safety.models import Inquiry, InquiryMeasure
from safety.selectors.inquiries import RULES, cases_to_look_into
from safety.services.acceptance import unit_for

OPEN, MANAGE, ANSWER = "safety.inquiry_open", "safety.inquiry_manage", "safety.inquiry_answer"
Recipient = LadderRung.Recipient


class Measure(NamedTuple):
    """What the unit must do, and by when."""

    text: str
    due_at: datetime


@transaction.atomic
def inquiries_sweep(*, at: datetime | None = None) -> list[str]:
    """Open an inspection for each cause that the rules find, exactly once; returns their numbers.

    The number series is locked first, so that two sweeps take turns.
    """
    at = at or timezone.now()
    series = _series(at)
    take_numbers(series, 0)
    opened = []
    for cause in RULES:
        for case in cases_to_look_into(cause, at):
            unit = Organization.objects.get(pk=case.looked_into)
            opened.append(_open(SYSTEM, at, case=case, unit=unit, cause=cause))
    return [inquiry.number for inquiry in opened]


@transaction.atomic
def inquiry_open(*, actor, case: Case, reason: str) -> Inquiry:
    """Look into a hazard by hand; NotYou for the unit that would be looked into."""
    require(actor, OPEN, case)
    if not reason.strip():
        raise NotSo(_("Say why."), fields={"reason": ""})
    case = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
    unit = case.lead_unit or case.town
    if unit is None:
        raise NotNow(_("No unit answers for this hazard yet. Name one first."))
    if is_of_unit(actor, unit):
        raise NotYou(_("Your unit would be looked into: somebody else opens the inspection."))
    by_hand = Inquiry.Cause.BY_HAND
    if case.inquiries.filter(cause=by_hand, decided_at__isnull=True).exists():
        raise NotNow(_("An inspection opened by hand is under way already."))
    facts = {"unit": unit, "cause": by_hand, "reason": reason.strip(), "opened_by": actor}
    return _open(actor, timezone.now(), case=case, **facts)


def _open(actor, at: datetime, **facts) -> Inquiry:
    series = _series(at)
    number = f"{series}{take_numbers(series):04d}"
    inquiry = Inquiry.objects.create(number=number, opened_at=at, **facts)
    record(actor=actor, subject=inquiry, action="inquiry_open", at=at, note=inquiry.reason)
    for unit, kind in (
        (inquiry.unit, Recipient.LEADER),
        (inquiry.case.oversight_unit, Recipient.HEAD),
    ):
        _tell(inquiry, addressee_of(unit, kind, timezone.localdate(at)), "safety.inquiry_opened")
    return inquiry


def _series(at: datetime) -> str:
    return f"XC{timezone.localtime(at).year}"


@transaction.atomic
def inquiry_record(
    *, actor, inquiry: Inquiry, root_cause: str, lesson: str, responsibility: str
) -> None:
    """Write down what was found so far; it may be mended until the outcome is given."""
    inquiry = _locked(actor, inquiry, MANAGE)
    found = {"root_cause": root_cause, "lesson": lesson, "responsibility": responsibility}
    if not any(text.strip() for text in found.values()):
        raise NotSo(_("Write down what was found."), fields={"root_cause": ""})
    for name, text in found.items():
        setattr(inquiry, name, text.strip())
    inquiry.save(update_fields=list(found))
    record(actor=actor, subject=inquiry, action="inquiry_record", **found)


@transaction.atomic
def inquiry_decide(
    *, actor, inquiry: Inquiry, outcome: str, decision: str, measures: Iterable[Measure] = ()
) -> None:
    """Give the outcome, recorded against the unit, and the measures it must take by their dates."""
    inquiry, at = _locked(actor, inquiry, MANAGE), timezone.now()
    _check_decided(inquiry, outcome, decision)
    case = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=inquiry.case_id)
    inquiry.outcome, inquiry.decision = outcome, decision.strip()
    inquiry.decided_by, inquiry.decided_at = actor, at
    inquiry.decider_unit_id = unit_for(actor, case)
    inquiry.save()
    for measure in measures:
        deadline = deadline_set(
            case, Stage.MEASURE, organization_id=inquiry.unit_id, at=at, due_at=measure.due_at
        )
        InquiryMeasure.objects.create(inquiry=inquiry, text=measure.text, deadline=deadline)
    _refresh(case)
    record(
        actor=actor, subject=inquiry, action="inquiry_decide", at=at, note=decision, outcome=outcome
    )
    head = addressee_of(inquiry.unit, Recipient.HEAD, timezone.localdate(at))
    _tell(inquiry, head, "safety.inquiry_decided")


def _check_decided(inquiry: Inquiry, outcome: str, decision: str) -> None:
    if not (inquiry.root_cause and inquiry.lesson and inquiry.responsibility):
        raise NotNow(_("Write down cause, lesson and responsibility first."))
    if outcome not in Inquiry.Outcome.values:
        raise NotSo(_("Choose the outcome."), fields={"outcome": ""})
    if not decision.strip():
        raise NotSo(_("Say what was decided."), fields={"decision": ""})


@transaction.atomic
def inquiry_measure_report(*, actor, inquiry: Inquiry, measure: InquiryMeasure, done: str) -> None:
    """The unit says that it took a measure: this meets its deadline."""
    require(actor, ANSWER, inquiry)
    if not done.strip():
        raise NotSo(_("Say what was done."), fields={"done": ""})
    case = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=inquiry.case_id)
    measure = inquiry.measures.select_for_update(of=("self",)).get(pk=measure.pk)
    if measure.done_at:
        raise NotNow(_("This measure was reported already."))
    measure.done, measure.done_by, measure.done_at = done.strip(), actor, timezone.now()
    measure.save()
    deadlines_meet(case, (Stage.MEASURE,), at=measure.done_at, pk=measure.deadline_id)
    _refresh(case)
    record(actor=actor, subject=inquiry, action="inquiry_measure", note=done, measure=measure.text)


def _refresh(case: Case) -> None:
    """What lists read of its deadlines; the state of the hazard stays what it is."""
    summary_refresh(case)
    case.save(update_fields=["due_at"])


def _locked(actor, inquiry: Inquiry, permission: str) -> Inquiry:
    inquiry = Inquiry.objects.select_for_update(of=("self",)).get(pk=inquiry.pk)
    require(actor, permission, inquiry)
    if is_of_unit(actor, inquiry.unit):
        raise NotYou(_("Your unit is looked into: somebody else decides."))
    if inquiry.is_decided:
        raise NotNow(_("The outcome was given already."))
    return inquiry


def _tell(inquiry: Inquiry, person: User | None, template: str) -> None:
    """Only whoever may read it is told of it."""
    if person is None or not Inquiry.objects.visible_to(person).filter(pk=inquiry.pk).exists():
        return
    notice_post(
        recipient=person,
        template=template,
        label=f"{inquiry.number} {inquiry.unit}"[:200],
        url=inquiry.get_absolute_url(),
        subject_type="safety.inquiry",
        subject_id=inquiry.pk,
        dedupe_key=f"{template}:{inquiry.pk}:user:{person.pk}",
    )
