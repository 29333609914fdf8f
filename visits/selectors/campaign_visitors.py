"""Coverage of the visitors: of the people of a campaign's teams, who has gone and who has not."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from core.natural import natural_key
from organizations.models import User
from visits.models import Campaign, Visit, VisitTeam
from visits.models.team import HEADS
from visits.selectors.campaign_progress import campaign_visits
from visits.selectors.campaigns import targets_with_team

SEATS = {
    "district_leader": _("district leader"),
    "department_head": _("department head"),
    "town_head": _("town or park head"),
    "member": _("officials who go along"),
    "other": _("others who took part"),
}
"""In the order in which they are named: leaders go first."""
_ORDER = {seat: place for place, seat in enumerate(SEATS)}


@dataclass
class Visitor:
    """A person, their highest seat in the campaign's teams, and where they have been."""

    person: User
    seat: str
    teams: list[VisitTeam] = field(default_factory=list)
    visits: int = 0
    last_at: datetime | None = None

    @property
    def has_gone(self) -> bool:
        return self.visits > 0

    @property
    def seat_label(self):
        return SEATS[self.seat]


@dataclass(frozen=True)
class SeatShare:
    """Of the people in one kind of seat, how many have gone."""

    seat: str
    label: object
    people: int
    gone: int


def campaign_visitors(*, campaign: Campaign, user) -> list[Visitor]:
    """Everybody in the teams that serve the targets, and who else took part; leaders first."""
    visitors = _of_the_teams(campaign, user)
    gone = _visits_by_person(campaign, user)
    others = [pk for pk in gone if pk not in visitors]
    for person in User.objects.filter(pk__in=others):
        visitors[person.pk] = Visitor(person, "other")
    for pk, visits in gone.items():
        visitors[pk].visits = len(visits)
        visitors[pk].last_at = max(visits.values())
    return sorted(visitors.values(), key=_leaders_first)


def _leaders_first(one: Visitor) -> tuple:
    team = natural_key(one.teams[0].name) if one.teams else ""
    return _ORDER[one.seat], team, one.person.pk


def _of_the_teams(campaign: Campaign, user) -> dict[int, Visitor]:
    targets = targets_with_team(campaign=campaign, user=user).exclude(team_now=None)
    keys = targets.order_by().values_list("team_now", flat=True).distinct()
    teams = VisitTeam.objects.filter(pk__in=list(keys)).select_related(*HEADS)
    found: dict[int, Visitor] = {}
    for team in teams.prefetch_related("members"):
        seats = [(head, getattr(team, head)) for head in HEADS]
        for seat, person in [*seats, *(("member", one) for one in team.members.all())]:
            visitor = found.setdefault(person.pk, Visitor(person, seat))
            visitor.seat = min(visitor.seat, seat, key=_ORDER.__getitem__)
            if team not in visitor.teams:
                visitor.teams.append(team)
    return found


def _visits_by_person(campaign: Campaign, user) -> dict[int, dict[int, datetime]]:
    """Person → the visits they logged or took part in, with when each was."""
    visits = campaign_visits(campaign=campaign, user=user)
    went = Visit.participants.through.objects.filter(visit__in=visits.order_by().values("pk"))
    pairs = [
        *visits.order_by().values_list("logged_by", "pk", "visited_at"),
        *went.values_list("user", "visit", "visit__visited_at"),
    ]
    found: dict[int, dict[int, datetime]] = defaultdict(dict)
    for person, visit, at in pairs:
        found[person][visit] = at
    return found


def seats_counted(visitors: Iterable[Visitor]) -> list[SeatShare]:
    """For each kind of seat in the teams, how many people there are and how many have gone."""
    people = list(visitors)
    shares = []
    for seat, label in SEATS.items():
        here = [one for one in people if one.seat == seat]
        if here:
            shares.append(SeatShare(seat, label, len(here), sum(one.has_gone for one in here)))
    return shares
