"""A measure from its taking up to its end: an owner, a day, and what it offers to whom."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotSo
from core.numbering import take_numbers
from enterprises.models import Segment
from measures.models import CommonProblem, Measure, MeasureNote
from measures.services.problems import problem_locked, said
from measures.services.telling import owner_tell
from measures.workflow import MEASURE_WORKFLOW
from organizations.models import Organization

NUMBER_PREFIX = "ZC"


@transaction.atomic
def measure_take_up(*, actor, problem: CommonProblem, owner: Organization, **facts) -> Measure:
    """Answer a confirmed problem by a measure of the owner; its head is told.

    ``facts``: title, text, due_on (a day to come), segment (may be None).
    """
    locked = problem_locked(actor, problem, "take_up")
    _check(**facts)
    prefix = f"{NUMBER_PREFIX}{timezone.localdate().year}"
    measure = Measure.objects.create(
        number=f"{prefix}{take_numbers(prefix):06d}",
        problem=locked,
        owner=owner,
        taken_up_by=actor,
        taken_up_at=timezone.now(),
        **facts,
    )
    record(
        actor=actor,
        subject=measure,
        action="measure_take_up",
        unit=str(owner),
        due_on=[None, str(measure.due_on)],
    )
    owner_tell(measure, "taken_up", key="taken_up")
    return measure


@transaction.atomic
def measure_change(*, actor, measure: Measure, **facts) -> Measure:
    """Change what it offers, whom it fits, or its day; the trail keeps the old day."""
    locked = _locked(actor, measure, "change")
    _check(is_moved=facts["due_on"] != locked.due_on, **facts)
    changes = {"due_on": [str(locked.due_on), str(facts["due_on"])]}
    for name, value in facts.items():
        setattr(locked, name, value)
    locked.save()
    record(actor=actor, subject=locked, action="measure_change", **changes)
    return locked


@transaction.atomic
def measure_report(*, actor, measure: Measure, words: str) -> MeasureNote:
    locked = _locked(actor, measure, "report")
    words = said(words, "words", _("Say how it stands."))
    note = MeasureNote.objects.create(measure=locked, words=words, by=actor, at=timezone.now())
    record(actor=actor, subject=locked, action="measure_report")
    return note


@transaction.atomic
def measure_issue(*, actor, measure: Measure, issued_on: date) -> Measure:
    """It is in force from this day, not one to come: from it on fewer such cases are awaited."""
    locked = _locked(actor, measure, "issue")
    if issued_on > timezone.localdate():
        raise NotSo(_("This day is still to come."), fields={"issued_on": ""})
    locked.issued_on = issued_on
    state = _moved(locked, "issue")
    record(actor=actor, subject=locked, action="measure_issue", state=state)
    return locked


@transaction.atomic
def measure_drop(*, actor, measure: Measure, reason: str) -> Measure:
    """It will not come; the problem stays without this answer."""
    locked = _locked(actor, measure, "drop")
    state = _over(locked, "drop", reason)
    note = locked.ended_because
    record(actor=actor, subject=locked, action="measure_drop", note=note, state=state)
    return locked


@transaction.atomic
def measure_end(*, actor, measure: Measure, reason: str) -> Measure:
    """It is no longer in force; it is offered to nobody any more."""
    locked = _locked(actor, measure, "end")
    state = _over(locked, "end", reason)
    note = locked.ended_because
    record(actor=actor, subject=locked, action="measure_end", note=note, state=state)
    return locked


def _over(measure: Measure, move: str, reason: str) -> list[str]:
    measure.ended_because = said(reason, "reason", _("Say why."))
    measure.ended_on = timezone.localdate()
    return _moved(measure, move)


def _moved(measure: Measure, move: str) -> list[str]:
    """Put it where the move leads, and return from where to where that was."""
    before, measure.state = measure.state, MEASURE_WORKFLOW.move(move).target
    measure.save()
    return [before, str(measure.state)]


def _locked(actor, measure: Measure, move: str) -> Measure:
    require(actor, MEASURE_WORKFLOW.move(move).permission, measure)
    rows = Measure.objects.select_for_update(of=("self",)).select_related("owner", "segment")
    locked = rows.get(pk=measure.pk)
    MEASURE_WORKFLOW.check(locked, move)
    return locked


def _check(
    *, title: str, text: str, due_on: date, segment: Segment | None, is_moved: bool = True
) -> None:
    faults = {}
    if not title.strip():
        faults["title"] = _("Give the measure a title.")
    if not text.strip():
        faults["text"] = _("Say what it offers, and to whom.")
    if is_moved and due_on <= timezone.localdate():
        faults["due_on"] = _("Choose a day after today.")
    if faults:
        raise NotSo(_("Not saved yet; please look at what is marked."), fields=faults)
