from visits.models.campaign import Campaign, CampaignFault, CampaignSegment, CampaignTarget
from visits.models.campaign_question import CampaignAnswer, CampaignQuestion
from visits.models.cap import OverCap, VisitCap
from visits.models.draw import Draw, DrawnCase
from visits.models.feed import CalendarFeed
from visits.models.invitation import (
    Invitation,
    InvitationAnswer,
    InvitationLink,
    ProposedDemand,
)
from visits.models.plan import IndustryDepartment, PlanRow, TeamPlan
from visits.models.planned import PlannedGoer, PlannedVisit
from visits.models.seat import SeatTerm
from visits.models.session import Session, SessionEnterprise, SessionQuestion
from visits.models.team import TeamEnterprise, VisitTeam
from visits.models.visit import Finding, ReturnCheck, Visit, VisitPhoto

__all__ = [
    "CalendarFeed",
    "Campaign",
    "CampaignAnswer",
    "CampaignFault",
    "CampaignQuestion",
    "CampaignSegment",
    "CampaignTarget",
    "Draw",
    "DrawnCase",
    "Finding",
    "IndustryDepartment",
    "Invitation",
    "InvitationAnswer",
    "InvitationLink",
    "OverCap",
    "PlanRow",
    "PlannedGoer",
    "PlannedVisit",
    "ProposedDemand",
    "ReturnCheck",
    "SeatTerm",
    "Session",
    "SessionEnterprise",
    "SessionQuestion",
    "TeamEnterprise",
    "TeamPlan",
    "Visit",
    "VisitCap",
    "VisitPhoto",
    "VisitTeam",
]
