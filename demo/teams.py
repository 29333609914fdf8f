"""The 1+1+1 teams: every enterprise is served by one of them."""

from datetime import timedelta

from demo.world import World
from visits.models import TeamEnterprise, VisitTeam
from visits.services.seats import terms_keep


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
    _serve(world, since)


def _serve(world: World, since) -> None:
    rows = []
    for town in world.towns:
        teams = [team for team in world.teams if team.town_id == town.pk]
        rows += [
            TeamEnterprise(team=teams[place % len(teams)], enterprise=firm, since_on=since)
            for place, firm in enumerate(world.firms[town.pk])
        ]
    TeamEnterprise.objects.bulk_create(rows, batch_size=500)
