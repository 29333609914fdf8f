"""The small form of each move; the buttons of the case page open them."""

from issues.forms.base import StepForm
from issues.forms.dispatch import (
    DispatchForm,
    DispatchOnTheSpotForm,
    PassDownForm,
    RejectReturnForm,
    ReturnForm,
    TriageForm,
    UpholdReturnForm,
)
from issues.forms.files import FileAddForm
from issues.forms.handling import (
    AcceptForm,
    ApproveReplyForm,
    AssignForm,
    ContactForm,
    SendBackReplyForm,
    SubmitReplyForm,
    SupportReplyForm,
)
from issues.forms.kin import GroupForm, MergeForm, SplitForm, UngroupForm
from issues.forms.meetings import ConveneForm, MinutesForm, TaskReplyForm
from issues.forms.plans import MeetMilestoneForm, PlanForm
from issues.forms.register import RegisterForm
from issues.forms.requests import REQUEST_FORMS
from issues.forms.verification import (
    CloseForm,
    ReopenForm,
    ReturnVisitForm,
    SolveOnTheSpotForm,
    VerifyForm,
)

STEP_FORMS: dict[str, type[StepForm]] = {
    "solve_on_the_spot": SolveOnTheSpotForm,
    "triage": TriageForm,
    "dispatch_on_the_spot": DispatchOnTheSpotForm,
    "dispatch": DispatchForm,
    "accept": AcceptForm,
    "pass_down": PassDownForm,
    "return": ReturnForm,
    "uphold_return": UpholdReturnForm,
    "reject_return": RejectReturnForm,
    "assign": AssignForm,
    "contact": ContactForm,
    "support_reply": SupportReplyForm,
    "submit_reply": SubmitReplyForm,
    "send_back_reply": SendBackReplyForm,
    "approve_reply": ApproveReplyForm,
    "verify": VerifyForm,
    "reopen": ReopenForm,
    "reopen_unled": ReopenForm,
    "close": CloseForm,
    "return_visit": ReturnVisitForm,
    "merge": MergeForm,
    "split": SplitForm,
    "group": GroupForm,
    "ungroup": UngroupForm,
    "convene": ConveneForm,
    "record_minutes": MinutesForm,
    "task_reply": TaskReplyForm,
    "plan": PlanForm,
    "meet_milestone": MeetMilestoneForm,
    **REQUEST_FORMS,
}

__all__ = ["STEP_FORMS", "FileAddForm", "RegisterForm", "StepForm"]
