"""What a scope means for deeds and wishes, and who stands too near to judge."""

from django.db.models import Q

from core.access import Scope, is_allowed, reaches
from deeds.models import Claim, Deed, DeedEntry, Wish
from deeds.workflow import ACCEPT, CLAIM, COLLECT, ON_THE_WALL, DeedState
from organizations.models import Organization

DEED = "deeds.deed"
WISH = "deeds.wish"
NAMES = "deeds.wish_name_view"


@reaches(DEED, Scope.UNIT)
def deeds_of_units(user, units):
    return Q(organization__in=units)


@reaches(DEED, Scope.OWN)
def own_deeds(user, units):
    return Q(proposed_by=user) | Q(responsible=user)


@reaches(DEED, Scope.CHARGE)
def charged_deeds(user, units):
    return Q(organization__in=user.charge_ids)


@reaches(DEED, Scope.NEAR)
def deeds_waiting_near(user, units):
    """What waits in my town for its return visit, and what I looked at before."""
    within = Q(pk__in=[])
    for path in _towns_of(user, units):
        within |= Q(organization__path__startswith=path)
    looked_at = Deed.objects.filter(acceptances__acceptor=user).order_by().values("pk")
    return Q(within, state=DeedState.TO_ACCEPT) | Q(pk__in=looked_at)


def _towns_of(user, units) -> list[str]:
    """The places in the tree of the towns in which ``units`` lie; asked once per person and request."""
    known = user.__dict__.setdefault("_towns_near", {})
    if units not in known:
        paths = Organization.objects.filter(pk__in=units).values_list("path", flat=True)
        above = {int(key) for path in paths for key in path.strip("/").split("/")}
        towns = Organization.objects.filter(pk__in=above, kind=Organization.Kind.TOWN)
        known[units] = list(towns.values_list("path", flat=True))
    return known[units]


@reaches(WISH, Scope.UNIT)
def wishes_of_units(user, units):
    return Q(unit__in=units)


@reaches(WISH, Scope.OWN)
def own_wishes(user, units):
    return Q(collected_by=user)


@reaches(WISH, Scope.ASSIGNED)
def claimed_wishes(user, units):
    """What this person, or a unit they belong to themselves, has claimed and not given back."""
    mine = units & user.home_unit_ids
    return Q(pk__in=_claimed(person=user)) | Q(pk__in=_claimed(unit__in=mine))


@reaches(WISH, Scope.CHARGE)
def charged_wishes(user, units):
    charge = user.charge_ids
    return Q(unit__in=charge) | Q(pk__in=_claimed(unit__in=charge))


@reaches(WISH, Scope.WALL)
def wishes_on_the_wall(user, units):
    return Q(state__in=ON_THE_WALL)


def _claimed(**facts):
    return Claim.objects.filter(given_back_at__isnull=True, **facts).order_by().values("wish")


def can_accept(user, deed: Deed) -> bool:
    """Whether this person may say if the deed is really done: with the permission, and no part."""
    return is_allowed(user, ACCEPT, deed) and not near_to(user, deed)


def near_to(user, deed: Deed) -> bool:
    """Whether the person is of the deed's unit, or had a hand in the deed."""
    if user.pk in (deed.responsible_id, deed.proposed_by_id, deed.handed_in_by_id):
        return True
    wrote = DeedEntry.objects.filter(deed=deed, by=user).exists()
    return wrote or is_of_unit(user, deed.organization)


def is_of_unit(user, unit: Organization) -> bool:
    """Whether the person belongs to the unit or to one below it, whatever else they are."""
    mine = Organization.objects.filter(pk__in=user.home_unit_ids)
    return mine.filter(path__startswith=unit.path).exists()


def can_claim(user, wish: Wish) -> bool:
    return is_allowed(user, CLAIM, wish) and wish.collected_by_id != user.pk


def has_claimed(user, claim: Claim | None) -> bool:
    """Whether the claim is this person's, or one of a unit that they belong to."""
    if claim is None:
        return False
    return claim.person_id == user.pk or claim.unit_id in user.home_unit_ids


def can_confirm(user, wish: Wish) -> bool:
    """The collector's side asks whose wish it is; never who claimed or recorded it."""
    claim = wish.claim
    if claim is None or claim.person_id == user.pk or not is_allowed(user, COLLECT, wish):
        return False
    return not claim.fulfilments.filter(is_confirmed__isnull=True, by=user).exists()


def can_see_name(user, wish: Wish) -> bool:
    return is_allowed(user, NAMES, wish)
