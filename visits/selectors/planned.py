"""Reads of planned visits: the list, one of them, and what a person has before them."""

from datetime import date, time, timedelta

from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.fields import matching
from enterprises.models import Enterprise
from visits.models import OverCap, PlannedVisit
from visits.models.planned import goes_along, going
from visits.workflow import PlannedState

LATEST_LOGGED, EARLIEST_LOGGED = timedelta(days=31), timedelta(days=14)
"""A visit is logged from its plan so long after the planned day, or so much earlier."""
PAST, EVER = "past", "ever"
WHEN = {"": _("to come"), PAST: _("gone by"), EVER: _("all")}
RELATED = ("enterprise__town", "team", "unit", "planned_by")
MIDNIGHT = time()


def planned_listed(*, user) -> QuerySet[PlannedVisit]:
    """What the list shows, before its filter."""
    return with_facts(PlannedVisit.objects.listed_to(user))


def planned_when(when: str) -> Q:
    """From today on by default; the days before; or all."""
    today = timezone.localdate()
    if when == EVER:
        return Q()
    return Q(planned_on__lt=today) if when == PAST else Q(planned_on__gte=today)


def planned_counts(*, user) -> list[dict]:
    """How many plans this person sees to come and gone by; one statement."""
    seen = PlannedVisit.objects.visible_to(user)
    counted = seen.aggregate(
        **{f"of_{when}": Count("pk", filter=planned_when(when)) for when in WHEN}
    )
    return [
        {"value": when, "label": label, "count": counted[f"of_{when}"]}
        for when, label in WHEN.items()
    ]


def with_facts(plans: QuerySet[PlannedVisit]) -> QuerySet[PlannedVisit]:
    related = plans.select_related(*RELATED).prefetch_related("rows__person")
    return related.defer("enterprise__search", "enterprise__scope").annotate(
        starts=Coalesce("planned_time", Value(MIDNIGHT))
    )


def planned_mine(user) -> Q:
    return going(user)


def planned_found_by(words: str) -> Q:
    """Plans whose enterprise or aim holds each of the words."""
    holds, condition = matching("contains", words), Q()
    for word in words.split():
        condition &= Q(**{f"enterprise__name__{holds}": word}) | Q(**{f"aim__{holds}": word})
    return condition


def planned_of_enterprise(*, user, enterprise: Enterprise) -> QuerySet[PlannedVisit]:
    """What is still to come there, the soonest first."""
    plans = PlannedVisit.objects.visible_to(user).upcoming().filter(enterprise=enterprise)
    recent = timezone.localdate() - timedelta(days=14)
    return with_facts(plans.filter(planned_on__gte=recent)).order_by("planned_on", "id")


def planned_between(*, user, first: date, last: date) -> QuerySet[PlannedVisit]:
    """All that is to take place, or took place, from the one day to the other."""
    gone = (PlannedState.WITHDRAWN, PlannedState.REFUSED)
    within = PlannedVisit.objects.listed_to(user).filter(planned_on__range=(first, last))
    return with_facts(within.exclude(state__in=gone)).order_by("planned_on", "starts", "id")


def my_planned(*, user, until: date) -> QuerySet[PlannedVisit]:
    """Where this person goes until a day, the soonest first: for the home page.

    What was not logged after its day stands there too, for two weeks.
    """
    since = timezone.localdate() - EARLIEST_LOGGED
    stands = PlannedVisit.objects.filter(goes_along(user), state=PlannedState.PLANNED)
    coming = stands.filter(planned_on__range=(since, until))
    return with_facts(coming).order_by("planned_on", "starts", "id")


def planned_to_log(*, user, enterprise: Enterprise) -> QuerySet[PlannedVisit]:
    """The plans of which a visit to the enterprise may be the one, the nearest day to today first."""
    today = timezone.localdate()
    near = (today - LATEST_LOGGED, today + EARLIEST_LOGGED)
    stands = PlannedVisit.objects.filter(going(user), state=PlannedState.PLANNED)
    mine = stands.filter(enterprise=enterprise, planned_on__range=near)
    return mine.select_related("enterprise").defer("enterprise__search").order_by("planned_on")


def over_caps_waiting(*, user) -> QuerySet[OverCap]:
    """What this person may decide, the oldest first; not what they asked for themselves."""
    waiting = OverCap.objects.visible_to(user).filter(decided_at__isnull=True)
    open_plan = Q(planned__isnull=True) | Q(planned__state=PlannedState.ASKED)
    own = Q(asked_by=user) | Q(planned__planned_by=user) | Q(visit__logged_by=user)
    return with_subjects(waiting.filter(open_plan).exclude(own)).order_by("id")


def with_subjects(rows: QuerySet[OverCap]) -> QuerySet[OverCap]:
    related = (
        "planned__enterprise",
        "planned__unit",
        "visit__enterprise",
        "visit__unit",
        "asked_by",
        "decided_by",
    )
    return rows.select_related(*related).defer(
        "planned__enterprise__search", "visit__enterprise__search", "visit__search"
    )
