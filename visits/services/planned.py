"""Planning a visit: with the burden guard before it, joined rather than doubled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotNow, NotSo, NotYou
from enterprises.models import Enterprise
from enterprises.services import enterprise_held
from organizations.models import User
from visits.access import PLAN, can_change_planned
from visits.models import PlannedGoer, PlannedVisit, Visit, VisitTeam
from visits.models.planned import shown_to
from visits.selectors.guard import Burden, burden_of
from visits.services.locks import planned_locked
from visits.services.over_cap import over_cap_ask
from visits.services.planned_words import planned_tell
from visits.services.units import unit_of
from visits.workflow import PlannedState

FARTHEST = timedelta(days=366)


@dataclass(frozen=True, kw_only=True)
class PlannedEntry:
    """A plan as it was entered; ``over_cap_reason`` is asked for over the cap only."""

    planned_on: date
    planned_time: time | None = None
    purpose: str = Visit.Purpose.SERVICE
    unannounced: bool = False
    aim: str = ""
    team: VisitTeam | None = None
    goers: Sequence[User] = ()
    over_cap_reason: str = ""


def planned_add(*, actor, enterprise: Enterprise, **facts) -> PlannedVisit:
    """Plan a visit; ``facts`` as PlannedEntry. Over the cap it waits for its approval."""
    enterprise = enterprise.kept
    require(actor, PLAN, enterprise)
    entry, at = PlannedEntry(**facts), timezone.now()
    _check(entry, enterprise)
    with transaction.atomic():
        enterprise = _counted_alone(actor, enterprise)
        burden = _burden(actor, enterprise, entry)
        _reason_check(entry, burden)
        planned = PlannedVisit.objects.create(
            enterprise=enterprise,
            unit_id=unit_of(actor, enterprise),
            planned_by=actor,
            created_at=at,
            day_set_at=at,
            state=PlannedState.ASKED if burden.is_over else PlannedState.PLANNED,
            **_facts(entry),
        )
        _goers_set(planned, entry.goers)
        record(actor=actor, subject=planned, action="planned_add", purpose=planned.purpose)
        if burden.is_over:
            over_cap_ask(actor=actor, planned=planned, burden=burden, reason=entry.over_cap_reason)
    return planned


def _counted_alone(actor, enterprise: Enterprise) -> Enterprise:
    """The target that stays, locked, so that nobody else plans there while visits are counted."""
    standing = enterprise_held(enterprise)
    if standing != enterprise:
        require(actor, PLAN, standing)
    return Enterprise.objects.select_for_update(no_key=True).get(pk=standing.pk)


def planned_change(*, actor, planned: PlannedVisit, **facts) -> PlannedVisit:
    """Change what is planned; who goes along is told of another day or time."""
    _own(actor, planned)
    entry = PlannedEntry(**facts)
    _check(entry, planned.enterprise)
    with transaction.atomic():
        Enterprise.objects.select_for_update(no_key=True).get(pk=planned.enterprise_id)
        planned = planned_locked(planned, "change")
        before = (planned.planned_on, planned.planned_time)
        burden = _burden(actor, planned.enterprise, entry, besides=planned)
        asks = burden.is_over and _is_another_count(planned, entry)
        if asks:
            _reason_check(entry, burden)
        for name, value in _facts(entry).items():
            setattr(planned, name, value)
        has_moved = before != (planned.planned_on, planned.planned_time)
        if has_moved:
            planned.day_set_at = timezone.now()
        planned.state = PlannedState.ASKED if asks else planned.state
        planned.save()
        _goers_set(planned, entry.goers)
        days = [day.isoformat() for day in (before[0], planned.planned_on)]
        record(actor=actor, subject=planned, action="planned_change", planned_on=days)
        if asks:
            over_cap_ask(actor=actor, planned=planned, burden=burden, reason=entry.over_cap_reason)
        if has_moved:
            planned_tell(planned, "moved", besides=actor)
    return planned


def planned_join(*, actor, planned: PlannedVisit, people: Sequence[User] = ()) -> PlannedVisit:
    """Go along with another's plan, and let ``people`` go along: one visit instead of two."""
    require(actor, PLAN, planned.enterprise)
    _shown(actor, planned)
    with transaction.atomic():
        planned = planned_locked(planned, "join")
        if planned.planned_on < timezone.localdate():
            raise NotNow(_("That day is over. Plan a visit of your own."))
        there = {row.person_id for row in planned.rows.all()}
        if actor.pk in there:
            raise NotNow(_("You go along already."))
        at, unit = timezone.now(), unit_of(actor, planned.enterprise)
        joining = [one for one in dict.fromkeys([actor, *people]) if one.pk not in there]
        PlannedGoer.objects.bulk_create(
            PlannedGoer(planned=planned, person=one, unit_id=unit, joined_at=at) for one in joining
        )
        record(
            actor=actor,
            subject=planned,
            action="planned_join",
            people=[str(one) for one in joining],
        )
        planned_tell(planned, "joined", besides=actor, to=[planned.planned_by])
    return planned


