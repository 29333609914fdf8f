"""Reads of measures: the list, whom one fits, who was told, and which fit an enterprise."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from enterprises.models import Enterprise, Segment
from enterprises.selectors import segment_condition, segment_enterprises
from letters.models import LetterRecipient
from measures.models import Measure, MeasureTelling
from measures.workflow import MeasureState

FITTING_LOOKED_AT = 200
"""Of more measures in force than this only the newest are tried on an enterprise."""


def measures_listed(*, user) -> QuerySet[Measure]:
    return Measure.objects.visible_to(user).select_related("owner", "problem", "segment")


def measures_late() -> Q:
    return Q(state=MeasureState.PLANNED, due_on__lt=timezone.localdate())


@dataclass(frozen=True)
class Told:
    """One letter about a measure: to how many enterprises of the viewer's it went, who read it."""

    telling: MeasureTelling
    sent: int
    read: int

    @property
    def missing(self) -> int:
        return self.sent - self.read


def told_of(*, user, measure: Measure) -> list[Told]:
    """The letters about a measure, the newest first; a receipt says that one was read."""
    return [
        _told(user, telling)
        for telling in measure.tellings.select_related("letter").order_by("-id")
    ]


def _told(user, telling: MeasureTelling) -> Told:
    mine = LetterRecipient.objects.visible_to(user).filter(letter=telling.letter).standing()
    sent = mine.count()
    return Told(telling, sent=sent, read=sent - mine.filter(receipt__isnull=True).count())


def fitting(*, user, segment: Segment | None) -> int | None:
    """How many enterprises of this person's a measure fits; None where nobody said whom."""
    return None if segment is None else segment_enterprises(user=user, segment=segment).count()


def measures_fitting(*, user, enterprise: Enterprise) -> list[Measure]:
    """The measures in force that fit an enterprise, the newest first."""
    visible = Measure.objects.visible_to(user).filter(
        state=MeasureState.IN_FORCE, segment__isnull=False
    )
    measures = visible.select_related("owner", "segment")[:FITTING_LOOKED_AT]
    this = Enterprise.objects.filter(pk=enterprise.pk, is_active=True)
    fits = {
        segment: this.filter(segment_condition(user=user, segment=segment)).exists()
        for segment in {measure.segment for measure in measures}
    }
    return [measure for measure in measures if fits[measure.segment]]
