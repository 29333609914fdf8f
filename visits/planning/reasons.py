"""Why a wish is not met where it is not: nobody could, who could is full, or it would cost more."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial

from visits.planning.problem import Kin, Problem, Team, Wish


class Why(StrEnum):
    NOBODY = "nobody"  # no team that may serve it meets the wish
    FULL = "full"  # those that do carry all they may
    DEARER = "dearer"  # the nearest that does would cost more in other wishes


@dataclass(frozen=True, slots=True)
class Reason:
    """One unmet wish of one enterprise; ``team`` is who could have met it, ``more`` at what cost."""

    wish: Wish
    why: Why
    team: int | None = None
    more: int = 0

    def as_json(self) -> dict:
        return {"wish": self.wish, "why": self.why, "team": self.team, "more": self.more}


@dataclass
class Reasons:
    """The reasons of a finished plan; enterprises of one kin in one team have the same."""

    problem: Problem
    loads: Mapping[int, int]
    _known: dict = field(default_factory=dict)

    def of(self, kin: Kin, team_key: int) -> list[Reason]:
        if (kin, team_key) not in self._known:
            team = self.problem.team_of[team_key]
            costs = self.problem.costs(kin, team)
            self._known[kin, team_key] = [self._reason(kin, team, wish) for wish in costs]
        return self._known[kin, team_key]

    def _reason(self, kin: Kin, team: Team, wish: Wish) -> Reason:
        now = self.problem.costs(kin, team)[wish]
        better = [
            other
            for other in self.problem.teams
            if self.problem.may_serve(kin, other)
            and self.problem.costs(kin, other).get(wish, 0) < now
        ]
        if not better:
            return Reason(wish, Why.NOBODY)
        roomy = [other for other in better if self._has_room(kin, other)]
        change = partial(change_of, self.problem, self.loads, kin, team)
        best = min(roomy or better, key=change)
        if not roomy:
            return Reason(wish, Why.FULL, best.key)
        return Reason(wish, Why.DEARER, best.key, change(best))

    def _has_room(self, kin: Kin, team: Team) -> bool:
        return self.loads[team.key] + kin.weight <= self.problem.bounds.highest


def change_of(
    problem: Problem, loads: Mapping[int, int], kin: Kin, present: Team, other: Team
) -> int:
    """By how much the plan's cost changes if one enterprise goes to another team."""
    if present == other:
        return 0
    gone = problem.load_cost(loads[present.key] - kin.weight) - problem.load_cost(
        loads[present.key]
    )
    come = problem.load_cost(loads[other.key] + kin.weight) - problem.load_cost(loads[other.key])
    return problem.cost(kin, other) - problem.cost(kin, present) + gone + come


def split_by_wish(problem: Problem, plan: Mapping[int, int]) -> dict[str, list[int]]:
    """Wish → [cost, for how many enterprises it is not met]; for the load, teams above the mean."""
    cost, unmet = Counter(), Counter()
    for firm, team in plan.items():
        for wish, price in problem.costs(problem.firms[firm], problem.team_of[team]).items():
            cost[wish] += price
            unmet[wish] += 1
    for load in problem.loads(plan).values():
        if over := problem.load_cost(load):
            cost[Wish.LOAD] += over
            unmet[Wish.LOAD] += 1
    return {str(wish): [cost[wish], unmet[wish]] for wish in Wish}
