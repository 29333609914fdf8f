"""Acceptance: somebody else's word, with photos before and after, or no writing off."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.audit import SYSTEM, record
from core.errors import NotSo, NotYou
from core.models import StoredFile
from issues.models import Attachment, Case, Deadline
from issues.services.deadlines import deadlines_cancel, deadlines_start, summary_refresh
from issues.services.steps import Step, case_step
from issues.workflow import Outcome, Stage
from safety.access import is_of_unit
from safety.models import Acceptance, Hazard
from safety.selectors import photos_after, photos_before
from safety.selectors.evidence import doubts_of
from safety.services.finding import photos_add
from safety.services.loop import chosen_due
from safety.workflow import Grade, HazardState

_NEEDS_PHOTOS = gettext_lazy(
    "Write-off needs a photo before and a photo after. Send it back for them."
)


def hazard_accept(
    *,
    actor,
    case: Case,
    words: str = "",
    on_site: bool = True,
    doubt_words: str = "",
    seen_version=None,
) -> None:
    """Accept the rectification and write the hazard off; NotSo without photos of both times.

    ``doubt_words`` say why photos that were used before are all right; NotSo without, if any were.

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
            raise NotSo(_NEEDS_PHOTOS)
        _write(
            step,
            actor,
            hazard,
            **_doubted(step.case, doubt_words),
            passed=True,
            words=words,
            on_site=on_site,
            before_photo=before,
            after_photo=after,
        )
        deadlines_cancel(step.case, (Stage.TASK,), at=step.at)
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
        doubts = _photos_in_doubt(step.case)
        _write(
            step,
            actor,
            hazard,
            photos_in_doubt=doubts,
            passed=False,
            words=reason,
            on_site=on_site,
        )


def _doubted(case: Case, words: str) -> dict:
    """How many photos were used before, and why they pass; NotSo if nothing is said of them."""
    found = _photos_in_doubt(case)
    if found and not words.strip():
        text = _(
            "Photos of this hazard were used before. Say why they are all right, or do not accept."
        )
        raise NotSo(text, fields={"doubt_words": text})
    return {"photos_in_doubt": found, "doubt_words": words.strip() if found else ""}


def _photos_in_doubt(case: Case) -> int:
    return len({doubt.photo.pk for doubt in doubts_of(case)})


def hazard_look(
    *, actor, case: Case, words: str, photos: Iterable[StoredFile] = (), seen_version=None
) -> None:
    """Look on site at a major hazard whose date passed with nothing submitted; it stays late."""
    if not words.strip():
        raise NotSo(_("Say what you found."), fields={"words": ""})
    with case_step(
        actor=actor, case=case, move="look_after_date", seen_version=seen_version, note=words
    ) as step:
        _check_unit(step, actor)
        photos_add(actor, step.case, photos, Attachment.Purpose.OTHER)


@transaction.atomic
def acceptances_sweep(*, at: datetime | None = None) -> list[str]:
    """Start the time to look at each major hazard whose date passed and that nobody submitted.

    The ten days count from the date itself, however late the sweep comes; once in a round.
    """
    at = at or timezone.now()
    of_round = Deadline.objects.filter(case=OuterRef("case"), round=OuterRef("round"))
    late = Deadline.objects.filter(
        ~Exists(of_round.filter(stage=Stage.ACCEPTANCE)),
        stage=Stage.RECTIFY,
        due_at__lte=at,
        met_at__isnull=True,
        cancelled_at__isnull=True,
        case__state=HazardState.RECTIFYING,
        case__grade=Grade.MAJOR,
    )
    started = []
    for row in late.select_for_update(of=("self",)).order_by("case").select_related("case"):
        deadlines_start(row.case, (Stage.ACCEPTANCE,), at=row.due_at)
        summary_refresh(row.case)
        row.case.save(update_fields=["due_at"])
        record(actor=SYSTEM, subject=row.case, action="acceptance_due", at=at)
        started.append(row.case.number)
    return started


def _check_acceptor(step: Step, actor) -> Hazard:
    hazard = Hazard.objects.get(case=step.case)
    if hazard.submitted_by_id == actor.pk:
        raise NotYou(_("You submitted the rectification: somebody else accepts it."))
    _check_unit(step, actor)
    return hazard


def _check_unit(step: Step, actor) -> None:
    if is_of_unit(actor, step.case.lead_unit):
        raise NotYou(
            _("You are of the unit that saw it rectified: somebody of another unit accepts it.")
        )


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
    if word["photos_in_doubt"]:
        step.changes["photos_in_doubt"] = word["photos_in_doubt"]


def unit_for(actor, case: Case) -> int:
    """For which of their units the acceptor stands: the overseeing one, if it is theirs."""
    if case.oversight_unit_id in actor.home_unit_ids:
        return case.oversight_unit_id
    return min(actor.home_unit_ids)
