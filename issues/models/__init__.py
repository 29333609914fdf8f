from issues.models.campaign import CampaignMark
from issues.models.case import Case, Category
from issues.models.deadline import Deadline, DeadlinePolicy, Pause
from issues.models.evidence import Attachment, Reply, Verification
from issues.models.ladder import LadderPolicy, LadderRung, Slip
from issues.models.link import WordLink
from issues.models.meeting import Meeting
from issues.models.plan import KeyTask, Milestone, MilestoneFile, Replan
from issues.models.raised import RaisedDemand, RaisedPhoto
from issues.models.request import CaseRequest
from issues.models.responsibility import Responsibility, ReturnRequest
from issues.models.rule import DispatchRule
from issues.models.shift import DueShift
from issues.models.what_if import WhatIfRun

__all__ = [
    "Attachment",
    "CampaignMark",
    "Case",
    "CaseRequest",
    "Category",
    "Deadline",
    "DeadlinePolicy",
    "DispatchRule",
    "DueShift",
    "KeyTask",
    "LadderPolicy",
    "LadderRung",
    "Meeting",
    "Milestone",
    "MilestoneFile",
    "Pause",
    "RaisedDemand",
    "RaisedPhoto",
    "Replan",
    "Reply",
    "Responsibility",
    "ReturnRequest",
    "Slip",
    "Verification",
    "WhatIfRun",
    "WordLink",
]
