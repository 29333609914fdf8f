"""Photos in doubt (疑似重复照片): of a hazard, those that were used before, or nearly the same ones."""

from typing import NamedTuple

from core.models import PhotoLikeness
from issues.models import Attachment, Case
from safety.selectors.hazards import BEFORE

AFTER = Attachment.Purpose.AFTER


class Doubt(NamedTuple):
    """A photo of the hazard, and an earlier photo of any case that is the same or nearly so."""

    photo: Attachment
    earlier: Attachment
    distance: int

    @property
    def is_same(self) -> bool:
        return self.photo.stored.sha256 == self.earlier.stored.sha256


def doubts_of(case: Case) -> list[Doubt]:
    """What the acceptor of this round has to look at, the photos after first.

    A photo of the danger is held against other cases only; a photo after also against those of
    before and of earlier rounds.
    """
    files = case.attachments.select_related("stored").order_by("-purpose", "id")
    photos = {
        file.stored_id: file
        for file in files
        if file.purpose in BEFORE or (file.purpose == AFTER and file.round == case.round)
    }
    found = PhotoLikeness.objects.filter(stored__in=photos).order_by("distance", "pk")
    likenesses = list(found.values_list("stored", "earlier", "distance"))
    earlier = _used([theirs for _mine, theirs, _distance in likenesses])
    doubts = [
        Doubt(photos[mine], other, distance)
        for mine, theirs, distance in likenesses
        for other in earlier.get(theirs, ())
        if _proves_another(photos[mine], other)
    ]
    order = list(photos)
    return sorted(doubts, key=lambda doubt: order.index(doubt.photo.stored_id))


def _used(files: list) -> dict:
    """Stored file → where it is a file of a case."""
    found: dict = {}
    rows = Attachment.objects.filter(stored__in=files).select_related("stored", "case__enterprise")
    for file in rows.defer("case__search", "case__enterprise__search") if files else ():
        found.setdefault(file.stored_id, []).append(file)
    return found


def _proves_another(photo: Attachment, earlier: Attachment) -> bool:
    """Two views of one danger, or of one rectification, are no doubt."""
    if earlier.case_id != photo.case_id:
        return True
    return photo.purpose == AFTER and (earlier.purpose, earlier.round) != (AFTER, photo.round)
