"""Who visits whom: a team of three heads, and the enterprises it serves for a period."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotSo
from enterprises.models import Enterprise
from organizations.models import Organization, User
from visits.models import SeatTerm, TeamEnterprise, VisitTeam
from visits.models.team import HEADS
from visits.selectors import served_by
from visits.services.seats import terms_keep

MANAGE = "visits.team_manage"


@dataclass(frozen=True, kw_only=True)
class TeamEntry:
    """A team as it was entered."""

    name: str
    district_leader: User
    department_head: User
    department: Organization
    town_head: User
    town: Organization
    members: Iterable[User] = ()
    since_on: date
    until_on: date | None = None
    enterprises: Iterable[Enterprise] = ()


def team_save(*, actor, team: VisitTeam | None = None, **facts) -> VisitTeam:
    """Make a team or change one; ``facts`` as TeamEntry. NotSo names every field that is wrong.

    Heads that are not named stay; another one in a seat takes it today (``seat_hand_over`` says
    since when). Enterprises no longer named are served until yesterday; their past service stays on record.
    """
    require(actor, MANAGE)
    entry = TeamEntry(**{**_heads_of(team), **facts})
    with transaction.atomic():
        target = VisitTeam.objects.select_for_update().get(pk=team.pk) if team else VisitTeam()
        _check(entry, team)
        for name in (*HEADS, "name", "department", "town", "since_on", "until_on"):
            setattr(target, name, getattr(entry, name))
        target.save()
        terms_keep(target)
        target.members.set(entry.members)
        changes = _serve(target, entry)
        record(actor=actor, subject=target, action="team_change" if team else "team_add", **changes)
    return target


def _heads_of(team: VisitTeam | None) -> dict:
    return {name: getattr(team, name) for name in (*HEADS, "department", "town")} if team else {}


def _check(entry: TeamEntry, team: VisitTeam | None) -> None:
    faults = dict(_faults(entry, team))
    if faults:
        raise NotSo(_("Not saved yet; please look at what is marked."), fields=faults)


def _faults(entry: TeamEntry, team: VisitTeam | None) -> Iterable[tuple[str, str]]:
    seen: set[User] = set()
    for head in HEADS:
        person = getattr(entry, head)
        if person in seen:
            yield (
                head,
                _("%(name)s stands here twice. A team has three different heads.")
                % {"name": person},
            )
        seen.add(person)
    if entry.until_on and entry.until_on < entry.since_on:
        yield "until_on", _("The end lies before the beginning. Please change one of them.")
        return
    follower = _first_follower(team)
    if follower and entry.since_on >= follower.since_on:
        yield (
            "since_on",
            _("%(name)s took over a seat on %(day)s; the team began before that day.")
            % {"name": follower.person, "day": follower.since_on},
        )
    namesake = _namesake(entry, team)
    if namesake:
        yield "name", _("Another team has this name in that period. Please choose another name.")
    taken = list(_taken(entry, team)[:3])
    if taken:
        yield (
            "enterprises",
            _("Already served in that period: %(list)s. Take them off here, or there first.")
            % {"list": "; ".join(f"{row.enterprise} ({row.team})" for row in taken)},
        )


def _first_follower(team: VisitTeam | None) -> SeatTerm | None:
    """Who first took over a seat from somebody else."""
    if team is None:
        return None
    later = team.terms.filter(since_on__gt=team.since_on)
    return later.select_related("person").first()


def _namesake(entry: TeamEntry, team: VisitTeam | None) -> bool:
    others = VisitTeam.objects.filter(name=entry.name)
    if team:
        others = others.exclude(pk=team.pk)
    return any(_overlap(entry, other) for other in others)


def _overlap(entry: TeamEntry, other: VisitTeam) -> bool:
    starts_before_end = other.until_on is None or entry.since_on <= other.until_on
    return starts_before_end and (entry.until_on is None or other.since_on <= entry.until_on)


def _taken(entry: TeamEntry, team: VisitTeam | None):
    return served_by(
        enterprises=list(entry.enterprises),
        except_team=team,
        since_on=max(entry.since_on, timezone.localdate()),
        until_on=entry.until_on,
    )


def _serve(team: VisitTeam, entry: TeamEntry) -> dict:
    """Begin and end services so that they are those of the entry; returns what changed."""
    today = timezone.localdate()
    current = {
        row.enterprise_id: row
        for row in TeamEnterprise.objects.filter(team=team).exclude(until_on__lt=today)
    }
    wanted = {enterprise.pk for enterprise in entry.enterprises}
    ended = [row for pk, row in current.items() if pk not in wanted]
    for row in ended:
        _end(row, today)
    kept = TeamEnterprise.objects.filter(pk__in=[row.pk for row in current.values()])
    kept.exclude(until_on__lt=today).update(until_on=entry.until_on)
    begun = wanted - set(current)
    TeamEnterprise.objects.bulk_create(
        TeamEnterprise(
            team=team,
            enterprise_id=pk,
            since_on=max(entry.since_on, min(today, entry.until_on or today)),
            until_on=entry.until_on,
        )
        for pk in sorted(begun)
    )
    return {"begun": sorted(begun), "ended": [row.enterprise_id for row in ended]}


def _end(row: TeamEnterprise, today: date) -> None:
    """Served until yesterday; what began today or later never was."""
    if row.since_on >= today:
        row.delete()
        return
    row.until_on = today - timedelta(days=1)
    row.save(update_fields=["until_on"])
