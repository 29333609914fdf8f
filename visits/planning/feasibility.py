"""Which rule makes a plan impossible, found before the solver is asked."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from visits.planning.problem import Problem


class Rule(StrEnum):
    NO_TEAMS = "no_teams"
    NO_FIRMS = "no_firms"
    NO_TEAM_OF_TOWN = "no_team_of_town"
    TOWN_TOO_MUCH = "town_too_much"
    TOWN_TOO_LITTLE = "town_too_little"


@dataclass(frozen=True)
class Fault:
    """The rule that cannot be kept, and the figures that show it."""

    rule: Rule
    town: int | None = None
    weight: int = 0
    teams: int = 0
    limit: int = 0


def fault_of(problem: Problem) -> Fault | None:
    """The first rule that cannot be kept whatever the plan; None does not promise that one fits."""
    if not problem.teams:
        return Fault(Rule.NO_TEAMS)
    if not problem.firms:
        return Fault(Rule.NO_FIRMS)
    return next(_town_faults(problem), None) if problem.is_town_strict else None


def _town_faults(problem: Problem):
    """The whole always fits between bounds laid around its mean; a town by itself may not."""
    weights, teams = Counter(), Counter(team.town for team in problem.teams)
    for kin, count in problem.kin.items():
        weights[kin.town] += kin.weight * count
    anywhere = weights.pop(None, 0)
    bounds = problem.bounds
    for town in {**weights, **teams}:
        weight, number = weights[town], teams[town]
        if not number:
            yield Fault(Rule.NO_TEAM_OF_TOWN, town, weight)
        elif weight > bounds.highest * number:
            yield Fault(Rule.TOWN_TOO_MUCH, town, weight, number, bounds.highest)
        elif weight + anywhere < bounds.lowest * number:
            yield Fault(Rule.TOWN_TOO_LITTLE, town, weight, number, bounds.lowest)