def planned_withdraw(*, actor, planned: PlannedVisit) -> PlannedVisit:
    """Take the plan back; everybody else who would have gone is told."""
    _own(actor, planned)
    with transaction.atomic():
        planned = planned_locked(planned, "withdraw")
        planned.state = PlannedState.WITHDRAWN
        planned.save(update_fields=["state"])
        record(actor=actor, subject=planned, action="planned_withdraw")
        planned_tell(planned, "withdrawn", besides=actor)
    return planned


def _own(actor, planned: PlannedVisit) -> None:
    _shown(actor, planned)
    if not can_change_planned(actor, planned):
        raise NotYou(_("Only who planned it, or the visit office, may change it."))


def _shown(actor, planned: PlannedVisit) -> None:
    if not PlannedVisit.objects.filter(shown_to(actor), pk=planned.pk).exists():
        raise NotYou(_("You may not do this. Ask the visit office if you think you should."))


def _burden(
    actor, enterprise: Enterprise, entry: PlannedEntry, besides: PlannedVisit | None = None
) -> Burden:
    return burden_of(
        user=actor,
        enterprise=enterprise,
        purpose=entry.purpose,
        year=entry.planned_on.year,
        besides=besides,
    )


def _is_another_count(planned: PlannedVisit, entry: PlannedEntry) -> bool:
    """Whether the plan would count towards another year or purpose than it does now."""
    now = (planned.planned_on.year, planned.purpose)
    return now != (entry.planned_on.year, entry.purpose)


def _facts(entry: PlannedEntry) -> dict:
    return {
        "planned_on": entry.planned_on,
        "planned_time": entry.planned_time,
        "purpose": entry.purpose,
        "unannounced": entry.unannounced,
        "aim": entry.aim.strip(),
        "team": entry.team,
    }


def _goers_set(planned: PlannedVisit, goers: Sequence[User]) -> None:
    """Those who joined by themselves stay, whoever changes the plan."""
    rows = planned.rows.all()
    rows.filter(joined_at__isnull=True).exclude(person__in=goers).delete()
    there = set(rows.values_list("person", flat=True))
    new = [one for one in dict.fromkeys(goers) if one.pk not in there]
    PlannedGoer.objects.bulk_create(PlannedGoer(planned=planned, person=one) for one in new)


def _check(entry: PlannedEntry, enterprise: Enterprise) -> None:
    faults = dict(_faults(entry, enterprise))
    if faults:
        raise NotSo(_("Not saved yet; please look at what is marked."), fields=faults)


def _faults(entry: PlannedEntry, enterprise: Enterprise) -> Iterable[tuple[str, str]]:
    today = timezone.localdate()
    if entry.planned_on < today:
        yield "planned_on", _("This day is over. What was visited is logged, not planned.")
    elif entry.planned_on > today + FARTHEST:
        yield "planned_on", _("This is more than a year ahead. Please look at the year.")
    if entry.purpose not in Visit.Purpose.values:
        yield "purpose", _("Choose what the visit is for.")
    if not entry.aim.strip():
        yield "aim", _("Say in a few words what it is about.")
    if not entry.goers:
        yield "goers", _("Say who goes.")
    if not enterprise.is_active:
        yield "enterprise", _("This enterprise is no longer in the register. Choose another.")


def _reason_check(entry: PlannedEntry, burden: Burden) -> None:
    if burden.is_over and not entry.over_cap_reason.strip():
        told = _("Say why one more is needed: it is over the cap and needs an approval.")
        raise NotSo(
            _("Not saved yet; please look at what is marked."), fields={"over_cap_reason": told}
        )
