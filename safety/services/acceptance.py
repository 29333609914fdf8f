"""Acceptance: somebody else's word, with photos before and after, or no writing off."""

from datetime import date

from django.utils.translation import gettext as _

from core.errors import NotSo, NotYou
from issues.models import Case
from issues.services.steps import Step, case_step
from issues.workflow import Outcome
from safety.access import is_of_unit
from safety.models import Acceptance, Hazard
from safety.selectors import photos_after, photos_before
from safety.services.loop import chosen_due
from safety.workflow import Grade


def hazard_accept(
    *, actor, case: Case, words: str = "", on_site: bool = True, seen_version=None
) -> None:
    """Accept the rectification and write the hazard off; NotSo without photos of both times.

    Who submitted it, and anybody of the unit that saw it rectified, is refused with NotYou.
    """
    with case_step(
        actor=actor, case=case, move="pass_acceptance", seen_version=seen_version, note=words
    ) as step:
        hazard = _check_acceptor(step, actor)
        if step.case.grade == Grade.MAJOR and not on_site:
            text = _("A major hazard is accepted on site. Go there, then accept it.")
            raise NotSo(text, fields={"on_site": text})
        before, after = photos_before(step.case).first(), photos_after(step.case).last()
        if before is None or after is None:
            raise NotSo(
                _("Write-off needs a photo before and a photo after. Send it back for them.")
            )
        _write(
            step,
            actor,
            hazard,
            passed=True,
            words=words,
            on_site=on_site,
            before_photo=before,
            after_photo=after,
        )
        step.case.outcome = Outcome.SOLVED
        step.case.closed_at = step.at


def hazard_fail(
    *,
    actor,
    case: Case,
    reason: str,
    on_site: bool = True,
    due_on: date | None = None,
    seen_version=None,
) -> None:
    """Refuse the rectification and say why: a new round begins, with a new deadline.

    A major hazard needs ``due_on``. One that was fixed on the spot with no unit to answer for it
    is filed again.
    """
    if not reason.strip():
        raise NotSo(_("Say what is still not right."), fields={"reason": ""})
    move = "fail_acceptance" if case.lead_unit_id else "fail_acceptance_unled"
    with case_step(
        actor=actor, case=case, move=move, seen_version=seen_version, note=reason
    ) as step:
        hazard = _check_acceptor(step, actor)
        if step.case.lead_unit_id:
            chosen_due(step, due_on)
        else:
            step.case.grade = ""
        _write(step, actor, hazard, passed=False, words=reason, on_site=on_site)


def _check_acceptor(step: Step, actor) -> Hazard:
    hazard = Hazard.objects.get(case=step.case)
    if hazard.submitted_by_id == actor.pk:
        raise NotYou(_("You submitted the rectification: somebody else accepts it."))
    if is_of_unit(actor, step.case.lead_unit):
        raise NotYou(
            _("You are of the unit that saw it rectified: somebody of another unit accepts it.")
        )
    return hazard


def _write(step: Step, actor, hazard: Hazard, **word) -> None:
    case = step.case
    Acceptance.objects.create(
        case=case,
        round=case.round,
        rectifying_unit=case.lead_unit,
        rectified_by_id=hazard.submitted_by_id,
        acceptor=actor,
        acceptor_unit_id=unit_for(actor, case),
        grade=case.grade,
        at=step.at,
        **word,
    )
    step.changes.update(passed=word["passed"], on_site=word["on_site"])


def unit_for(actor, case: Case) -> int:
    """For which of their units the acceptor stands: the overseeing one, if it is theirs."""
    if case.oversight_unit_id in actor.home_unit_ids:
        return case.oversight_unit_id
    return min(actor.home_unit_ids)
