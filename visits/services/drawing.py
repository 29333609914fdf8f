"""Drawing at random so that anybody can draw again: nothing here depends on luck or on time.

Each case has a lot, the SHA-256 of the seed and its number; the smallest lots are drawn. So a draw
hangs on the seed and the cases alone, not on their order or on a program's generator.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from issues.models import Case, Responsibility, Verification
from organizations.models import Organization, User
from safety.models import Acceptance

CONCERNED = (Responsibility.Role.LEAD, Responsibility.Role.SUPPORT)


def drawn(cases: Iterable[Case], *, seed: int, count: int, by_unit: bool) -> list[Case]:
    """The ``count`` cases with the smallest lots; with ``by_unit`` the first of each lead unit."""
    ordered = sorted(cases, key=lambda case: _lot(seed, case))
    if not by_unit:
        return ordered[:count]
    firsts: dict[int, Case] = {}
    for case in ordered:
        firsts.setdefault(case.lead_unit_id, case)
    taken = {case.pk for case in firsts.values()}
    rest = (case for case in ordered if case.pk not in taken)
    taken.update(case.pk for case, _n in zip(rest, range(count - len(taken)), strict=False))
    return [case for case in ordered if case.pk in taken]


def _lot(seed: int, case: Case) -> str:
    return sha256(f"{seed}/{case.number}".encode()).hexdigest()


@dataclass(frozen=True)
class Concern:
    """Who had a part in a case: the paths of its units, who handled it, who took its word.

    With a hazard also who rectified and who accepted it, and their units.
    """

    paths: frozenset[str]
    people: frozenset[int]

    def holds(self, person: int, units: Iterable[Organization]) -> bool:
        """Whether somebody of these units is concerned: also from below or above the unit."""
        return person in self.people or any(
            path.startswith(unit.path) or unit.path.startswith(path)
            for unit in units
            if unit.kind != Organization.Kind.DISTRICT
            for path in self.paths
        )


def concerns(cases: Sequence[Case]) -> dict[int, Concern]:
    """Case → who was concerned with it, in any of its rounds."""
    paths: dict[int, set[str]] = defaultdict(set)
    people: dict[int, set[int]] = defaultdict(set)
    parts = Responsibility.objects.filter(case__in=cases, role__in=CONCERNED)
    for case, path in parts.values_list("case", "organization__path"):
        paths[case].add(path)
    words = Verification.objects.filter(case__in=cases, verifier__isnull=False)
    for case, verifier in words.values_list("case", "verifier"):
        people[case].add(verifier)
    accepted = Acceptance.objects.filter(case__in=cases).values_list(
        "case", "acceptor", "rectified_by", "acceptor_unit__path"
    )
    for case, acceptor, rectifier, path in accepted:
        people[case].update((acceptor, rectifier))
        paths[case].add(path)
    for case in cases:
        paths[case.pk].add(case.lead_unit.path)
        people[case.pk].update({case.handler_id} - {None})
    return {
        case.pk: Concern(frozenset(paths[case.pk]), frozenset(people[case.pk])) for case in cases
    }


def units_of(person: User) -> list[Organization]:
    """The units a person belongs to; the order is always the same."""
    return list(Organization.objects.filter(pk__in=person.home_unit_ids).order_by("pk"))


class Visitors:
    """Hands drawn cases to those who may look again, each to the one with the fewest so far."""

    def __init__(self, people: Iterable[User]):
        self._units = {person: units_of(person) for person in sorted(people, key=lambda p: p.pk)}
        self._load = dict.fromkeys(self._units, 0)

    def without_unit(self) -> list[User]:
        return [person for person, units in self._units.items() if not units]

    def next_for(self, concern: Concern) -> tuple[User, Organization] | None:
        """Somebody independent of the case with the unit they stand for; None: there is nobody."""
        free = [
            person for person, units in self._units.items() if not concern.holds(person.pk, units)
        ]
        if not free:
            return None
        chosen = min(free, key=lambda person: (self._load[person], person.pk))
        self._load[chosen] += 1
        return chosen, self._units[chosen][0]
