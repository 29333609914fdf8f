"""From a finding to a case, and into somebody's hands if that may be done on the spot."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from core.errors import DomainError
from core.models import StoredFile
from issues.models import Attachment, Case
from issues.services.cases import attachment_add, case_open
from issues.services.dispatch import case_dispatch_on_the_spot
from issues.services.verification import case_solve_on_the_spot
from issues.workflow import Kind
from safety.services.finding import hazard_fix_on_the_spot, hazard_name_lead, hazard_open
from visits.models import Finding, Visit, VisitPhoto
from visits.services.entries import FindingEntry
from visits.workflow import Handling

_FIELD_HERE = {
    "lead": "unit",
    "dispatch_to": "unit",
    "title": "title",
    "how": "how",
    "category": "category",
    "field": "field",
    "before": "photos",
    "after": "after",
}


@dataclass(frozen=True)
class Stored:
    """The photos of a finding as they are kept: as it was, and put right."""

    before: Sequence[StoredFile] = field(default_factory=list)
    after: Sequence[StoredFile] = field(default_factory=list)


def finding_open(
    *, actor, visit: Visit, place: int, entry: FindingEntry, photos: Stored, at: datetime
) -> Finding:
    """Open the finding's case, tie it to the visit, and do what was chosen with it.

    It is tied first: being the visit's is what gives a team its say over the case.
    """
    with refusal_beside(f"findings-{place}"):
        case = _open(actor, visit, entry, photos, at)
        finding = Finding.objects.create(visit=visit, case=case, position=place)
        for stored in (*photos.before, *photos.after):
            VisitPhoto.objects.create(visit=visit, finding=finding, stored=stored)
        if entry.handling == Handling.DISPATCH:
            _dispatch(actor, case, entry, at)
        elif entry.handling == Handling.SOLVED:
            _solve(actor, case, entry, photos, at)
    return finding


def _open(actor, visit: Visit, entry: FindingEntry, photos: Stored, at: datetime) -> Case:
    facts = {
        "actor": actor,
        "enterprise": visit.enterprise,
        "title": entry.title,
        "description": entry.description.strip(),
        "root_cause": visit.root_cause,
        "campaign": visit.campaign and visit.campaign.mark,
        "at": at,
    }
    if entry.kind == Kind.HAZARD:
        told = {"field": entry.field, "place": entry.place, "matter": entry.matter}
        return hazard_open(photos=photos.before, **told, **facts)
    case = case_open(kind=entry.kind, category=entry.category, **facts)
    for stored in photos.before:
        attachment_add(actor=actor, case=case, stored=stored, purpose=Attachment.Purpose.FINDING)
    return case


def _dispatch(actor, case: Case, entry: FindingEntry, at: datetime) -> None:
    dispatch = hazard_name_lead if entry.kind == Kind.HAZARD else case_dispatch_on_the_spot
    dispatch(actor=actor, case=case, lead=entry.unit, at=at)


def _solve(actor, case: Case, entry: FindingEntry, photos: Stored, at: datetime) -> None:
    if entry.kind == Kind.HAZARD:
        hazard_fix_on_the_spot(actor=actor, case=case, how=entry.how, after=photos.after, at=at)
    else:
        case_solve_on_the_spot(actor=actor, case=case, how=entry.how, at=at)


@contextmanager
def refusal_beside(prefix: str) -> Iterator[None]:
    """Let a refusal by a case's rules name the field of the page in which it was entered."""
    try:
        yield
    except DomainError as refusal:
        fields = {
            f"{prefix}-{_FIELD_HERE.get(name, 'handling')}": str(sentence or refusal.message)
            for name, sentence in (refusal.fields or {"": ""}).items()
        }
        raise type(refusal)(refusal.message, fields=fields) from refusal
