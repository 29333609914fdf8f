"""Logging a visit: all of it in one transaction, and the same page only once."""

from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotSo
from core.models import StoredFile
from core.numbering import take_numbers
from core.uploads import CleanPhoto, photo_keep
from enterprises.models import Enterprise
from enterprises.services import enterprise_held
from visits.models import Visit, VisitPhoto, VisitTeam
from visits.models.team import HEADS
from visits.selectors.guard import Burden
from visits.services.answers import answers_record
from visits.services.arrivals import planned_keep
from visits.services.checks import check_record
from visits.services.entries import VisitEntry, entry_check, photos_clean
from visits.services.findings import Stored, finding_open
from visits.services.online import invitation_keep
from visits.services.over_cap import log_burden, over_cap_ask
from visits.services.units import unit_of

LOG = "visits.visit_log"
NUMBER_PREFIX = "ZF"


def visit_log(
    *, actor, enterprise: Enterprise, submission_key: UUID, at: datetime | None = None, **facts
) -> Visit:
    """Save a visit with its findings, checks and photos, all or nothing; ``facts`` as VisitEntry.

    The same ``submission_key`` again returns the visit already saved, also when both requests
    come at once. NotSo names every wrong field, ``findings-0-title`` for the first finding's.
    """
    at = at or timezone.now()
    enterprise = enterprise.kept
    saved = _already_saved(actor, enterprise, submission_key)
    if saved:
        return saved
    require(actor, LOG, enterprise)
    facts.setdefault("visited_at", at)
    entry = VisitEntry(enterprise=enterprise, submission_key=submission_key, **facts)
    entry_check(entry, at=at)
    burden = log_burden(actor=actor, entry=entry)
    photos = photos_clean(entry)
    try:
        return _saved(actor, entry, photos, at, burden)
    except IntegrityError:
        saved = _already_saved(actor, enterprise, submission_key)
        if saved is None:
            raise
        return saved


def _already_saved(actor, enterprise: Enterprise, submission_key: UUID) -> Visit | None:
    visit = Visit.objects.filter(submission_key=submission_key).first()
    if visit and (visit.logged_by_id, visit.enterprise_id) != (actor.pk, enterprise.pk):
        raise NotSo(
            _("This page was already used for another visit. Open a new one; your draft is kept.")
        )
    return visit


def _saved(actor, entry: VisitEntry, photos, at: datetime, burden: Burden | None) -> Visit:
    with _files_only_if_saved() as kept, transaction.atomic():
        entry = _standing(actor, entry)
        visit = _create(actor, entry, at)
        for stored in _keep(actor, photos["photos"], kept):
            VisitPhoto.objects.create(visit=visit, stored=stored)
        for place, finding in enumerate(entry.findings):
            its = Stored(
                before=_keep(actor, photos[f"findings-{place}-photos"], kept),
                after=_keep(actor, photos[f"findings-{place}-after"], kept),
            )
            finding_open(actor=actor, visit=visit, place=place, entry=finding, photos=its, at=at)
        answered = {one.field: _keep(actor, photos[one.field], kept) for one in entry.answers}
        answers_record(visit, entry.answers, answered)
        for check in entry.checks:
            check_record(actor=actor, visit=visit, entry=check)
        record(
            actor=actor,
            subject=visit,
            action="log",
            mode=visit.mode,
            cases=list(visit.findings.values_list("case__number", flat=True)),
            checked=[check.case.number for check in entry.checks],
        )
        _settle(actor, entry, visit, burden)
    return visit


def _standing(actor, entry: VisitEntry) -> VisitEntry:
    """The visit of the target that stays, if this one was merged away while the page was open."""
    standing = enterprise_held(entry.enterprise)
    if standing == entry.enterprise:
        return entry
    require(actor, LOG, standing)
    return replace(entry, enterprise=standing)


def _settle(actor, entry: VisitEntry, visit: Visit, burden: Burden | None) -> None:
    """What the visit fulfils, and what it has to ask for."""
    if entry.invitation:
        invitation_keep(actor=actor, invitation=entry.invitation, visit=visit, entry=entry)
    if entry.planned:
        planned_keep(actor=actor, planned=entry.planned, visit=visit)
    if burden:
        over_cap_ask(actor=actor, visit=visit, burden=burden, reason=entry.over_cap_reason)


@contextmanager
def _files_only_if_saved() -> Iterable[list[StoredFile]]:
    """Collects what is written to disk; takes it away again if the visit is not saved."""
    kept: list[StoredFile] = []
    try:
        yield kept
    except BaseException:
        for stored in kept:
            stored.file.delete(save=False)
        raise


def _keep(actor, photos: list[CleanPhoto], kept: list[StoredFile]) -> list[StoredFile]:
    stored = []
    for photo in photos:
        stored.append(photo_keep(actor=actor, photo=photo))
        kept.append(stored[-1])
    return stored


def _create(actor, entry: VisitEntry, at: datetime) -> Visit:
    visit = Visit(
        number=_number(at),
        enterprise=entry.enterprise,
        team=_team_that_went(actor, entry),
        campaign=entry.campaign,
        mode=entry.mode,
        purpose=entry.purpose,
        unannounced=entry.unannounced,
        visited_at=entry.visited_at,
        situation=entry.situation.strip(),
        root_cause=entry.root_cause.strip(),
        decision=entry.decision.strip(),
        follows=entry.follows,
        other_participants=entry.other_participants.strip(),
        logged_by=actor,
        unit_id=unit_of(actor, entry.enterprise),
        submission_key=entry.submission_key,
        created_at=at,
    )
    visit.search = visit.searchable_text()
    visit.save(force_insert=True)
    visit.participants.set(entry.participants)
    return visit


def _number(at: datetime) -> str:
    prefix = f"{NUMBER_PREFIX}{timezone.localtime(at).year}"
    return f"{prefix}{take_numbers(prefix):06d}"


def _team_that_went(actor, entry: VisitEntry) -> VisitTeam | None:
    """The team that serves the enterprise, if anybody of it logged the visit or took part."""
    team = VisitTeam.objects.serving(entry.enterprise).select_related(*HEADS).first()
    went = {actor, *entry.participants}
    return team if team and went.intersection(team.people()) else None
