from visits.forms.answers import blocks_to_keep
from visits.forms.campaign import CampaignForm, CampaignQuestionForm
from visits.forms.draw import DrawForm, DrawnAnswerForm
from visits.forms.page import VisitPage
from visits.forms.plan import IndustryDepartmentForm, PlanForm, RowMoveForm
from visits.forms.session import (
    ChooseForm,
    DecisionForm,
    PreliminaryForm,
    QuestionForm,
    SessionForm,
)
from visits.forms.team import AssignForm, HandOverForm, TeamForm

__all__ = [
    "AssignForm",
    "CampaignForm",
    "CampaignQuestionForm",
    "ChooseForm",
    "DecisionForm",
    "DrawForm",
    "DrawnAnswerForm",
    "HandOverForm",
    "IndustryDepartmentForm",
    "PlanForm",
    "PreliminaryForm",
    "QuestionForm",
    "RowMoveForm",
    "SessionForm",
    "TeamForm",
    "VisitPage",
    "blocks_to_keep",
]
