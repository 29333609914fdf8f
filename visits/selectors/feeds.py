from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from visits.models import CalendarFeed, PlannedVisit
from visits.models.planned import goes_along
from visits.selectors.planned import with_facts
from visits.workflow import PlannedState

BACK = timedelta(days=30)
"""So long a visit stays in the calendar after its day."""


def feed_of(*, user) -> CalendarFeed | None:
    """The person's address in force, if they have one."""
    return CalendarFeed.objects.filter(person=user, revoked_at__isnull=True).first()


def feed_by_token(token: str) -> CalendarFeed | None:
    """The address in force with this token, of somebody who still has an account."""
    feeds = CalendarFeed.objects.by_token(token).select_related("person")
    return feeds.filter(revoked_at__isnull=True, person__is_active=True).first()


def feed_plans(*, person) -> QuerySet[PlannedVisit]:
    """Where the person goes, and nothing else that they may see."""
    stands = (PlannedState.PLANNED, PlannedState.KEPT)
    mine = PlannedVisit.objects.visible_to(person).filter(goes_along(person), state__in=stands)
    since = timezone.localdate() - BACK
    return with_facts(mine.filter(planned_on__gte=since)).order_by("planned_on", "id")
