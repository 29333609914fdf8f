"""What a second visit found: really solved, or opened again."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import record
from core.errors import NotNow, NotSo, NotYou
from core.models import StoredFile
from issues.models import Attachment, Case, Verification
from issues.services.cases import attachment_add
from issues.services.verification import case_return_visit
from safety.services.second_check import hazard_second_check
from visits.models import DrawnCase
from visits.services.drawing import concerns, units_of

ANSWER = "visits.drawn_answer"
METHODS = (Verification.Method.VISIT, Verification.Method.CALL)


def drawn_answer(
    *,
    actor,
    drawn: DrawnCase,
    result: str,
    method: str = Verification.Method.VISIT,
    words: str = "",
    photos: Iterable[StoredFile] = (),
) -> DrawnCase:
    """Record what the second visit found; not really solved opens the case again.

    Whoever could not be reached may be tried again; the two other results are final.
    """
    _check_entry(drawn, result, method, words)
    with transaction.atomic():
        locked = DrawnCase.objects.select_for_update(of=("self",)).get(pk=drawn.pk)
        locked.case = case = Case.objects.select_related("lead_unit").get(pk=locked.case_id)
        _check_open(locked)
        _check_independent(actor, locked)
        locked.result, locked.words = result, words.strip()
        locked.answered_at = timezone.now()
        kept = list(photos)
        if result in DrawnCase.FINAL:
            told = {"method": method, "words": locked.words}
            locked.verification, kept = _word(actor, locked, kept, **told)
        locked.save()
        for stored in kept:
            attachment_add(actor=actor, case=case, stored=stored, purpose=Attachment.Purpose.OTHER)
        record(
            actor=actor,
            subject=locked,
            action="drawn_answer",
            note=locked.words,
            at=locked.answered_at,
            draw=locked.draw_id,
            result=result,
            method=method,
        )
    return locked


def _check_entry(drawn: DrawnCase, result: str, method: str, words: str) -> None:
    """A hazard is looked at on site; a case may be asked about by telephone."""
    faults = {}
    if result not in DrawnCase.Result.values:
        faults["result"] = _("Say what you found.")
    if drawn.is_hazard and method != Verification.Method.VISIT:
        faults["method"] = _("A hazard is looked at on site.")
    elif method not in METHODS:
        faults["method"] = _("Choose a visit or a call.")
    if result == DrawnCase.Result.NOT_SOLVED and not words.strip():
        faults["words"] = _("Say what is not solved; the unit goes on from there.")
    if faults:
        raise NotSo(_("Not saved yet; please look at what is marked."), fields=faults)


def _check_open(drawn: DrawnCase) -> None:
    if drawn.is_final:
        raise NotNow(_("This second visit is answered already."))
    if drawn.is_overtaken:
        raise NotNow(_("The case was opened again meanwhile: there is nothing left to check."))


def _check_independent(actor, drawn: DrawnCase) -> None:
    """The assignment was independent; so must be whoever answers, on the day they do."""
    if actor.pk != drawn.visitor_id:
        raise NotYou(_("Somebody else was drawn to look again at this case."))
    if concerns([drawn.case])[drawn.case_id].holds(actor.pk, units_of(actor)):
        raise NotYou(_("You or your unit had a part in this case. Leave it to another."))


def _word(actor, drawn: DrawnCase, photos: list[StoredFile], **told):
    """The word on the case, and those of the photos that are not kept with anything yet."""
    case, is_solved = drawn.case, drawn.result == DrawnCase.Result.SOLVED
    if drawn.is_hazard:
        again = hazard_second_check(
            actor=actor, case=case, is_rectified=is_solved, photos=photos, **told
        )
        return case.verifications.first(), [] if again else photos
    case_return_visit(actor=actor, case=case, permission=ANSWER, is_solved=is_solved, **told)
    return case.verifications.first(), photos
