from visits.models.draw import Draw, DrawnCase
from visits.models.plan import IndustryDepartment, PlanRow, TeamPlan
from visits.models.seat import SeatTerm
from visits.models.session import Session, SessionEnterprise, SessionQuestion
from visits.models.team import TeamEnterprise, VisitTeam
from visits.models.visit import Finding, ReturnCheck, Visit, VisitPhoto

__all__ = [
    "Draw",
    "DrawnCase",
    "Finding",
    "IndustryDepartment",
    "PlanRow",
    "ReturnCheck",
    "SeatTerm",
    "Session",
    "SessionEnterprise",
    "SessionQuestion",
    "TeamEnterprise",
    "TeamPlan",
    "Visit",
    "VisitPhoto",
    "VisitTeam",
]
