"""A generated situation of any size, the same at every run: for measuring."""

import random

from visits.planning.problem import Bounds, Kin, Problem, Team

TOWNS, DEPARTMENTS, TRADES = 12, 30, 20


def sample(*, firms: int, teams: int, seed: int = 1, percent: int = 20) -> Problem:
    """Uneven towns, three departments to a trade, a quarter of key enterprises.

    Nine in ten have a team already, and every tenth of those one that was drawn from all.
    """
    rng = random.Random(seed)
    towns = min(TOWNS, teams)
    fits = [frozenset(rng.sample(range(DEPARTMENTS), 3)) for _trade in range(TRADES)]
    made = tuple(
        Team(key, key % towns, rng.randrange(DEPARTMENTS), (key * 7 % teams) / max(1, teams - 1))
        for key in range(teams)
    )
    shares = [rng.uniform(0.7, 1.3) for _town in range(towns)]
    found = {
        key: _kin(rng, rng.choices(range(towns), shares)[0], made, fits) for key in range(firms)
    }
    weight = sum(kin.weight for kin in found.values())
    return Problem(found, made, Bounds.around(weight, teams, percent))


def _kin(rng, town: int, teams: tuple[Team, ...], fits: list[frozenset[int]]) -> Kin:
    own = [team.key for team in teams if team.town == town]
    before = None
    if rng.random() < 0.9:
        before = rng.choice(own) if rng.random() < 0.9 else rng.randrange(len(teams))
    marks = rng.choices((0, 1, 2, 3), (75, 18, 5, 2))[0]
    return Kin(town, rng.choice(fits), marks, before)
