from safety.models.assessment import Assessment, GradeChange, MajorCriterion
from safety.models.hazard import Acceptance, FieldAuthority, Hazard, RectificationPlan
from safety.models.inquiry import Inquiry, InquiryMeasure
from safety.models.joint import AgendaItem, JointMeeting
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
    "AgendaItem",
    "Assessment",
    "FieldAuthority",
    "GradeChange",
    "Hazard",
    "Inquiry",
    "InquiryMeasure",
    "JointMeeting",
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
