"""A plan from the wish for it to its approval; until then nothing in the district changes.

It is worked out by a worker (``plan_work``), which alone loads the solver.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotNow, NotSo
from core.jobs import hint
from organizations.models import Organization
from visits.models import IndustryDepartment, PlanRow, TeamPlan, VisitTeam
from visits.planning.problem import Problem
from visits.planning.reasons import Reasons, change_of
from visits.selectors.planning import plan_loads, problem_of

MANAGE = "visits.plan_manage"
RUN_TASK = "visits.tasks.plan_run"


def plan_propose(
    *,
    actor,
    name: str,
    takes_effect_on: date,
    towns: Iterable[Organization] = (),
    evenness: int = 20,
    is_town_strict: bool = False,
) -> TeamPlan:
    """Have a plan worked out; NotSo at once for a day that is past."""
    require(actor, MANAGE)
    if takes_effect_on < timezone.localdate():
        fault = _("This day is past. A plan takes effect today or later.")
        raise NotSo(fault, fields={"takes_effect_on": fault})
    with transaction.atomic():
        plan = TeamPlan.objects.create(
            created_by=actor,
            name=name,
            takes_effect_on=takes_effect_on,
            evenness=evenness,
            is_town_strict=is_town_strict,
            progress_total=100,
        )
        plan.towns.set(towns)
        record(actor=actor, subject=plan, action="plan_propose")
        hint(RUN_TASK, plan.pk)
    return plan


def plan_row_of(
    plan: TeamPlan, problem: Problem, reasons: Reasons, firm: int, team: int
) -> PlanRow:
    kin = problem.firms[firm]
    return PlanRow(
        plan=plan,
        enterprise_id=firm,
        team_id=team,
        before_id=kin.before,
        weight=kin.weight,
        cost=problem.cost(kin, problem.team_of[team]),
        reasons=[reason.as_json() for reason in reasons.of(kin, team)],
        is_moved=kin.before is not None and kin.before != team,
    )


def plan_row_move(*, actor, row: PlanRow, team: VisitTeam) -> int:
    """Give an enterprise of an open plan to another team; returns the change of the plan's cost."""
    require(actor, MANAGE, row.plan)
    with transaction.atomic():
        plan = TeamPlan.objects.select_for_update().get(pk=row.plan_id)
        row = plan.rows.select_for_update().get(pk=row.pk)
        if not plan.is_open:
            raise NotNow(_("This plan is not open any more. Please reload."))
        problem = problem_of(plan=plan, enterprises=[row.enterprise_id])
        kin = problem.firms.get(row.enterprise_id)
        if kin is None or row.team_id not in problem.team_of or team.pk not in problem.team_of:
            raise NotSo(_("This enterprise or team is no longer active. Propose the plan again."))
        before = row.team
        change = _moved(plan, row, problem, team.pk)
        record(
            actor=actor,
            subject=plan,
            action="plan_adjust",
            enterprise=str(row.enterprise),
            team=[str(before), str(team)],
            cost=change,
        )
    return change


def _moved(plan: TeamPlan, row: PlanRow, problem: Problem, team: int) -> int:
    """Write the row anew for the other team, and the plan's cost and split with it."""
    kin = problem.firms[row.enterprise_id]
    here, there = problem.team_of[row.team_id], problem.team_of[team]
    loads = {part.team.pk: part.load for part in plan_loads(plan=plan)}
    change = change_of(problem, loads, kin, here, there)
    split = {wish: list(pair) for wish, pair in plan.by_wish.items()}
    for costs, sign in ((problem.costs(kin, here), -1), (problem.costs(kin, there), 1)):
        for wish, cost in costs.items():
            split[wish][0] += sign * cost
            split[wish][1] += sign
    after = loads | {
        here.key: loads[here.key] - kin.weight,
        there.key: loads[there.key] + kin.weight,
    }
    if here == there:
        after = loads
    split["load"] = [
        sum(map(problem.load_cost, after.values())),
        sum(problem.load_cost(load) > 0 for load in after.values()),
    ]
    fresh = plan_row_of(plan, problem, Reasons(problem, after), row.enterprise_id, team)
    fresh.pk, fresh.is_adjusted = row.pk, True
    fresh.save(force_update=True)
    plan.cost, plan.by_wish = plan.cost + change, split
    plan.save(update_fields=["cost", "by_wish"])
    return change


def industry_department_add(*, actor, code: str, department: Organization) -> IndustryDepartment:
    """Say that a department fits an industry; saying it again changes nothing."""
    require(actor, MANAGE)
    with transaction.atomic():
        fits, is_new = IndustryDepartment.objects.get_or_create(code=code, department=department)
        if is_new:
            record(actor=actor, subject=fits, action="industry_department_add")
    return fits


def industry_department_remove(*, actor, fits: IndustryDepartment) -> None:
    require(actor, MANAGE)
    with transaction.atomic():
        record(actor=actor, subject=fits, action="industry_department_remove")
        fits.delete()
