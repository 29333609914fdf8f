"""How long a plan of a generated district takes, and how far it is from the bound."""

from django.core.management.base import BaseCommand

from visits.planning.problem import Wish
from visits.planning.reasons import split_by_wish
from visits.planning.sample import sample
from visits.planning.solver import solve


class Command(BaseCommand):
    help = "Plan a generated district of teams and enterprises; prints time, cost, bound and gap."

    def add_arguments(self, parser):
        parser.add_argument("--teams", type=int, default=60)
        parser.add_argument("--enterprises", type=int, default=5000)
        parser.add_argument("--evenness", type=int, default=20, help="percent around the mean load")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *, teams, enterprises, evenness, seed, **options):
        problem = sample(firms=enterprises, teams=teams, seed=seed, percent=evenness)
        solution = solve(problem)
        loads = problem.loads(solution.plan).values()
        self.stdout.write(f"{enterprises} enterprises of {len(problem.kin)} kin, {teams} teams")
        self.stdout.write(f"time    {solution.seconds:.1f} s")
        self.stdout.write(f"cost    {solution.cost}")
        self.stdout.write(f"bound   {solution.bound}")
        self.stdout.write(f"gap     {solution.gap:.4%}")
        self.stdout.write(f"loads   {min(loads)} to {max(loads)}, allowed {problem.bounds}")
        for wish, (cost, unmet) in split_by_wish(problem, solution.plan).items():
            self.stdout.write(f"{Wish(wish):8}{cost} for {unmet}")
