"""The three seats of a team: who takes one from whom, and since when."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotSo
from organizations.models import Organization, User
from visits.models import SeatTerm, VisitTeam
from visits.models.team import HEADS

MANAGE = "visits.team_manage"
_KIND_OF = {
    SeatTerm.Seat.DEPARTMENT_HEAD: Organization.Kind.DEPARTMENT,
    SeatTerm.Seat.TOWN_HEAD: Organization.Kind.TOWN,
}


def seat_hand_over(
    *,
    actor,
    team: VisitTeam,
    seat: str,
    person: User,
    since_on: date,
    unit: Organization | None = None,
) -> VisitTeam:
    """Give a seat to somebody else from a day on; who held it before stays on record.

    ``unit`` is the department or town the new head speaks for; without it the seat's unit stays.
    On the very day the present term began it is a correction of that term.
    """
    require(actor, MANAGE)
    with transaction.atomic():
        team = VisitTeam.objects.select_for_update().get(pk=team.pk)
        last = team.terms.filter(seat=seat).select_related("person").last()
        faults = dict(_faults(team, last, person, since_on))
        if unit and unit.kind != _KIND_OF.get(seat):
            faults["unit"] = _("%(unit)s is not of the kind this seat speaks for.") % {"unit": unit}
        if faults:
            raise NotSo(_("Not saved yet; please look at what is marked."), fields=faults)
        setattr(team, seat, person)
        if unit:
            setattr(team, SeatTerm.UNIT_OF[seat], unit)
        team.save()
        _term_write(team, seat, last, since_on)
        record(
            actor=actor,
            subject=team,
            action="team_hand_over",
            seat=seat,
            person=[str(last.person), str(person)],
            since_on=since_on.isoformat(),
        )
    return team


def _faults(team, last: SeatTerm, person: User, since_on: date) -> Iterable[tuple[str, str]]:
    others = {getattr(team, name) for name in HEADS if name != last.seat}
    if person in others:
        yield "person", _("%(name)s has another seat of this team.") % {"name": person}
    if since_on > timezone.localdate():
        yield "since_on", _("This day lies in the future. Enter it on the day it takes effect.")
    elif since_on < last.since_on:
        yield (
            "since_on",
            _("%(name)s has held the seat since %(day)s. Choose that day or a later one.")
            % {"name": last.person, "day": last.since_on},
        )
    elif team.until_on and since_on > team.until_on:
        yield "since_on", _("The team's period ended on %(day)s.") % {"day": team.until_on}


def terms_keep(team: VisitTeam) -> None:
    """Let the terms say who holds the seats, after the team itself was written.

    The first of each seat begins with the team; somebody new takes a seat today.
    """
    for seat in HEADS:
        first, last = (getattr(team.terms.filter(seat=seat), end)() for end in ("first", "last"))
        if first and first.since_on != team.since_on:
            SeatTerm.objects.filter(pk=first.pk).update(since_on=team.since_on)
        since_on = max(team.since_on, timezone.localdate()) if last else team.since_on
        _term_write(team, seat, last, since_on)


def _term_write(team: VisitTeam, seat: str, last: SeatTerm | None, since_on: date) -> None:
    holds = {
        "person_id": getattr(team, f"{seat}_id"),
        "unit_id": getattr(team, f"{SeatTerm.UNIT_OF[seat]}_id", None)
        if seat in SeatTerm.UNIT_OF
        else None,
    }
    if last and holds == {name: getattr(last, name) for name in holds}:
        return
    SeatTerm.objects.update_or_create(team=team, seat=seat, since_on=since_on, defaults=holds)
