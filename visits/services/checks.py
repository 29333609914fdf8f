"""The enterprise's word about its cases, brought back by a return visit (domain, section 4)."""

from core.errors import DomainError
from issues.models import Verification
from issues.services.verification import case_return_visit, case_verify
from visits.models import ReturnCheck, Visit
from visits.services.entries import CheckEntry


def check_record(*, actor, visit: Visit, entry: CheckEntry) -> ReturnCheck:
    """Record solved or not, and how satisfied: before closing it verifies, after it revisits."""
    words = {
        "actor": actor,
        "case": entry.case,
        "is_solved": entry.is_solved,
        "satisfaction": entry.satisfaction,
        "words": entry.words.strip(),
    }
    try:
        if entry.case.is_closed:
            case_return_visit(**words)
        else:
            case_verify(method=Verification.Method.VISIT, **words)
    except DomainError as refusal:
        field = f"checks-{entry.case.pk}-is_solved"
        raise type(refusal)(refusal.message, fields={field: str(refusal.message)}) from refusal
    return ReturnCheck.objects.create(visit=visit, verification=entry.case.verifications.first())
