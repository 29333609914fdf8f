"""Finds a plan that costs the least, and says how far from that it may be (ADR 0016).

Enterprises that the plan cannot tell apart are one kin, so the unknown is how many of a kin go to a
team. GLOP solves the linear relaxation: a bound that no plan can beat, and for each number by how
much it would cost to make it other than nought (its reduced cost). CP-SAT then looks for the best
whole numbers among those that cost little; among all of them in a small situation, or where the few
do not fit.
"""

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil

from ortools.linear_solver import pywraplp
from ortools.sat.python import cp_model

from visits.planning.problem import Kin, Problem, Team

SMALL = 3_000
"""Up to so many numbers CP-SAT alone proves the optimum in seconds."""
DEAREST = (2, 12, 60, None)
"""Up to which reduced cost a number is tried, one after the other until they fit; None: all."""
NEAR = 0.005
"""So near to the bound, nothing dearer is tried."""
MANY = 30_000
"""More numbers than this are tried only while no plan is found."""
EFFORT = 4.0
"""How long CP-SAT looks, in its own measure (about a second), so that a busy machine finds the same."""
SECONDS = 60
"""The longest it looks by the clock; what it has found by then counts."""

logger = logging.getLogger(__name__)
Counts = dict[tuple[Kin, Team], int]
Told = Callable[[int], None]


@dataclass(frozen=True)
class Relaxed:
    """The linear relaxation: shares of pairs, their reduced costs, and the bound on any plan."""

    shares: dict
    dear: dict
    bound: int


class NoPlanError(Exception):
    """No assignment keeps the rules."""


@dataclass(frozen=True)
class Solution:
    """Enterprise → team, what it costs, below what no plan can cost, and how long it took."""

    plan: dict[int, int]
    cost: int
    bound: int
    seconds: float

    @property
    def gap(self) -> float:
        """How far the cost may be above the least possible, as a part of it."""
        return (self.cost - self.bound) / self.bound if self.bound else float(self.cost > 0)


def _unheard(percent: int) -> None:
    """Nobody waits to hear how far it is."""


def solve(problem: Problem, told: Told = _unheard) -> Solution:
    """The plan; NoPlanError if none keeps the rules. ``told`` hears percents on the way."""
    began = time.monotonic()
    pairs = [
        (kin, team) for kin in problem.kin for team in problem.teams if problem.may_serve(kin, team)
    ]
    told(5)
    if len(pairs) <= SMALL:
        counts, bound = _settled(problem, pairs, {})
    else:
        counts, bound = _relaxed_then_settled(problem, pairs, told)
    told(90)
    plan = _handed_out(problem, counts)
    plan = _no_dearer_than_staying(problem, plan)
    return Solution(plan, problem.total(plan), bound, time.monotonic() - began)


def _relaxed_then_settled(problem: Problem, pairs: list, told: Told) -> tuple[Counts, int]:
    """Try ever dearer numbers until the plan is near enough, or proven to be the best."""
    relaxed = _relaxed(problem, pairs)
    told(60)
    best, least, bound = None, None, relaxed.bound
    for dearest in DEAREST:
        tried = [pair for pair in pairs if dearest is None or relaxed.dear[pair] <= dearest]
        if best and len(tried) > MANY:
            break
        try:
            counts, proven = _settled(problem, tried, best or relaxed.shares)
        except NoPlanError:
            logger.info("Nothing fits up to a reduced cost of %s", dearest)
            continue
        cost = _cost_of(problem, counts)
        if least is None or cost < least:
            best, least = counts, cost
        if dearest is None or least - relaxed.bound <= dearest:
            bound = max(bound, min(proven, least))
        if least - bound <= NEAR * bound:
            break
        told(75)
    if best is None:
        raise NoPlanError
    return best, bound


def _cost_of(problem: Problem, counts: Counts) -> int:
    loads = dict.fromkeys(problem.teams, 0)
    for (kin, team), count in counts.items():
        loads[team] += count * kin.weight
    pairs = sum(problem.cost(*pair) * count for pair, count in counts.items())
    return pairs + sum(map(problem.load_cost, loads.values()))


