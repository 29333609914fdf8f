from visits.forms.page import VisitPage
from visits.forms.team import AssignForm, HandOverForm, TeamForm

__all__ = ["AssignForm", "HandOverForm", "TeamForm", "VisitPage"]
