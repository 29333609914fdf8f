"""The people and units of the story, at hand by what they are."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime

from organizations.models import Organization, Position, User


@dataclass
class World:
    """What the story needs to know about its district."""

    rng: random.Random
    today: date
    until: datetime | None = None
    root: Organization = None
    office: Organization = None
    units: dict[str, Organization] = field(default_factory=dict)
    towns: list[Organization] = field(default_factory=list)
    posts: dict[int, Position] = field(default_factory=dict)
    handlers: dict[int, list[User]] = field(default_factory=dict)
    visitors: dict[int, list[User]] = field(default_factory=dict)
    officers: list[User] = field(default_factory=list)
    leaders: list[User] = field(default_factory=list)
    inspectors: dict[int, User] = field(default_factory=dict)
    teams: list = field(default_factory=list)
    firms: dict[int, list] = field(default_factory=dict)
    _fresh: set[int] = field(default_factory=set)

    def head(self, unit: Organization | int, day: date) -> User | None:
        """Who answers for the unit on ``day``: its head, the delegate during leave, or nobody."""
        post = self.posts.get(getattr(unit, "pk", unit))
        person = post.answers_on(day) if post else None
        if person is not None and person.pk == post.delegate_id and person.pk not in self._fresh:
            self._fresh.add(person.pk)
            forget_roles(person)
        return person

    def departments(self) -> list[Organization]:
        return [unit for unit in self.units.values() if unit.kind == Organization.Kind.DEPARTMENT]


def forget_roles(user: User) -> None:
    """Let the person's roles be read again: a leave began, and they stand in."""
    for name in (
        "_grants",
        "home_unit_ids",
        "unit_ids",
        "charge_ids",
        "stands_for_ids",
        "_answers_for_all",
    ):
        user.__dict__.pop(name, None)