def _relaxed(problem: Problem, pairs: list) -> Relaxed:
    solver = pywraplp.Solver.CreateSolver("GLOP")
    goal, bounds = solver.Objective(), problem.bounds
    whole = {kin: solver.RowConstraint(n, n, "") for kin, n in problem.kin.items()}
    carried, over_mean = {}, {}
    for team in problem.teams:
        carried[team] = solver.RowConstraint(bounds.lowest, bounds.highest, "")
        over_mean[team] = solver.RowConstraint(-solver.infinity(), bounds.mean, "")
        over = solver.NumVar(0, solver.infinity(), "")
        over_mean[team].SetCoefficient(over, -1)
        goal.SetCoefficient(over, problem.prices.load)
    variables = {}
    for kin, team in pairs:
        variable = variables[kin, team] = solver.NumVar(0, solver.infinity(), "")
        whole[kin].SetCoefficient(variable, 1)
        carried[team].SetCoefficient(variable, kin.weight)
        over_mean[team].SetCoefficient(variable, kin.weight)
        goal.SetCoefficient(variable, problem.cost(kin, team))
    goal.SetMinimization()
    if solver.Solve() != pywraplp.Solver.OPTIMAL:
        raise NoPlanError
    return Relaxed(
        {pair: variable.solution_value() for pair, variable in variables.items()},
        {pair: variable.reduced_cost() for pair, variable in variables.items()},
        ceil(goal.Value() - 1e-4),
    )


def _settled(problem: Problem, pairs: list, hint: Mapping) -> tuple[Counts, int]:
    """The cheapest whole numbers of these pairs, and the bound CP-SAT proves for them."""
    model, of_kin = cp_model.CpModel(), defaultdict(list)
    variables = {}
    for kin, team in pairs:
        variable = variables[kin, team] = model.new_int_var(0, problem.kin[kin], "")
        of_kin[kin].append(variable)
        if (kin, team) in hint:
            model.add_hint(variable, round(hint[kin, team]))
    for kin, count in problem.kin.items():
        model.add(sum(of_kin[kin]) == count)
    goal = [problem.cost(*pair) * variable for pair, variable in variables.items()]
    goal += [problem.prices.load * over for over in _overs(problem, model, variables)]
    model.minimize(sum(goal))
    solver = _solver()
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise NoPlanError
    counts = {pair: solver.value(variable) for pair, variable in variables.items()}
    return counts, ceil(solver.best_objective_bound - 1e-6)


def _overs(problem: Problem, model: cp_model.CpModel, variables: Mapping):
    """Hold each team's load within the bounds; yield what it carries over the mean."""
    bounds = problem.bounds
    parts = defaultdict(list)
    for (kin, team), variable in variables.items():
        parts[team].append(kin.weight * variable)
    for team in problem.teams:
        carried = model.new_int_var(bounds.lowest, bounds.highest, "")
        model.add(sum(parts[team]) == carried)
        over = model.new_int_var(0, max(0, bounds.highest - bounds.mean), "")
        model.add(over >= carried - bounds.mean)
        yield over


def _solver() -> cp_model.CpSolver:
    """One worker and one seed: the same situation gives the same plan."""
    solver = cp_model.CpSolver()
    solver.parameters.max_deterministic_time = EFFORT
    solver.parameters.max_time_in_seconds = SECONDS
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    return solver


def _handed_out(problem: Problem, counts: Counts) -> dict[int, int]:
    """Give each enterprise of a kin one of the kin's places, in the order of their keys."""
    waiting: dict[Kin, list[int]] = {kin: [] for kin in problem.kin}
    for firm in sorted(problem.firms, reverse=True):
        waiting[problem.firms[firm]].append(firm)
    plan = {}
    for (kin, team), count in counts.items():
        for _place in range(count):
            plan[waiting[kin].pop()] = team.key
    return plan


def _no_dearer_than_staying(problem: Problem, plan: dict[int, int]) -> dict[int, int]:
    """Where everything may stay as it is, and that costs no more, it stays."""
    staying = {firm: kin.before for firm, kin in problem.firms.items()}
    is_possible = all(team in problem.team_of for team in staying.values())
    if is_possible and problem.keeps_rules(staying):
        return min(staying, plan, key=problem.total)
    return plan
