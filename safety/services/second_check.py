"""A written-off hazard is looked at once more: still rectified, or come back."""

from collections.abc import Iterable

from django.db import transaction

from core.models import StoredFile
from issues.models import Case
from issues.services.steps import case_step
from issues.services.verification import word_after_closing
from safety.services.finding import hazard_open


@transaction.atomic
def hazard_second_check(
    *,
    actor,
    case: Case,
    is_rectified: bool,
    method: str,
    words: str = "",
    photos: Iterable[StoredFile] = (),
) -> Case | None:
    """Record what was found; what came back is a hazard of its own again, and is returned.

    What was written off stays so: the new one says which it came back after, and goes the whole loop.
    """
    with case_step(actor=actor, case=case, move="second_check", note=words) as step:
        word_after_closing(step, actor, is_solved=is_rectified, method=method, words=words)
    return None if is_rectified else _opened_again(actor, case, words, photos)


def _opened_again(actor, case: Case, words: str, photos: Iterable[StoredFile]) -> Case:
    hazard = case.hazard
    again = hazard_open(
        actor=actor,
        enterprise=case.enterprise,
        title=case.title,
        description=words,
        field=hazard.field,
        place=hazard.place,
        matter=hazard.matter,
        photos=photos,
    )
    again.relapse_of = case
    again.save(update_fields=["relapse_of"])
    return again
