"""Which team serves which enterprise from a day on: many at once, all or nothing, with history."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotSo
from enterprises.models import Enterprise
from visits.models import TeamEnterprise, VisitTeam

MANAGE = "visits.team_manage"
BATCH = 500


class Moved(NamedTuple):
    """An enterprise that another team serves from now on; ``before`` is None for a first team."""

    enterprise_id: int
    before: int | None
    team: VisitTeam


def enterprises_assign(
    *, actor, team: VisitTeam, enterprises: Iterable[Enterprise], since_on: date
) -> list[Moved]:
    """Let the team serve all of these from a day on; whoever served one does so until the day before.

    Those it serves already stay as they are. NotSo names the field that is wrong.
    """
    require(actor, MANAGE)
    with transaction.atomic():
        team = VisitTeam.objects.select_for_update().get(pk=team.pk)
        period_check(team, since_on)
        moved = services_move({one.pk: team for one in enterprises}, since_on=since_on)
        record(
            actor=actor,
            subject=team,
            action="team_serve",
            since_on=since_on.isoformat(),
            begun=[one.enterprise_id for one in moved],
            taken_from=sorted({one.before for one in moved if one.before}),
        )
    return moved


def period_check(team: VisitTeam, since_on: date) -> None:
    """NotSo if the team cannot begin to serve on that day."""
    fault = ""
    if since_on < timezone.localdate():
        fault = _("This day is past. Who served whom until today stays on record as it was.")
    elif since_on < team.since_on:
        fault = _("“%(team)s” begins on %(day)s.") % {"team": team, "day": team.since_on}
    elif team.until_on and since_on > team.until_on:
        fault = _("“%(team)s” ended on %(day)s.") % {"team": team, "day": team.until_on}
    if fault:
        raise NotSo(fault, fields={"since_on": fault})


def services_move(team_of: Mapping[int, VisitTeam], *, since_on: date) -> list[Moved]:
    """End and begin services so that from ``since_on`` each enterprise has the team named for it.

    Runs in the caller's transaction, in a number of statements that does not grow with the rows.
    """
    before = _rows_from(team_of, since_on)
    kept = {pk for pk, rows in before.items() if _goes_on(rows, team_of[pk], since_on)}
    touched = [row for pk, rows in before.items() if pk not in kept for row in rows]
    not_begun = [row.pk for row in touched if row.since_on >= since_on]
    TeamEnterprise.objects.filter(pk__in=not_begun).delete()
    ended = [row.pk for row in touched if row.since_on < since_on]
    TeamEnterprise.objects.filter(pk__in=ended).update(until_on=since_on - timedelta(days=1))
    begun = [pk for pk in team_of if pk not in kept]
    TeamEnterprise.objects.bulk_create(
        (
            TeamEnterprise(
                team=team_of[pk],
                enterprise_id=pk,
                since_on=since_on,
                until_on=team_of[pk].until_on,
            )
            for pk in begun
        ),
        batch_size=BATCH,
    )
    return [Moved(pk, before[pk][0].team_id if pk in before else None, team_of[pk]) for pk in begun]


def _rows_from(enterprises: Iterable[int], since_on: date) -> dict[int, list[TeamEnterprise]]:
    """Enterprise → its services that reach into the time from ``since_on``, the earliest first."""
    not_over = Q(until_on__isnull=True) | Q(until_on__gte=since_on)
    rows = TeamEnterprise.objects.select_for_update().filter(not_over, enterprise__in=enterprises)
    found: dict[int, list[TeamEnterprise]] = {}
    for row in rows.order_by("since_on"):
        found.setdefault(row.enterprise_id, []).append(row)
    return found


def _goes_on(rows: list[TeamEnterprise], team: VisitTeam, since_on: date) -> bool:
    """Whether the team serves it already and will go on to its end."""
    only = rows[0] if len(rows) == 1 else None
    return bool(
        only
        and only.team_id == team.pk
        and only.since_on <= since_on
        and only.until_on == team.until_on
    )
