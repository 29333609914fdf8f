"""Reads of deeds: the register, one of them, and what a person has to do about them."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from core.fields import matching
from deeds.models import Deed, DeedEntry
from deeds.models.deed import SOON
from deeds.workflow import ACCEPT, DEED_BEFORE, DeedState
from organizations.models import Organization
from visits.models import Visit

RELATED = ("organization__parent", "enterprise", "responsible")


def deeds_listed(*, user) -> QuerySet[Deed]:
    """What the register shows, before its filter."""
    return with_facts(Deed.objects.listed_to(user))


def with_facts(deeds: QuerySet[Deed]) -> QuerySet[Deed]:
    return deeds.select_related(*RELATED).defer("enterprise__search", "enterprise__scope")


def deeds_found_by(words: str) -> Q:
    """Deeds of which title, unit, enterprise or people hold each of the words."""
    condition = Q()
    for word in words.split():
        how = matching("contains", word)
        names = ("title", "for_whom", "organization__name", "enterprise__name")
        any_of = Q()
        for name in names:
            any_of |= Q(**{f"{name}__{how}": word})
        condition &= any_of
    return condition


def deeds_late() -> Q:
    return Q(state__in=DEED_BEFORE, ends_on__lt=timezone.localdate())


def deeds_of_mine(user) -> Q:
    """For which this person is responsible, or of a unit of theirs."""
    return Q(responsible=user) | Q(organization__in=user.home_unit_ids)


def deeds_due_for(*, user) -> QuerySet[Deed]:
    """What I or my unit still have to do within a week, or should have: the most urgent first."""
    until = timezone.localdate() + SOON
    mine = Deed.objects.filter(deeds_of_mine(user), state__in=DEED_BEFORE, ends_on__lte=until)
    return with_facts(mine).order_by("ends_on", "id")


def deeds_to_accept(*, user) -> QuerySet[Deed]:
    """What waits for a return visit that this person may make, the longest waiting first."""
    waiting = Deed.objects.filter(judged_by(user), state=DeedState.TO_ACCEPT)
    return with_facts(waiting.allowing(user, ACCEPT)).order_by("handed_in_at", "id")


def judged_by(user) -> Q:
    """The deeds in which this person has no part, nor is of their unit: as access.near_to."""
    hands = Q(responsible=user) | Q(proposed_by=user) | Q(handed_in_by=user)
    wrote = Exists(DeedEntry.objects.filter(deed=OuterRef("pk"), by=user))
    return ~hands & ~Q(wrote) & ~Q(organization__in=_above(user))


def _above(user) -> set[int]:
    """The units of this person and all above them: to be of one is to be of those too."""
    mine = Organization.objects.filter(pk__in=user.home_unit_ids)
    paths = mine.values_list("path", flat=True)
    return {int(key) for path in paths for key in path.strip("/").split("/")}


def return_visits_for(*, user, deed: Deed) -> QuerySet[Visit]:
    """The return visits that this person made to the deed's enterprise since it was handed in."""
    if deed.enterprise_id is None or deed.handed_in_at is None:
        return Visit.objects.none()
    went = Visit.participants.through.objects.filter(user=user).values("visit")
    mine = Visit.objects.filter(Q(logged_by=user) | Q(pk__in=went))
    made = mine.filter(mode=Visit.Mode.RETURN, enterprise=deed.enterprise_id)
    return made.filter(visited_at__gte=deed.handed_in_at).select_related("enterprise")


def entries_of(*, deed: Deed) -> list[DeedEntry]:
    """What was written of the deed, the newest first, with photos."""
    return list(deed.entries.select_related("by").prefetch_related("photos__stored"))
