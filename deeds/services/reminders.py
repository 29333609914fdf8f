"""What is due or late is told once, in working hours; what was told is read from the outbox."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from calendars.selectors import load_calendar
from core.templatetags.times import time_in_words
from deeds.models import Deed, Wish
from deeds.selectors.towns import towns_of
from deeds.services.telling import heads_of, notice_of
from deeds.workflow import DEED_BEFORE, WishState
from notices.models import Notice
from notices.moments import working_moment
from notices.services import notices_post_many
from organizations.models import User


def deeds_remind(at: datetime | None = None) -> int:
    """Tell of deeds on their last day and of wishes that wait too long; to how many notices it led."""
    at = at or timezone.now()
    if working_moment(at, load_calendar()) != at:
        return 0
    today = timezone.localdate(at)
    with transaction.atomic():
        notices = {notice.dedupe_key: notice for notice in (*_deeds(today), *_wishes(today))}
        known = Notice.objects.filter(dedupe_key__in=notices)
        told = set(known.values_list("dedupe_key", flat=True))
        new = [notice for key, notice in notices.items() if key not in told]
        notices_post_many(new)
    return len(new)


def _deeds(today: date) -> Iterator[Notice]:
    """The responsible person and the head of the unit; a deed whose last day was moved is told anew."""
    due = Deed.objects.filter(state__in=DEED_BEFORE, ends_on__lte=today)
    deeds = list(due.select_related("organization", "responsible"))
    heads = heads_of([deed.organization for deed in deeds])
    for deed in deeds:
        for person in _distinct(deed.responsible, heads.get(deed.organization_id)):
            yield notice_of(
                deed,
                "deed_due",
                person,
                key=f"{deed.round}:{deed.ends_on}",
                unit=str(deed.organization),
                day=time_in_words(deed.ends_on),
                level=Notice.Level.BLUE,
            )


def _wishes(today: date) -> Iterator[Notice]:
    """The head of the collecting unit's town; once for each time that it hangs or is claimed."""
    behind = Wish.objects.behind(today).select_related("unit", "collected_by")
    wishes = list(behind.prefetch_related("claims__person", "claims__unit"))
    towns = towns_of([wish.unit for wish in wishes])
    heads = heads_of({towns[wish.unit_id].pk: towns[wish.unit_id] for wish in wishes}.values())
    for wish in wishes:
        person = heads.get(towns[wish.unit_id].pk) or wish.collected_by
        is_unclaimed = wish.state == WishState.PUBLISHED
        yield notice_of(
            wish,
            "wish_unclaimed" if is_unclaimed else "wish_late",
            person,
            key=str(wish.open_since if is_unclaimed else wish.claim.pk),
            unit=str(wish.unit),
            who="" if is_unclaimed else wish.claim.who,
            level=Notice.Level.ORANGE,
        )


def _distinct(*people: User | None) -> list[User]:
    return list({one.pk: one for one in people if one and one.is_active}.values())
