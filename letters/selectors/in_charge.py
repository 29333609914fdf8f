"""Who is in charge of enterprises, and so is reminded of what is missing there."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from organizations.models import Position, User

InCharge = Callable[..., Iterable[tuple[int, int]]]

_in_charge: list[InCharge] = []


def in_charge_add(found: InCharge) -> None:
    """Let an app above say who visits whom: ``found(enterprises=keys)`` → (enterprise, person)."""
    _in_charge.append(found)


def people_in_charge(
    missing: Sequence[tuple[int, int | None]], *, day: date, else_to: User
) -> dict[int, int]:
    """Person → for how many of the ``missing`` (enterprise, town) they are in charge on ``day``.

    The town's head, or who stands in, and who visits it; where there is nobody, ``else_to``.
    """
    charged: dict[int, set[int]] = defaultdict(set)
    heads = _heads_of({town for _enterprise, town in missing if town}, day)
    for enterprise, town in missing:
        charged[heads.get(town, else_to.pk)].add(enterprise)
    for found in _in_charge:
        for enterprise, person in found(enterprises=[key for key, _town in missing]):
            charged[person].add(enterprise)
    active = User.objects.filter(pk__in=charged, is_active=True).values_list("pk", flat=True)
    return {person: len(charged[person]) for person in sorted(active)}


def _heads_of(towns: set[int], day: date) -> dict[int, int]:
    posts = Position.objects.filter(organization__in=towns, kind=Position.Kind.HEAD)
    answering = {
        post.organization_id: post.answers_on(day)
        for post in posts.select_related("holder", "delegate")
    }
    return {town: person.pk for town, person in answering.items() if person}
