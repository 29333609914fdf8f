"""Saved segments of the register: who is in them now, within what a person may see."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from enterprises.conditions import condition_meant, fields_made
from enterprises.models import Enterprise, Segment
from enterprises.selectors.register import enterprises_listed


def segments_listed(*, user) -> QuerySet[Segment]:
    return Segment.objects.visible_to(user).select_related("made_by")


def segment_enterprises(
    *, user, segment: Segment, today: date | None = None
) -> QuerySet[Enterprise]:
    """The enterprises in the segment on that day (today) that ``user`` may see; active ones only.

    "This quarter" and its like are counted from ``today``.
    """
    condition = segment_condition(user=user, segment=segment, today=today)
    return enterprises_listed(user=user).filter(condition)


def segment_condition(*, user, segment: Segment, today: date | None = None) -> Q:
    """What an enterprise must be to be in the segment, for a queryset that is bounded already."""
    return _meant(segment.conditions, user, today)


def enterprises_meant(*, user, conditions: Mapping) -> QuerySet[Enterprise]:
    """As ``segment_enterprises``, for conditions that are not saved yet."""
    return enterprises_listed(user=user).filter(_meant(conditions, user))


def _meant(conditions: Mapping, user, today: date | None = None) -> Q:
    today = today or timezone.localdate()
    return Q(is_active=True) & condition_meant(conditions, user=user, today=today)


def segments_counted(*, user, segments: Sequence[Segment]) -> list[Segment]:
    """Give each segment its ``number`` of enterprises that ``user`` may see, by one statement."""
    counts = {
        f"in_{segment.pk}": Count("pk", filter=_meant(segment.conditions, user))
        for segment in segments
    }
    numbers = Enterprise.objects.listed_to(user).aggregate(**counts) if counts else {}
    for segment in segments:
        segment.number = numbers[f"in_{segment.pk}"]
    return list(segments)


def segments_told(many: Sequence[Mapping]) -> list[list[tuple[object, str]]]:
    """The conditions of each in words: (what is asked, what it must be)."""
    fields = fields_made()
    labels = {name: dict(getattr(field, "choices", ())) for name, field in fields.items()}
    return [
        [
            (fields[name].label, _in_words(value, labels[name]))
            for name, value in conditions.items()
            if name in fields
        ]
        for conditions in many
    ]


def _in_words(value, labels: Mapping) -> str:
    values = value if isinstance(value, list) else [value]
    return "、".join(str(labels.get(one, one)) for one in values)
