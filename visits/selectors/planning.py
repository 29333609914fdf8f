"""What the planner needs to know of the district, and what a plan shows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet, Sum

from enterprises.models import Enterprise
from organizations.models import Organization, Position
from visits.models import IndustryDepartment, PlanRow, TeamEnterprise, TeamPlan, VisitTeam
from visits.models.team import in_force_on
from visits.planning.marks import TAGS, marks_of
from visits.planning.problem import Bounds, Kin, Problem, Team
from visits.planning.reasons import change_of

FACTS = ("pk", "town_id", "industry_code", "scale", "risk", "is_key")


def plans_listed(*, user) -> QuerySet[TeamPlan]:
    return TeamPlan.objects.visible_to(user).select_related("created_by", "approved_by")


def problem_of(*, plan: TeamPlan, enterprises: Iterable[int] = ()) -> Problem:
    """The situation as it stands on the day the plan takes effect.

    With ``enterprises`` only these are looked at, between the bounds the plan already has.
    """
    firms = _firms(plan, enterprises)
    teams = _teams(plan.takes_effect_on)
    if plan.bounds:
        bounds = plan.limits
    else:
        weight = sum(kin.weight for kin in firms.values())
        bounds = Bounds.around(weight, max(1, len(teams)), plan.evenness)
    return Problem(firms, teams, bounds, is_town_strict=plan.is_town_strict)


def _firms(plan: TeamPlan, keys: Iterable[int]) -> dict[int, Kin]:
    rows = Enterprise.objects.filter(is_active=True, kind=Enterprise.Kind.ENTERPRISE)
    towns = list(plan.towns.values_list("pk", flat=True))
    if towns:
        rows = rows.filter(town__in=towns)
    if keys:
        rows = rows.filter(pk__in=keys)
    before, fits, tagged = teams_before(day=plan.takes_effect_on), _fitting(), _tagged(keys)
    found = {}
    for pk, town, code, scale, risk, is_key in rows.order_by("pk").values_list(*FACTS):
        is_red = risk == Enterprise.Risk.RED
        marks = marks_of(scale, tagged[pk], code, is_red=is_red, is_key=is_key)
        found[pk] = Kin(town, fits(code), marks, before.get(pk))
    return found


def _tagged(keys: Iterable[int]) -> dict[int, set[str]]:
    """Enterprise → those of its tags that count."""
    rows = Enterprise.tags.through.objects.filter(tag__name__in=TAGS)
    if keys:
        rows = rows.filter(enterprise__in=keys)
    found = defaultdict(set)
    for enterprise, name in rows.values_list("enterprise_id", "tag__name"):
        found[enterprise].add(name)
    return found


def teams_before(*, day: date) -> dict[int, int]:
    """Enterprise → the team that serves it up to a day, or already named for that day."""
    rows = TeamEnterprise.objects.filter(
        in_force_on(day) | in_force_on(day - timedelta(days=1))
    ).order_by("since_on")
    return dict(rows.values_list("enterprise_id", "team_id"))


def _fitting():
    """A look-up: industry code → the departments that fit, by the more specific of its codes."""
    found = defaultdict(set)
    for code, department in IndustryDepartment.objects.values_list("code", "department_id"):
        found[code].add(department)
    known = {code: frozenset(departments) for code, departments in found.items()}
    nothing = frozenset()
    return lambda code: known.get(code[:3]) or known.get(code[:1]) or nothing


def _teams(day: date) -> tuple[Team, ...]:
    teams = VisitTeam.objects.filter(in_force_on(day)).order_by("name_key", "pk")
    rows = list(teams.values_list("pk", "town_id", "department_id", "district_leader_id"))
    rank = _ranks({leader for *_team, leader in rows})
    return tuple(Team(pk, town, department, rank[leader]) for pk, town, department, leader in rows)


def _ranks(leaders: set[int]) -> dict[int, float]:
    """Leader → rank, 0 the highest and 1 the lowest; principal leaders first, then by the posts' order."""
    posts = Position.objects.filter(
        holder__in=leaders, kind__in=(Position.Kind.PRINCIPAL, Position.Kind.LEADER)
    )
    standing = {}
    for holder, kind, order, pk in posts.values_list("holder", "kind", "order", "pk"):
        place = (kind != Position.Kind.PRINCIPAL, order, pk)
        standing[holder] = min(standing.get(holder, place), place)
    in_order = sorted(standing, key=standing.get)
    lowest = max(1, len(in_order) - 1)
    places = {leader: place / lowest for place, leader in enumerate(in_order)}
    return {leader: places.get(leader, 1.0) for leader in leaders}


