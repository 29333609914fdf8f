"""Who is told of a measure: its owner by a notice, those whom it fits by a letter."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.selectors import load_calendar
from core.access import require
from core.errors import NotSo
from core.templatetags.times import time_in_words
from letters.models import Letter
from letters.services import letter_save
from measures.models import Measure, MeasureTelling
from measures.models.measure import SOON
from measures.workflow import DECIDE, MEASURE_WORKFLOW, MeasureState
from notices.models import Notice
from notices.moments import working_moment
from notices.services import notices_post_many
from organizations.models import Organization, Position, User

REMIND_DAYS = 3


@transaction.atomic
def measure_tell(*, actor, measure: Measure, reply_by_on: date) -> Letter:
    """Draft a letter to those whom the measure fits; it is sent, and read, as every letter is."""
    require(actor, DECIDE, measure)
    MEASURE_WORKFLOW.check(measure, "tell")
    if measure.segment is None:
        raise NotSo(_("Say first whom the measure fits: change it, and choose a segment."))
    letter = letter_save(
        actor=actor,
        title=measure.title,
        body=measure.text,
        segment=measure.segment,
        reply_by_on=reply_by_on,
        remind_days=REMIND_DAYS,
    )
    MeasureTelling.objects.create(measure=measure, letter=letter)
    return letter


def owner_tell(measure: Measure, what: str, *, key: str) -> None:
    """Tell the head of the owner once for ``key``; a vacant post falls to whoever took it up."""
    notices_post_many([_notice(measure, what, key, _head_of(measure.owner))])


def measures_remind(at: datetime | None = None) -> int:
    """In working hours, once each: a week before the day of a measure, and when it is late."""
    at = at or timezone.now()
    if working_moment(at, load_calendar()) != at:
        return 0
    with transaction.atomic():
        notices = {notice.dedupe_key: notice for notice in _due(timezone.localdate(at))}
        told = Notice.objects.filter(dedupe_key__in=notices).values_list("dedupe_key", flat=True)
        new = [notices[key] for key in set(notices) - set(told)]
        notices_post_many(new)
    return len(new)


def _due(today: date) -> Iterator[Notice]:
    due = Measure.objects.filter(state=MeasureState.PLANNED, due_on__lte=today + SOON)
    for measure in due.select_related("owner", "taken_up_by"):
        is_late = measure.due_on < today
        what, level = ("late", "orange") if is_late else ("due", "blue")
        head = _head_of(measure.owner)
        people = {head, measure.taken_up_by} if is_late else {head}
        for person in people:
            yield _notice(measure, what, f"{what}:{measure.due_on}", person, Notice.Level(level))


def _head_of(owner: Organization) -> User | None:
    post = Position.objects.filter(organization=owner, kind=Position.Kind.HEAD).first()
    return post.answers_on(timezone.localdate()) if post else None


def _notice(measure: Measure, what: str, key: str, person, level=Notice.Level.INFO) -> Notice:
    recipient = person or measure.taken_up_by
    return Notice(
        recipient=recipient,
        template=f"measures.{what}",
        label=str(measure),
        params={"unit": str(measure.owner), "day": time_in_words(measure.due_on)},
        level=level,
        url=measure.get_absolute_url(),
        subject_type=measure._meta.label_lower,
        subject_id=measure.pk,
        dedupe_key=f"measure:{measure.pk}:{key}:user:{recipient.pk}",
    )
