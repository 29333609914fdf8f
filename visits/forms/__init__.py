from visits.forms.page import VisitPage
from visits.forms.session import ChooseForm, PreliminaryForm, QuestionForm, SessionForm
from visits.forms.team import AssignForm, HandOverForm, TeamForm

__all__ = [
    "AssignForm",
    "ChooseForm",
    "HandOverForm",
    "PreliminaryForm",
    "QuestionForm",
    "SessionForm",
    "TeamForm",
    "VisitPage",
]