@dataclass(frozen=True)
class Load:
    """What a team would serve by the plan."""

    team: VisitTeam
    count: int
    load: int
    moved: int


def plan_loads(*, plan: TeamPlan) -> list[Load]:
    """Each team's part of the plan, in the order of the teams; one with nothing to do too."""
    counted = plan.rows.order_by().values("team").annotate(
        number=Count("pk"), load=Sum("weight"), moved=Count("pk", filter=Q(is_moved=True))
    )  # fmt: skip
    by_team = {row["team"]: (row["number"], row["load"], row["moved"]) for row in counted}
    day = in_force_on(plan.takes_effect_on)
    teams = VisitTeam.objects.filter(day | Q(pk__in=by_team)).order_by("name_key", "pk")
    teams = teams.select_related("district_leader", "department", "town")
    return [Load(team, *by_team.get(team.pk, (0, 0, 0))) for team in teams]


def plan_rows(*, plan: TeamPlan, show: str = "") -> QuerySet[PlanRow]:
    """The rows of a plan, the dearest first; ``show`` one of moved, unmet, adjusted."""
    kinds = {"moved": Q(is_moved=True), "unmet": ~Q(reasons=[]), "adjusted": Q(is_adjusted=True)}
    rows = plan.rows.filter(kinds.get(show, Q()))
    return rows.select_related("enterprise__town", "team", "before").defer(
        "enterprise__search", "enterprise__scope"
    )


def row_counts(*, plan: TeamPlan) -> list[int]:
    """How many rows there are in all, and moved, unmet and adjusted; one query."""
    counted = plan.rows.order_by().aggregate(
        all=Count("pk"),
        moved=Count("pk", filter=Q(is_moved=True)),
        unmet=Count("pk", filter=~Q(reasons=[])),
        adjusted=Count("pk", filter=Q(is_adjusted=True)),
    )
    return list(counted.values())


@dataclass(frozen=True)
class Choice:
    """A team that might serve an enterprise of the plan, and what that would change."""

    team: VisitTeam
    is_present: bool
    change: int
    load: int
    is_full: bool
    unmet: list[str]
    told: list = field(default_factory=list)


def row_choices(*, row: PlanRow) -> list[Choice]:
    """Every team for one enterprise, with the change of the plan's cost, the cheapest first."""
    plan = row.plan
    problem = problem_of(plan=plan, enterprises=[row.enterprise_id])
    kin = problem.firms.get(row.enterprise_id)
    present = problem.team_of.get(row.team_id)
    if kin is None or present is None:
        return []
    parts = {part.team.pk: part for part in plan_loads(plan=plan)}
    loads = {key: part.load for key, part in parts.items()}
    found = []
    for team in problem.teams:
        load = loads[team.key] + (kin.weight if team != present else 0)
        found.append(
            Choice(
                team=parts[team.key].team,
                is_present=team == present,
                change=change_of(problem, loads, kin, present, team),
                load=load,
                is_full=load > problem.bounds.highest,
                unmet=[str(wish) for wish in problem.costs(kin, team)],
            )
        )
    return sorted(found, key=lambda choice: (not choice.is_present, choice.change))


def departments_of_industries() -> QuerySet[IndustryDepartment]:
    return IndustryDepartment.objects.select_related("department").order_by(
        "code", F("department__order")
    )


def towns_named(keys: Iterable[int]) -> dict[int, str]:
    return {town.pk: str(town) for town in Organization.objects.filter(pk__in=keys)}
