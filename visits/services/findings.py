"""From a finding to a case, and into somebody's hands if that may be done on the spot."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from core.errors import DomainError
from core.models import StoredFile
from issues.models import Attachment, Case
from issues.services.cases import attachment_add, case_open
from issues.services.dispatch import case_dispatch_on_the_spot
from issues.services.verification import case_solve_on_the_spot
from visits.models import Finding, Visit, VisitPhoto
from visits.services.entries import FindingEntry, Handling

_FIELD_HERE = {"lead": "unit", "title": "title", "how": "how", "category": "category"}


def finding_open(
    *, actor, visit: Visit, place: int, entry: FindingEntry, photos: Sequence[StoredFile], at
) -> Finding:
    """Open the finding's case, tie it to the visit, and do what was chosen with it.

    It is tied first: being the visit's is what gives a team its say over the case.
    """
    with refusal_beside(f"findings-{place}"):
        case = case_open(
            actor=actor,
            kind=entry.kind,
            enterprise=visit.enterprise,
            title=entry.title,
            description=entry.description.strip(),
            root_cause=visit.root_cause,
            category=entry.category,
            at=at,
        )
        finding = Finding.objects.create(visit=visit, case=case, position=place)
        for stored in photos:
            VisitPhoto.objects.create(visit=visit, finding=finding, stored=stored)
            attachment_add(
                actor=actor, case=case, stored=stored, purpose=Attachment.Purpose.FINDING
            )
        _hand_on(actor, case, entry, at)
    return finding


def _hand_on(actor, case: Case, entry: FindingEntry, at: datetime) -> None:
    if entry.handling == Handling.DISPATCH:
        case_dispatch_on_the_spot(actor=actor, case=case, lead=entry.unit, at=at)
    elif entry.handling == Handling.SOLVED:
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
