"""Reading the tree of units and its people."""

from collections.abc import Sequence

from django.db.models import Case, IntegerField, Prefetch, Q, QuerySet, Value, When

from organizations.models import Membership, Organization, Position, SavedView, User

LOOKUP_LEAST = 2
LOOKUP_MOST = 20


def units_found(*, query: str, kinds: Sequence[str] = ()) -> QuerySet[Organization]:
    """Units by two characters of the name or by pinyin initials, the likeliest first."""
    query = query.strip()
    if len(query) < LOOKUP_LEAST:
        return Organization.objects.none()
    units = Organization.objects.active().filter(
        Q(name__contains=query)
        | Q(short_name__contains=query)
        | Q(initials__contains=query.lower())
    )
    if kinds:
        units = units.filter(kind__in=kinds)
    likely = Q(initials__startswith=query.lower()) | Q(short_name__startswith=query)
    return _likely_first(units, likely).order_by("rank", "order", "id")[:LOOKUP_MOST]


def people_found(*, query: str, unit_id: int | None = None) -> QuerySet[User]:
    """People by name or pinyin initials; with ``unit_id``, those of that unit and below it."""
    query = query.strip()
    if len(query) < LOOKUP_LEAST:
        return User.objects.none()
    people = User.objects.filter(
        Q(full_name__contains=query) | Q(initials__startswith=query.lower()), is_active=True
    )
    if unit_id:
        units = Organization.objects.at_and_below([unit_id])
        people = people.filter(
            pk__in=Membership.objects.filter(organization__in=units).values("user")
        )
    likely = Q(full_name__startswith=query)
    people = _likely_first(people, likely).order_by("rank", "id")[:LOOKUP_MOST]
    return people.prefetch_related("memberships__organization")


def _likely_first(queryset, likely: Q):
    rank = Case(When(likely, then=Value(0)), default=Value(1), output_field=IntegerField())
    return queryset.annotate(rank=rank)


def visit_office() -> Organization | None:
    """The unit that triages and dispatches; None if the administrator has named none."""
    return Organization.objects.active().filter(is_visit_office=True).first()


def unit_tree(*, query: str = "") -> list[Organization]:
    """The units in the order of the tree, each with its ``depth`` and its positions.

    With ``query``, only the units whose name or initials hold it.
    """
    positions = Position.objects.select_related("holder", "delegate")
    units = Organization.objects.active().select_related("leader__holder")
    if query:
        units = units.filter(
            Q(name__contains=query)
            | Q(short_name__contains=query)
            | Q(initials__contains=query.lower())
        )
    units = list(units.prefetch_related(Prefetch("positions", positions)))
    places = {str(unit.pk): (unit.order, unit.pk) for unit in units}
    units.sort(
        key=lambda unit: [places.get(key, (0, 0)) for key in unit.path.strip("/").split("/")]
    )
    for unit in units:
        unit.depth = unit.path.count("/") - 2
    return units


def roles_of(*, user: User) -> QuerySet[Membership]:
    """The person's own roles in units, the present ones."""
    return user.memberships.in_force().select_related("organization")


def units_in_words(person: User) -> str:
    """The units a person belongs to, as a hint beside the name."""
    names = {str(membership.organization) for membership in person.memberships.all()}
    return "、".join(sorted(names))


def positions_of(*, user: User) -> QuerySet[Position]:
    return user.positions.select_related("organization", "delegate")


def acting_for(*, user: User, day) -> QuerySet[Position]:
    """The positions this person stands in for on ``day``."""
    positions = Position.objects.acting_for(day).filter(delegate=user)
    return positions.select_related("organization", "holder")


def saved_views_of(*, user: User, path: str = "") -> QuerySet[SavedView]:
    """The person's own views, of one list or of all."""
    found = SavedView.objects.filter(person=user)
    return found.filter(path=path) if path else found
