from safety.models.assessment import Assessment, GradeChange, MajorCriterion
from safety.models.hazard import Acceptance, FieldAuthority, Hazard, RectificationPlan
from safety.models.ledger import (
    LedgerImport,
    LedgerImportRow,
    LedgerLayout,
    LedgerRecord,
    LedgerWord,
)
from safety.models.listing import Listing, ProgressReport
from safety.models.suspension import ResumptionCheck, ResumptionItem, SuspensionOrder

__all__ = [
    "Acceptance",
    "Assessment",
    "FieldAuthority",
    "GradeChange",
    "Hazard",
    "LedgerImport",
    "LedgerImportRow",
    "LedgerLayout",
    "LedgerRecord",
    "LedgerWord",
    "Listing",
    "MajorCriterion",
    "ProgressReport",
    "RectificationPlan",
    "ResumptionCheck",
    "ResumptionItem",
    "SuspensionOrder",
]
