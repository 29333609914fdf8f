"""The wall of a campaign: towns, the teams in each, and what every team has done."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, Q

from core.natural import natural_key
from organizations.models import Organization
from visits.models import Campaign, VisitTeam
from visits.selectors.campaign_progress import Schedule, Share, campaign_visits
from visits.selectors.campaigns import targets_with_team


@dataclass
class TeamTile:
    """What one team has of a town, or what no team has."""

    team: VisitTeam | None
    share: Share


@dataclass
class TownRow:
    """A town with the teams that serve its targets."""

    town: Organization | None
    share: Share
    tiles: list[TeamTile] = field(default_factory=list)


def campaign_wall(*, campaign: Campaign, user) -> list[TownRow]:
    """Town by town, in natural order; what lies in no town last."""
    schedule = Schedule.of(campaign)
    counted = (
        targets_with_team(campaign=campaign, user=user)
        .order_by()
        .values_list("enterprise__town", "team_now")
        .annotate(targets=Count("pk"), visited=Count("pk", filter=Q(is_visited=True)))
    )
    lines = list(counted)
    visits = _visits_of_teams(campaign, user)
    towns = Organization.objects.in_bulk({town for town, *_rest in lines if town})
    teams = VisitTeam.objects.select_related("district_leader").in_bulk(
        {team for _town, team, *_rest in lines if team}
    )
    rows: dict[int | None, TownRow] = {}
    for town, team, targets, visited in lines:
        row = rows.setdefault(town, TownRow(towns.get(town), Share(schedule)))
        share = Share(schedule, targets, visited, visits[team, town])
        row.tiles.append(TeamTile(teams.get(team), share))
        row.share.targets += targets
        row.share.visited += visited
        row.share.visits += share.visits
    for row in rows.values():
        row.tiles.sort(key=lambda tile: (tile.team is None, natural_key(str(tile.team or ""))))
    return sorted(
        rows.values(), key=lambda row: (row.town is None, natural_key(str(row.town or "")))
    )


def _visits_of_teams(campaign: Campaign, user) -> Counter:
    visits = campaign_visits(campaign=campaign, user=user).order_by()
    counted = visits.values_list("team", "enterprise__town").annotate(number=Count("pk"))
    return Counter({(team, town): number for team, town, number in counted})


@dataclass
class TeamLine:
    """A team in the campaign: its targets, its visits, and whether these are as many as wanted."""

    team: VisitTeam
    share: Share
    wanted: int | None

    @property
    def has_enough(self) -> bool:
        return self.wanted is None or self.share.visits >= self.wanted


def campaign_teams(*, campaign: Campaign, wall: list[TownRow]) -> list[TeamLine]:
    """The teams of the wall, each once with all its towns."""
    lines: dict[int, TeamLine] = {}
    for tile in (tile for row in wall for tile in row.tiles if tile.team):
        line = lines.setdefault(
            tile.team.pk,
            TeamLine(tile.team, Share(tile.share.schedule), campaign.visits_per_team),
        )
        line.share.targets += tile.share.targets
        line.share.visited += tile.share.visited
        line.share.visits += tile.share.visits
    return sorted(lines.values(), key=lambda line: natural_key(line.team.name))
