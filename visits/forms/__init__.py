from visits.forms.page import VisitPage
from visits.forms.team import TeamForm

__all__ = ["TeamForm", "VisitPage"]
