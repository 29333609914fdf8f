from issues.models.case import Case, Category
from issues.models.deadline import Deadline, DeadlinePolicy
from issues.models.evidence import Attachment, Reply, Verification
from issues.models.ladder import LadderPolicy, LadderRung, Slip
from issues.models.responsibility import Responsibility, ReturnRequest

__all__ = [
    "Attachment",
    "Case",
    "Category",
    "Deadline",
    "DeadlinePolicy",
    "LadderPolicy",
    "LadderRung",
    "Reply",
    "Responsibility",
    "ReturnRequest",
    "Slip",
    "Verification",
]
