"""Visits that are planned: by the teams for these two weeks, one joined, one over the cap, one kept."""

import uuid
from datetime import time, timedelta
from random import Random

from calendars.counting import local_date
from demo.story.tale import Life, Tale
from demo.world import World
from enterprises.models import Enterprise
from visits.models import PlannedVisit, TeamEnterprise, Visit, VisitTeam
from visits.services import visit_log
from visits.services.arrivals import planned_check_in
from visits.services.planned import planned_add, planned_join

AIMS = (
    "了解订单和用工情况",
    "送政策上门：技改补贴申报",
    "回应上次走访提出的物流问题",
    "新项目开工前对接",
    "了解融资需求",
    "节前慰问并了解节后用工",
)
TIMES = (time(9, 0), time(9, 30), None, time(14, 0), time(15, 30))
AHEAD = (-2, -1, 0, 0, 1, 1, 2, 3, 4, 5, 6, 8)
"""Working days from the end of the story on which the teams in turn go somewhere."""


def planned_visits(tale: Tale, world: World) -> Life:
    """Planned a week before the end of the story; what lies before the end was kept."""
    calendar, today, rng = tale.calendar, local_date(tale.until), Random(7)
    yield calendar.working_day(today, -30).opens_at + timedelta(minutes=70)
    capped = firms_of(world.teams[0])[3]
    inspector = next(iter(world.inspectors.values()))
    _inspect(inspector, capped, "春季安全生产检查，现场管理总体规范。", rng)
    yield calendar.working_day(today, -12).opens_at + timedelta(minutes=95)
    _inspect(inspector, capped, "消防专项检查，疏散通道畅通。", rng)
    yield calendar.working_day(today, -6).opens_at + timedelta(minutes=55)
    plans = [_plan(tale, world, place) for place in range(len(AHEAD))]
    _join(plans)
    _ask(tale, inspector, capped)
    for planned in [one for one in plans if one.planned_on < today]:
        yield calendar.day(planned.planned_on).opens_at + timedelta(minutes=40)
        _kept(planned, rng)


def firms_of(team: VisitTeam) -> list[Enterprise]:
    served = TeamEnterprise.objects.filter(team=team).select_related("enterprise")
    firms = (row.enterprise for row in served.order_by("enterprise_id"))
    return [firm for firm in firms if firm.is_active]


def _plan(tale: Tale, world: World, place: int) -> PlannedVisit:
    """The teams in turn, the first one twice as often: somebody of it can log in."""
    team = world.teams[0 if place % 2 == 0 else place % len(world.teams)]
    members = sorted(team.members.order_by("id"), key=lambda one: one.username != "visitor")
    firms = firms_of(team)
    return planned_add(
        actor=members[0], enterprise=firms[place % len(firms)], team=team,
        planned_on=tale.calendar.working_day(local_date(tale.until), AHEAD[place]).date,
        planned_time=TIMES[place % len(TIMES)], purpose=Visit.Purpose.SERVICE,
        aim=AIMS[place % len(AIMS)],
        goers=[*members, team.town_head] if place % 3 == 0 else members,
    )  # fmt: skip


def _join(plans: list[PlannedVisit]) -> None:
    """The head of the department goes along with the team's next visit but two."""
    planned = next(one for one in plans[6:] if one.team.department_head_id != one.planned_by_id)
    planned_join(actor=planned.team.department_head, planned=planned)


def _ask(tale: Tale, inspector, firm: Enterprise) -> None:
    """A third inspection of the year, where two are the most; and one that nobody is to know of."""
    day = tale.calendar.working_day(local_date(tale.until), 3).date
    facts = {"actor": inspector, "purpose": Visit.Purpose.INSPECTION, "goers": [inspector]}
    planned_add(
        **facts, enterprise=firm, planned_on=day, aim="危险化学品储存专项检查",
        over_cap_reason="市里部署的危险化学品专项整治，须在月底前全覆盖。",
    )  # fmt: skip
    other = next(one for one in Enterprise.objects.filter(is_active=True).order_by("-id"))
    planned_add(
        **facts, enterprise=other, planned_on=day + timedelta(days=1), unannounced=True,
        aim="夜间值守情况抽查",
    )  # fmt: skip


def _inspect(inspector, firm: Enterprise, situation: str, rng: Random) -> None:
    visit_log(
        actor=inspector, enterprise=firm, submission_key=uuid.UUID(int=rng.getrandbits(128)),
        purpose=Visit.Purpose.INSPECTION, situation=situation, participants=[inspector],
    )  # fmt: skip


def _kept(planned: PlannedVisit, rng: Random) -> None:
    actor = planned.planned_by
    planned_check_in(actor=actor, planned=planned, way=PlannedVisit.Way.CODE)
    visit_log(
        actor=actor, enterprise=planned.enterprise, planned=planned,
        submission_key=uuid.UUID(int=rng.getrandbits(128)),
        situation="按计划走访，企业生产平稳，对政策较为了解，暂无新增诉求。",
        participants=list(planned.goers.order_by("id")),
    )  # fmt: skip
