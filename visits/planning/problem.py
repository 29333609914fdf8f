"""The situation to be planned, and what each wish costs where it is not met."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import cached_property
from math import ceil, floor


class Wish(StrEnum):
    TOWN = "town"  # the town head serves their own town
    INDUSTRY = "industry"  # the department fits the enterprise's industry
    RANK = "rank"  # key enterprises get the higher leaders
    MOVE = "move"  # who served it goes on serving it
    LOAD = "load"  # the load is even


@dataclass(frozen=True, slots=True)
class Prices:
    """What one enterprise costs by whose assignment a wish is not met.

    ``rank`` is for each mark, in full at the lowest leader and in proportion above; ``load`` is for
    each unit of load that a team carries over the mean.
    """

    town: int = 100
    industry: int = 6
    rank: int = 10
    move: int = 8
    load: int = 5


@dataclass(frozen=True, slots=True)
class Kin:
    """All by which enterprises differ for the plan; those of one kin are interchangeable.

    ``departments`` are those that fit the industry, ``before`` is the team that served until now.
    """

    town: int | None = None
    departments: frozenset[int] = frozenset()
    marks: int = 0
    before: int | None = None

    @property
    def weight(self) -> int:
        return 1 + self.marks


@dataclass(frozen=True, slots=True)
class Team:
    """A team as a candidate; ``rank`` is its leader's, 0 the highest and 1 the lowest."""

    key: int
    town: int
    department: int
    rank: float = 0.0


@dataclass(frozen=True)
class Bounds:
    """Between which loads every team must lie, and the mean above which a load costs."""

    lowest: int
    highest: int
    mean: int

    @classmethod
    def around(cls, weight: int, teams: int, percent: int) -> "Bounds":
        """The mean of the whole weight, and ``percent`` around it."""
        mean = weight / teams
        spread = mean * percent / 100
        return cls(max(0, floor(mean - spread)), ceil(mean + spread), round(mean))

    def as_json(self) -> dict:
        return asdict(self)


@dataclass(frozen=True)
class Problem:
    """Enterprises (key → kin), the teams to choose from, and the rules of the choice.

    ``is_town_strict``: a team of another town may not help out at any price.
    """

    firms: Mapping[int, Kin]
    teams: tuple[Team, ...]
    bounds: Bounds
    prices: Prices = field(default_factory=Prices)
    is_town_strict: bool = False

    @cached_property
    def kin(self) -> dict[Kin, int]:
        """Each kin with how many enterprises are of it, always in the same order."""
        return dict(Counter(self.firms.values()))

    @cached_property
    def weight(self) -> int:
        return sum(kin.weight * count for kin, count in self.kin.items())

    @cached_property
    def team_of(self) -> dict[int, Team]:
        return {team.key: team for team in self.teams}

    def may_serve(self, kin: Kin, team: Team) -> bool:
        return not self.is_town_strict or kin.town is None or kin.town == team.town

    def costs(self, kin: Kin, team: Team) -> dict[Wish, int]:
        """The wishes that are not met if the team serves one of the kin, each with its cost."""
        prices, found = self.prices, {}
        if kin.town is not None and kin.town != team.town:
            found[Wish.TOWN] = prices.town
        if kin.departments and team.department not in kin.departments:
            found[Wish.INDUSTRY] = prices.industry
        if lower := round(prices.rank * kin.marks * team.rank):
            found[Wish.RANK] = lower
        if kin.before in self.team_of and kin.before != team.key:
            found[Wish.MOVE] = prices.move
        return {wish: cost for wish, cost in found.items() if cost}

    def cost(self, kin: Kin, team: Team) -> int:
        return sum(self.costs(kin, team).values())

    def load_cost(self, load: int) -> int:
        return self.prices.load * max(0, load - self.bounds.mean)

    def loads(self, plan: Mapping[int, int]) -> dict[int, int]:
        """Team → load, under a plan (enterprise → team)."""
        loads = dict.fromkeys(self.team_of, 0)
        for firm, team in plan.items():
            loads[team] += self.firms[firm].weight
        return loads

    def total(self, plan: Mapping[int, int]) -> int:
        """What the whole plan costs."""
        one_by_one = sum(
            self.cost(self.firms[firm], self.team_of[team]) for firm, team in plan.items()
        )
        return one_by_one + sum(self.load_cost(load) for load in self.loads(plan).values())

    def keeps_rules(self, plan: Mapping[int, int]) -> bool:
        """Whether the plan is within the bounds and, if that is strict, within the towns."""
        loads = self.loads(plan).values()
        return all(self.bounds.lowest <= load <= self.bounds.highest for load in loads) and all(
            self.may_serve(self.firms[firm], self.team_of[team]) for firm, team in plan.items()
        )
