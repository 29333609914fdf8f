"""A campaign from its plan to its end: the scope is frozen when it begins."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.selectors import load_calendar
from core.access import require
from core.audit import record
from core.errors import NotSo
from enterprises.models import Segment
from enterprises.selectors.segments import segments_counted
from issues.models import CampaignMark
from visits.models import Campaign, CampaignFault, CampaignTarget
from visits.selectors.campaigns import scope_difference, scope_meant, targets_with_team
from visits.workflow import CAMPAIGN_WORKFLOW, CampaignState

MANAGE = "visits.campaign_manage"
LONGEST_DAYS = 366
BATCH = 1000


@dataclass(frozen=True, kw_only=True)
class CampaignEntry:
    """A campaign as it was entered; ``coverage_goal`` in percent, reached by ``coverage_by``."""

    name: str
    purpose: str = ""
    starts_on: date
    ends_on: date
    coverage_goal: int
    coverage_by: date | None = None
    visits_per_team: int | None = None


def campaign_save(
    *, actor, segments: Sequence[Segment], campaign: Campaign | None = None, **facts
) -> Campaign:
    """Prepare a campaign or change one; ``facts`` as CampaignEntry. NotSo names each wrong field."""
    require(actor, MANAGE, campaign)
    entry = CampaignEntry(**facts)
    _check(actor, entry, segments)
    try:
        with transaction.atomic():
            return _kept(actor, campaign, entry, segments)
    except IntegrityError as error:
        taken = _("There is a campaign of this name already. Please choose another name.")
        raise NotSo(taken, fields={"name": taken}) from error


def _check(actor, entry: CampaignEntry, segments: Sequence[Segment]) -> None:
    faults = {}
    if not entry.name.strip():
        faults["name"] = _("Give the campaign a name.")
    if entry.ends_on < entry.starts_on:
        faults["ends_on"] = _("The last day lies before the first. Swap them.")
    elif (entry.ends_on - entry.starts_on).days >= LONGEST_DAYS:
        faults["ends_on"] = _("A campaign lasts a year at most. Please look at the year.")
    elif sentence := _calendar_fault(entry.ends_on) or _calendar_fault(entry.starts_on):
        faults["ends_on"] = sentence
    elif entry.coverage_by and not entry.starts_on <= entry.coverage_by <= entry.ends_on:
        faults["coverage_by"] = _("This day lies outside the campaign.")
    if sentence := _segment_fault(actor, segments):
        faults["segments"] = sentence
    if faults:
        raise NotSo(_("Not saved yet; please look at what is marked."), fields=faults)


def _calendar_fault(day: date) -> str:
    try:
        load_calendar().day(day)
    except NotSo as refusal:
        return str(refusal.message)
    return ""


def _segment_fault(actor, segments: Sequence[Segment]) -> str:
    if not segments:
        return _("Choose at least one segment: whom the campaign is for.")
    empty = [one.name for one in segments_counted(user=actor, segments=segments) if not one.number]
    if not empty:
        return ""
    told = _(
        "No enterprise is in “%(names)s” now. Choose another segment, or change its conditions first."
    )
    return told % {"names": "”、“".join(empty)}


def _kept(actor, campaign: Campaign | None, entry: CampaignEntry, segments) -> Campaign:
    name = " ".join(entry.name.split())
    if campaign is None:
        target = Campaign(created_by=actor, mark=CampaignMark.objects.create(name=name))
    else:
        target = campaign_locked(campaign, "change")
        _check_visits(target, entry)
        CampaignMark.objects.filter(pk=target.mark_id).update(name=name)
    changes = _written(target, entry, name)
    target.save()
    before = set(target.scope.values_list("segment", flat=True))
    after = {segment.pk for segment in segments}
    target.scope.exclude(segment__in=after).delete()
    for segment in segments:
        if segment.pk not in before:
            target.scope.create(segment=segment)
    action = "campaign_change" if campaign else "campaign_add"
    names = [segment.name for segment in segments]
    record(actor=actor, subject=target, action=action, segments=names, **changes)
    return target


def _check_visits(campaign: Campaign, entry: CampaignEntry) -> None:
    """Its days still hold every visit that was made for it."""
    within = campaign.visits.filter(visited_at__date__range=(entry.starts_on, entry.ends_on))
    left_out = campaign.visits.count() - within.count()
    if left_out:
        told = _("%(number)d visits of the campaign were made on days outside. Widen the period.")
        told %= {"number": left_out}
        raise NotSo(told, fields={"ends_on": told})


def _written(target: Campaign, entry: CampaignEntry, name: str) -> dict:
    """Put what was entered into the campaign; returns what that changed, for the trail."""
    given = {field.name: getattr(entry, field.name) for field in fields(entry)}
    given |= {"name": name, "purpose": entry.purpose.strip()}
    given["coverage_by"] = entry.coverage_by or entry.ends_on
    is_new, changes = target.pk is None, {}
    for field, value in given.items():
        old = getattr(target, field)
        if is_new or old != value:
            changes[field] = [None if is_new else _plain(old), _plain(value)]
        setattr(target, field, value)
    return changes


def _plain(value):
    return value.isoformat() if isinstance(value, date) else value


@transaction.atomic
def campaign_taken_away(*, actor, campaign: Campaign) -> None:
    """Note in the trail that somebody took its workbook away."""
    require(actor, Campaign.view_permission, campaign)
    record(actor=actor, subject=campaign, action="campaign_workbook")


def campaign_locked(campaign: Campaign, move: str) -> Campaign:
    """The campaign under a lock, once the move is possible as it stands; NotNow if it is not."""
    locked = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    CAMPAIGN_WORKFLOW.check(locked, move)
    return locked


@transaction.atomic
def campaign_open(*, actor, campaign: Campaign, at: datetime | None = None) -> int:
    """Begin: whoever is in the segments now is a target from here on; returns how many.

    NotSo where that is nobody.
    """
    require(actor, MANAGE, campaign)
    campaign, at = campaign_locked(campaign, "open"), at or timezone.now()
    keys = _scope_keys(actor, campaign)
    _targets_add(campaign, keys, at)
    campaign.state, campaign.opened_at = CampaignState.RUNNING, at
    campaign.save(update_fields=["state", "opened_at"])
    record(actor=actor, subject=campaign, action="campaign_open", targets=len(keys))
    return len(keys)


def _scope_keys(actor, campaign: Campaign) -> list[int]:
    meant = scope_meant(user=actor, segments=campaign.segments.all())
    keys = list(meant.order_by("pk").values_list("pk", flat=True))
    if not keys:
        raise NotSo(
            _(
                "The segments match no enterprise now, so there is nobody to visit. "
                "Change the segments or their conditions first."
            )
        )
    return keys


def _targets_add(campaign: Campaign, keys: list[int], at: datetime) -> None:
    rows = (CampaignTarget(campaign=campaign, enterprise_id=key, added_at=at) for key in keys)
    CampaignTarget.objects.bulk_create(rows, batch_size=BATCH)


@transaction.atomic
def campaign_rescope(*, actor, campaign: Campaign) -> tuple[int, int]:
    """Bring the scope in step with the segments; returns how many came and went.

    An enterprise that was visited already stays, whatever the segments say.
    """
    require(actor, MANAGE, campaign)
    campaign = campaign_locked(campaign, "rescope")
    _scope_keys(actor, campaign)
    difference = scope_difference(user=actor, campaign=campaign)
    coming = list(difference.coming.values_list("pk", flat=True))
    going = list(difference.going.values_list("pk", flat=True))
    if not coming and not going:
        raise NotSo(_("The scope is in step with the segments already."))
    CampaignTarget.objects.filter(pk__in=going).delete()
    _targets_add(campaign, coming, timezone.now())
    record(
        actor=actor, subject=campaign, action="campaign_rescope", came=len(coming), went=len(going)
    )
    return len(coming), len(going)


@transaction.atomic
def campaign_end(*, actor, campaign: Campaign, at: datetime | None = None) -> None:
    """End it: no visit is offered it any more, and each target keeps the team it had.

    A visit made within the period that a phone sends later is still taken.
    """
    require(actor, MANAGE, campaign)
    campaign, at = campaign_locked(campaign, "end"), at or timezone.now()
    targets = list(targets_with_team(campaign=campaign, user=actor).exclude(team_now=None))
    for target in targets:
        target.team_id = target.team_now
    CampaignTarget.objects.bulk_update(targets, ["team"], batch_size=BATCH)
    campaign.state, campaign.ended_at = CampaignState.ENDED, at
    campaign.save(update_fields=["state", "ended_at"])
    CampaignFault.objects.filter(campaign=campaign).update(ended_at=at)
    visited = campaign.visits.values("enterprise").distinct().count()
    told = {"targets": campaign.targets.count(), "visited": visited}
    record(actor=actor, subject=campaign, action="campaign_end", **told)
