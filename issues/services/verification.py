"""The enterprise's word, closing and reopening: not solved is not let go (domain, section 4)."""

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import NotSo, NotYou
from issues.access import EnterpriseActor
from issues.models import Case, Verification, WordLink
from issues.services.links import link_open, link_spend
from issues.services.notify import word_tell
from issues.services.steps import Step, case_step
from issues.workflow import Outcome, Tier

RETURN_VISIT = "issues.case_return_visit"


def case_solve_on_the_spot(*, actor, case: Case, how: str, seen_version=None, at=None) -> None:
    """Solved while standing there: who solved it and how; it still needs the enterprise's word."""
    if not how.strip():
        raise NotSo(_("Say how it was solved."), fields={"how": ""})
    with case_step(
        actor=actor,
        case=case,
        move="solve_on_the_spot",
        seen_version=seen_version,
        note=how,
        at=at,
    ) as step:
        step.case.tier = Tier.ON_THE_SPOT
        step.case.resolved_at = step.at
        link_open(actor=actor, case=step.case, at=step.at)


def case_verify(
    *,
    actor,
    case: Case,
    method: str,
    is_solved: bool | None,
    satisfaction: int | None = None,
    words: str = "",
    seen_version=None,
    link: WordLink | None = None,
) -> None:
    """Record what the enterprise says: solved or not, and, asked separately, how satisfied.

    ``is_solved`` None means that it did not answer; with ``link``, by which the enterprise speaks
    itself, that it cannot say. "Not solved" opens the next round.
    """
    has_answered = is_solved is not None or link is not None
    answer = {
        "method": method,
        "is_solved": is_solved,
        "satisfaction": satisfaction if has_answered else None,
        "words": words,
        "link": link,
    }
    move = _reopening(case) if is_solved is False else "verify"
    with case_step(
        actor=actor, case=case, move=move, seen_version=seen_version, note=words
    ) as step:
        _write_word(step, actor, answer, after_closing=False)


@transaction.atomic
def word_give(*, link: WordLink, is_solved: bool | None, satisfaction=None, words="") -> None:
    """The enterprise's own word by its link, once; NotNow when the link takes none any more."""
    case = link.case
    case_verify(
        actor=EnterpriseActor.by_link(link),
        case=case,
        method=Verification.Method.LINK,
        is_solved=is_solved,
        satisfaction=satisfaction,
        words=words,
        link=link,
    )
    word_tell(case=case)


def case_return_visit(
    *,
    actor,
    case: Case,
    is_solved: bool,
    satisfaction: int | None = None,
    words: str = "",
    method: str = Verification.Method.VISIT,
    seen_version=None,
    permission: str = RETURN_VISIT,
) -> None:
    """Record a return visit to a closed case; found not solved, it is opened again.

    ``permission`` is another's where the visit is not this person's own choice: a draw's.
    """
    answer = {
        "method": method,
        "is_solved": is_solved,
        "satisfaction": satisfaction,
        "words": words,
    }
    with transaction.atomic():
        with case_step(
            actor=actor,
            case=case,
            move="return_visit",
            seen_version=seen_version,
            note=words,
            permission=permission,
        ) as step:
            _write_word(step, actor, answer, after_closing=True)
        if not is_solved:
            _open_again(actor, case, words, permission)


def case_reopen(*, actor, case: Case, reason: str, seen_version=None) -> None:
    """Open the next round of a case that turned out not to be solved."""
    if not reason.strip():
        raise NotSo(_("Say why the case is opened again."), fields={"reason": ""})
    with case_step(
        actor=actor, case=case, move=_reopening(case), seen_version=seen_version, note=reason
    ):
        pass


def _open_again(actor, case: Case, words: str, permission: str) -> None:
    """Who may make the return visit may bring back its "not solved", and that opens the case."""
    with case_step(
        actor=actor,
        case=case,
        move=_reopening(case),
        note=words,
        permission=permission,
    ):
        pass


def _reopening(case: Case) -> str:
    return "reopen" if case.lead_unit_id else "reopen_unled"


def word_after_closing(step: Step, actor, *, is_solved: bool, method: str, words: str) -> None:
    """Within a step of another process: the word of whoever looked again at what had ended."""
    answer = {"is_solved": is_solved, "method": method, "words": words, "satisfaction": None}
    _write_word(step, actor, answer, after_closing=True)


def _write_word(step: Step, actor, answer: dict, *, after_closing: bool) -> None:
    case = step.case
    if case.lead_unit_id and case.lead_unit_id in actor.home_unit_ids:
        raise NotYou(_("The unit that handled a case never verifies it. Leave it to another."))
    if answer.get("link"):
        link_spend(link=answer["link"], case=case, at=step.at)
    Verification.objects.create(
        case=case,
        round=case.round,
        handling_unit=case.lead_unit,
        verifier_id=actor.pk,
        verifier_unit_id=_unit_of(actor, case),
        recorded_at=step.at,
        after_closing=after_closing,
        **answer,
    )
    if answer["satisfaction"] is not None:
        case.satisfaction = answer["satisfaction"]
    step.changes.update(is_solved=answer["is_solved"], satisfaction=answer["satisfaction"])


def _unit_of(actor, case: Case) -> int | None:
    """For which of their units the verifier stands: the overseeing one, if it is theirs."""
    if case.oversight_unit_id in actor.home_unit_ids:
        return case.oversight_unit_id
    return min(actor.home_unit_ids, default=None)


def case_close(*, actor, case: Case, outcome: str, note: str = "", seen_version=None) -> None:
    """Close with an outcome; only "solved" and "explained" count as solved.

    Neither is claimed for an enterprise that gave no answer (domain, section 4).
    """
    if outcome not in Outcome.values:
        raise NotSo(_("Choose how it ended."), fields={"outcome": ""})
    with case_step(
        actor=actor, case=case, move="close", seen_version=seen_version, note=note
    ) as step:
        _check_word(outcome, step.case.verifications.filter(round=step.case.round).first())
        step.case.outcome = outcome
        step.case.closed_at = step.at
        step.changes["outcome"] = outcome


def _check_word(outcome: str, last: Verification | None) -> None:
    if last is None or last.is_solved:
        return
    if outcome == Outcome.SOLVED:
        text = _("The enterprise did not answer: “solved” needs its word.")
        raise NotSo(text, fields={"outcome": ""})
    if outcome == Outcome.EXPLAINED and last.satisfaction is None:
        text = _("The enterprise did not answer: “explained and accepted” needs its word.")
        raise NotSo(text, fields={"outcome": ""})
