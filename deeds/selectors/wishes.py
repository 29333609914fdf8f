"""Reads of wishes: the register, the wall, and what a person has taken on."""

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from core.fields import matching
from deeds.access import NAMES
from deeds.models import Claim, Wish
from deeds.workflow import IN_HAND, ON_THE_WALL, WishState

WALL_ORDER = ("rank", "wanted_by", "id")


def wishes_listed(*, user) -> QuerySet[Wish]:
    """What the register shows, before its filter."""
    return with_facts(Wish.objects.listed_to(user))


def with_facts(wishes: QuerySet[Wish]) -> QuerySet[Wish]:
    related = wishes.select_related("unit__parent", "enterprise", "collected_by")
    claims = related.prefetch_related("claims__person", "claims__unit")
    return claims.defer("enterprise__search", "enterprise__scope")


def wishes_on_wall(*, user) -> QuerySet[Wish]:
    """The wall: those to be claimed first, then those in somebody's hands, then the fulfilled."""
    rank = Case(
        When(state=WishState.PUBLISHED, then=Value(0)),
        When(state__in=IN_HAND, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return wishes_listed(user=user).filter(state__in=ON_THE_WALL).annotate(rank=rank)


def names_seen(*, user, wishes) -> set[int]:
    """Of which of these wishes the person may see whose they are."""
    keys = [wish.pk for wish in wishes]
    seen = Wish.objects.allowing(user, NAMES).filter(pk__in=keys)
    return set(seen.values_list("pk", flat=True))


def wishes_found_by(words: str) -> Q:
    """By the wish, its unit or its enterprise; never by the name of whose it is."""
    condition = Q()
    for word in words.split():
        how, any_of = matching("contains", word), Q()
        for name in ("title", "detail", "unit__name", "enterprise__name"):
            any_of |= Q(**{f"{name}__{how}": word})
        condition &= any_of
    return condition


def wishes_claimed_by(user) -> Q:
    mine = Claim.objects.filter(
        Q(person=user) | Q(unit__in=user.home_unit_ids), given_back_at__isnull=True
    )
    return Q(pk__in=mine.order_by().values("wish"))


def wishes_collected_by(user) -> Q:
    return Q(collected_by=user)


def my_wishes(*, user) -> QuerySet[Wish]:
    """What I or my unit claimed and still have to fulfil, the soonest wanted first."""
    mine = Wish.objects.filter(wishes_claimed_by(user), state=WishState.CLAIMED)
    return with_facts(mine).order_by("wanted_by", "id")


def wishes_to_confirm(*, user) -> QuerySet[Wish]:
    """Fulfilled wishes that I collected: somebody is to be asked."""
    mine = Wish.objects.filter(wishes_collected_by(user), state=WishState.FULFILLED)
    return with_facts(mine).order_by("id")


def wishes_behind() -> Q:
    """As Wish.is_late, for all rows: nobody claims it, or who claimed it is late."""
    today = timezone.localdate()
    return Q(pk__in=Wish.objects.behind(today).order_by().values("pk"))
