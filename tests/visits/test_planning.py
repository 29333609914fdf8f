"""The planner by itself: the least cost, within the bounds, and a reason for every unmet wish."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visits.planning import solver
from visits.planning.feasibility import Rule, fault_of
from visits.planning.marks import marks_of
from visits.planning.problem import Bounds, Kin, Prices, Problem, Team, Wish
from visits.planning.reasons import Reasons, Why, change_of, split_by_wish
from visits.planning.sample import sample
from visits.planning.solver import NoPlanError, solve

pytestmark = pytest.mark.each_database


def problem_of(kin, teams, percent=50, **facts):
    weight = sum(one.weight for one in kin)
    bounds = Bounds.around(weight, len(teams), percent)
    return Problem(dict(enumerate(kin)), tuple(teams), bounds, **facts)


def best_by_trying(problem):
    """The least cost of all plans that keep the rules; None if none does."""
    firms = list(problem.firms)
    plans = (
        dict(zip(firms, chosen, strict=True))
        for chosen in product(problem.team_of, repeat=len(firms))
    )
    return min((problem.total(plan) for plan in plans if problem.keeps_rules(plan)), default=None)


def drawn_problem(seed, **facts):
    generated = sample(firms=6, teams=3, seed=seed, percent=40)
    return Problem(generated.firms, generated.teams, generated.bounds, **facts)


@pytest.mark.parametrize("is_strict", [False, True])
@pytest.mark.parametrize("seed", range(8))
def test_a_small_plan_costs_the_least_of_all(seed, is_strict):
    problem = drawn_problem(seed, is_town_strict=is_strict)
    best = best_by_trying(problem)
    if best is None:
        with pytest.raises(NoPlanError):
            solve(problem)
        return
    solution = solve(problem)
    assert (solution.cost, solution.bound, solution.gap) == (best, best, 0)


@pytest.mark.parametrize("seed", range(4))
def test_the_way_for_many_finds_the_same_on_few(seed, monkeypatch):
    problem = drawn_problem(seed)
    monkeypatch.setattr(solver, "SMALL", 0)
    solution = solve(problem)
    assert solution.bound <= best_by_trying(problem) <= solution.cost
    assert problem.keeps_rules(solution.plan)


kin_drawn = st.builds(
    Kin,
    town=st.sampled_from([0, 1, None]),
    departments=st.sampled_from([frozenset(), frozenset({1}), frozenset({1, 2})]),
    marks=st.integers(0, 3),
    before=st.sampled_from([None, 0, 1, 2, 99]),
)
TEAMS = (Team(0, 0, 1, 0.0), Team(1, 0, 2, 0.5), Team(2, 1, 3, 1.0))


@settings(max_examples=40, deadline=None)
@given(st.lists(kin_drawn, min_size=6, max_size=20))
def test_everybody_has_one_team_within_the_bounds_and_nothing_moves_the_second_time(kin):
    problem = problem_of(kin, TEAMS, percent=80)
    try:
        first = solve(problem)
    except NoPlanError:
        return
    assert set(first.plan) == set(problem.firms)
    assert problem.keeps_rules(first.plan)
    assert (
        first.bound
        <= first.cost
        == sum(cost for cost, _unmet in split_by_wish(problem, first.plan).values())
    )
    again = [
        Kin(one.town, one.departments, one.marks, first.plan[firm])
        for firm, one in problem.firms.items()
    ]
    second = solve(problem_of(again, TEAMS, percent=80))
    assert second.plan == first.plan


def test_many_are_planned_close_to_the_bound_the_same_at_each_run():
    problem = sample(firms=300, teams=15)
    one, two = solve(problem), solve(problem)
    assert one.plan == two.plan
    assert problem.keeps_rules(one.plan)
    assert one.gap < 0.01


@pytest.mark.parametrize(
    ("kin", "teams", "strict", "rule"),
    [
        ([Kin(0)], [], False, Rule.NO_TEAMS),
        ([], [Team(0, 0, 1)], False, Rule.NO_FIRMS),
        ([Kin(0), Kin(9)], [Team(0, 0, 1)], True, Rule.NO_TEAM_OF_TOWN),
        ([Kin(0)] * 9 + [Kin(1)], [Team(0, 0, 1), Team(1, 1, 1)], True, Rule.TOWN_TOO_MUCH),
        ([Kin(0)] * 4, [Team(0, 0, 1), Team(1, 1, 1)], True, Rule.TOWN_TOO_MUCH),
        ([Kin(0)] * 9 + [Kin(1)], [Team(0, 0, 1), Team(1, 1, 1)], False, None),
    ],
)
def test_the_rule_that_cannot_be_kept_is_named(kin, teams, strict, rule):
    bounds = Bounds.around(sum(one.weight for one in kin), max(1, len(teams)), 20)
    fault = fault_of(Problem(dict(enumerate(kin)), tuple(teams), bounds, is_town_strict=strict))
    assert (fault and fault.rule) == rule


def test_each_unmet_wish_costs_its_price():
    problem = problem_of([Kin(0)], TEAMS, prices=Prices(100, 6, 10, 8, 5))
    far = Kin(town=1, departments=frozenset({3}), marks=2, before=2)
    assert problem.costs(far, TEAMS[2]) == {Wish.RANK: 20}
    assert problem.costs(far, TEAMS[1]) == {
        Wish.TOWN: 100,
        Wish.INDUSTRY: 6,
        Wish.RANK: 10,
        Wish.MOVE: 8,
    }
    assert problem.costs(Kin(before=99), TEAMS[0]) == {}


def test_a_reason_says_nobody_full_or_dearer():
    kin = Kin(town=0, departments=frozenset({7}))
    problem = problem_of([kin] * 6, TEAMS, percent=50)
    reasons = Reasons(problem, {0: 2, 1: 2, 2: 2}).of(kin, 2)
    assert {(one.wish, one.why) for one in reasons} == {
        (Wish.TOWN, Why.DEARER),
        (Wish.INDUSTRY, Why.NOBODY),
    }
    full = Reasons(problem, {0: 3, 1: 3, 2: 0}).of(kin, 2)
    assert full[0].why == Why.FULL
    assert full[0].team in (0, 1)


def test_the_change_told_is_the_change_of_the_whole():
    problem = sample(firms=30, teams=4)
    plan = solve(problem).plan
    loads, before = problem.loads(plan), problem.total(plan)
    for firm, team in product(list(plan)[:8], problem.teams):
        change = change_of(problem, loads, problem.firms[firm], problem.team_of[plan[firm]], team)
        assert problem.total(plan | {firm: team.key}) - before == change


@pytest.mark.parametrize(
    ("scale", "tags", "code", "marks"),
    [
        ("small", [], "C34", 0),
        ("large", [], "C34", 1),
        ("large", ["专精特新"], "C26", 3),
        ("unknown", ["危化品"], "", 1),
        ("micro", ["外贸企业"], "D45", 1),
    ],
)
def test_large_specialised_and_hazardous_each_weigh(scale, tags, code, marks):
    assert marks_of(scale, set(tags), code) == marks


def test_a_red_risk_is_hazardous_and_a_key_enterprise_bears_a_mark():
    assert marks_of("small", set(), "C34", is_red=True) == 1
    assert marks_of("small", set(), "C34", is_key=True) == 1
    assert marks_of("large", set(), "C34", is_key=True) == 1
