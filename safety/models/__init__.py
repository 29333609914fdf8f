from safety.models.assessment import Assessment, GradeChange, MajorCriterion
from safety.models.hazard import Acceptance, FieldAuthority, Hazard, RectificationPlan
from safety.models.listing import Listing, ProgressReport
from safety.models.suspension import ResumptionCheck, ResumptionItem, SuspensionOrder

__all__ = [
    "Acceptance",
    "Assessment",
    "FieldAuthority",
    "GradeChange",
    "Hazard",
    "Listing",
    "MajorCriterion",
    "ProgressReport",
    "RectificationPlan",
    "ResumptionCheck",
    "ResumptionItem",
    "SuspensionOrder",
]
