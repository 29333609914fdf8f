"""What is asked for a hazard, and decided once by another: its level, and a later date."""

from datetime import date

from django.utils.translation import gettext as _

from calendars.selectors import load_calendar
from core.errors import NotNow, NotSo, NotYou
from core.templatetags.times import time_in_words
from issues.models import Case, CaseRequest, Deadline
from issues.selectors.requests import resolving_deadline
from issues.services.deadlines import deadlines_cancel
from issues.services.requests import case_decide_request, request_write
from issues.services.steps import Step, case_step
from issues.workflow import Asked, Stage
from safety.access import is_of_unit
from safety.models import GradeChange, Hazard, Listing
from safety.services.listing import listing_close, listing_open
from safety.workflow import Grade

DAYS_AHEAD = 20
"""Working days before the date until which an extension may be asked for (domain, section 4)."""


def hazard_ask_regrade(
    *, actor, case: Case, grade: str, reason: str, basis: str, seen_version=None
) -> None:
    """Ask that an ordinary hazard become major, or the other way round; somebody else decides."""
    _check_said(reason=reason, basis=basis)
    with case_step(
        actor=actor, case=case, move="ask_regrade", seen_version=seen_version, note=reason
    ) as step:
        was = step.case.grade
        if grade not in Grade.values or grade == was:
            text = _("Choose the other level.")
            raise NotSo(text, fields={"grade": text})
        request = request_write(step, actor, Asked.REGRADE, reason)
        GradeChange.objects.create(
            request=request, from_grade=was, to_grade=grade, basis=basis.strip()
        )
        step.changes["grade_asked"] = [was, grade]


def hazard_ask_extension(
    *, actor, case: Case, due_on: date, reason: str, told: str, seen_version=None
) -> None:
    """Ask for a later date of a major hazard, in time and once; the authority decides."""
    _check_said(reason=reason, told=told)
    with case_step(
        actor=actor, case=case, move="ask_extension", seen_version=seen_version, note=reason
    ) as step:
        row = extension_check(step.case, at=step.at)
        due_at = load_calendar().working_day(due_on).closes_at
        if due_at <= row.due_at:
            text = _("The new date must be later than the present one.")
            raise NotSo(text, fields={"due_on": text})
        facts = {"deadline": row, "from_at": row.due_at, "due_at": due_at, "told": told.strip()}
        request_write(step, actor, Asked.EXTENSION, reason, **facts)


def extension_check(case: Case, *, at) -> Deadline:
    """The deadline that may still be extended; NotNow says why it may not."""
    row = resolving_deadline(case)
    if row is None:
        raise NotNow(_("No deadline runs that could be extended."))
    if row.extensions.exists():
        raise NotNow(_("An extension was asked for already; of a major hazard there is no second."))
    last_at = load_calendar().working_day(row.due_on, -DAYS_AHEAD).closes_at
    if at > last_at:
        facts = {"when": time_in_words(last_at), "days": DAYS_AHEAD}
        raise NotNow(
            _(
                "Too late to ask for an extension: that was possible until %(when)s, %(days)s working days before the date."
            )
            % facts
        )
    return row


def hazard_decide(
    *, actor, case: Case, kind: str, approve: bool, decision: str = "", seen_version=None
) -> None:
    """Approve or refuse what waits; nobody who asked, and nobody of the rectifying unit, decides."""
    if is_of_unit(actor, case.lead_unit):
        raise NotYou(_("Your unit sees the hazard rectified: somebody else decides."))
    case_decide_request(
        actor=actor,
        case=case,
        kind=kind,
        approve=approve,
        decision=decision,
        seen_version=seen_version,
    )


def regrade(step: Step, request: CaseRequest) -> None:
    """What follows from an approved change of level: the order is made anew by the new level.

    Its clocks begin with the decision, and the list follows the level.
    """
    change, case = request.grade_change, step.case
    deadlines_cancel(case, (Stage.ORDER, Stage.RECTIFY, Stage.PROGRESS), at=step.at)
    case.resolve_due_at = case.resolve_original_due_at = None
    standing = case.rectification_plans.filter(superseded_at__isnull=True)
    standing.update(superseded_at=step.at)
    step.changes["grade"] = [case.grade, change.to_grade]
    case.grade = change.to_grade
    Hazard.objects.filter(case=case).update(grade_basis=change.basis)
    if case.grade == Grade.MAJOR:
        listing_open(step, request.decided_by)
    elif case.listings.filter(unlisted_at__isnull=True).exists():
        words = request.decision or request.reason
        listing_close(step, request.decided_by, Listing.Ending.REGRADED, words)


def _check_said(**texts: str) -> None:
    sentences = {
        "told": _("Say what the enterprise was told."),
        "basis": _("Say by which standard this is its level."),
    }
    for name, text in texts.items():
        if not text.strip():
            raise NotSo(sentences.get(name, _("Say why.")), fields={name: ""})
