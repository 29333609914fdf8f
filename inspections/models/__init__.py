from inspections.models.checklist import CheckItem, CheckList, CheckListVersion
from inspections.models.inspection import (
    InspectedList,
    Inspection,
    InspectionPlan,
    Judgement,
    JudgementPhoto,
)
from inspections.models.report import ReportLink, Signature, SignaturePhoto

__all__ = [
    "CheckItem",
    "CheckList",
    "CheckListVersion",
    "InspectedList",
    "Inspection",
    "InspectionPlan",
    "Judgement",
    "JudgementPhoto",
    "ReportLink",
    "Signature",
    "SignaturePhoto",
]
