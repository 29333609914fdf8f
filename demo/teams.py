"""The 1+1+1 teams: every enterprise is served by one of them, and a plan proposes who next."""

from datetime import timedelta

from demo.world import World
from visits.models import IndustryDepartment, TeamEnterprise, VisitTeam
from visits.services import seat_hand_over
from visits.services.plan_work import plan_run
from visits.services.planning import plan_propose
from visits.services.seats import terms_keep

FITS = {
    "A": ("农业农村局",),
    "C": ("经信局", "科技局", "投促局"),
    "C26": ("应急局", "环境分局"),
    "D": ("发改局", "供电公司"),
    "E": ("住建局",),
    "F": ("商务局", "市监局"),
    "G": ("交通局", "邮政局"),
    "H": ("文旅局", "商务局"),
    "I": ("大数据局", "经信局"),
    "J": ("金融局",),
    "K": ("住建局", "资规分局"),
    "L": ("商务局", "市监局"),
    "M": ("科技局", "科协"),
    "N": ("环境分局", "水利局"),
    "P": ("教育局",),
    "Q": ("卫健局", "医保局"),
    "R": ("文旅局", "体育局"),
}
"""Industry → the departments that fit it."""


def teams_make(world: World, count: int) -> None:
    """Teams in turn over towns; team 1 has the people who can log in."""
    since = world.today - timedelta(days=365)
    departments = [unit for unit in world.departments() if world.posts[unit.pk].holder]
    departments.sort(key=lambda unit: unit.short_name != "人社局")
    leaders = sorted(world.leaders, key=lambda person: person.username != "leader")
    for place in range(count):
        department = departments[place % len(departments)]
        town = world.towns[place % len(world.towns)]
        team = VisitTeam.objects.create(
            name=f"第{place + 1}走访组",
            district_leader=leaders[place % len(leaders)],
            department=department,
            department_head=world.posts[department.pk].holder,
            town=town,
            town_head=world.posts[town.pk].holder,
            since_on=since,
        )
        visitors = world.visitors[town.pk]
        mine = visitors[(place // len(world.towns)) % len(visitors)]
        team.members.set([mine, *world.visitors[department.pk]])
        terms_keep(team)
        world.teams.append(team)
    _hand_over(world)
    _serve(world, since)
    IndustryDepartment.objects.bulk_create(
        IndustryDepartment(code=code, department=world.units[short])
        for code, shorts in FITS.items()
        for short in shorts
    )


def _hand_over(world: World) -> None:
    """In the second team another leader took over, four months ago."""
    seat_hand_over(
        actor=world.officers[0],
        team=world.teams[1],
        seat="district_leader",
        person=world.leaders[-1],
        since_on=world.today - timedelta(days=120),
    )
    world.teams[1].refresh_from_db()


def plan_make(world: World) -> None:
    """A plan for the coming weeks, worked out and waiting for its approval."""
    plan = plan_propose(
        actor=world.officers[0],
        name="下一阶段组团方案",
        takes_effect_on=world.today + timedelta(days=14),
    )
    plan_run(pk=plan.pk)


def _serve(world: World, since) -> None:
    rows = []
    for town in world.towns:
        teams = [team for team in world.teams if team.town_id == town.pk]
        rows += [
            TeamEnterprise(team=teams[place % len(teams)], enterprise=firm, since_on=since)
            for place, firm in enumerate(world.firms[town.pk])
        ]
    TeamEnterprise.objects.bulk_create(rows, batch_size=500)
