"""Works a plan out and writes its rows."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import NotSo
from core.jobs import job_run, keep
from visits.models import PlanRow, TeamPlan
from visits.planning.feasibility import Fault, Rule, fault_of
from visits.planning.problem import Problem
from visits.planning.reasons import Reasons, split_by_wish
from visits.planning.solver import NoPlanError, solve
from visits.selectors.planning import problem_of, towns_named
from visits.services.planning import plan_row_of

BATCH = 500
State = TeamPlan.State

UNFINISHED = gettext_lazy(
    "The plan could not be worked out. Nothing was changed; please propose it again."
)


def plan_run(*, pk: int) -> None:
    """Work a waiting plan out."""
    job_run(TeamPlan, pk, _work_out, unfinished=UNFINISHED)


def _work_out(plan: TeamPlan) -> None:
    problem = problem_of(plan=plan)
    fault = fault_of(problem)
    if fault:
        raise NotSo(_sentence(fault))
    try:
        solution = solve(problem, told=lambda percent: keep(plan, progress_done=percent))
    except NoPlanError:
        raise NotSo(
            _("No division keeps every team within %(percent)d %% of the mean load. Allow more.")
            % {"percent": plan.evenness}
        ) from None
    with transaction.atomic():
        _rows_write(plan, problem, solution.plan)
        keep(
            plan,
            state=State.DONE,
            progress_done=100,
            bounds=problem.bounds.as_json(),
            by_wish=split_by_wish(problem, solution.plan),
            cost=solution.cost,
            bound=solution.bound,
            seconds=round(solution.seconds, 1),
        )


def _sentence(fault: Fault) -> str:
    """Which rule cannot be kept, and what to do about it."""
    facts = {
        "town": towns_named([fault.town]).get(fault.town, ""),
        "weight": fault.weight,
        "teams": fault.teams,
        "limit": fault.limit,
    }
    sentences = {
        Rule.NO_TEAMS: _("No team is at work on that day. Make the teams first."),
        Rule.NO_FIRMS: _("No active enterprise lies in this scope. Choose other towns."),
        Rule.NO_TEAM_OF_TOWN: _(
            "%(town)s has no team, and town heads are to serve their own town only. Make a team"
            " there, or let other towns help out."
        ),
        Rule.TOWN_TOO_MUCH: _(
            "The enterprises of %(town)s weigh %(weight)d, but its %(teams)d teams may carry"
            " %(limit)d each. Allow more unevenness, make a team there, or let other towns help out."
        ),
        Rule.TOWN_TOO_LITTLE: _(
            "The enterprises of %(town)s weigh only %(weight)d, but its %(teams)d teams must carry"
            " %(limit)d each. Allow more unevenness, or let them help other towns."
        ),
    }
    return sentences[fault.rule] % facts


def _rows_write(plan: TeamPlan, problem: Problem, found: dict[int, int]) -> None:
    """The rows of the plan; those of an attempt that broke off give way."""
    plan.rows.all().delete()
    reasons = Reasons(problem, problem.loads(found))
    PlanRow.objects.bulk_create(
        (plan_row_of(plan, problem, reasons, firm, team) for firm, team in sorted(found.items())),
        batch_size=BATCH,
    )
