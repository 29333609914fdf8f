from safety.forms.assessment import AssessForm
from safety.forms.loop import (
    AcceptForm,
    AssignForm,
    FailForm,
    FileForm,
    FixForm,
    HazardForm,
    NameLeadForm,
    OrderForm,
    RectifiedForm,
)
from safety.forms.major import (
    ApproveExtensionForm,
    ApproveRegradeForm,
    AskExtensionForm,
    AskRegradeForm,
    ProgressForm,
    RefuseExtensionForm,
    RefuseRegradeForm,
    SuperviseForm,
    UnlistForm,
)
from safety.forms.suspension import ResumptionForm, SuspensionForm

__all__ = [
    "AcceptForm",
    "ApproveExtensionForm",
    "ApproveRegradeForm",
    "AskExtensionForm",
    "AskRegradeForm",
    "AssessForm",
    "AssignForm",
    "FailForm",
    "FileForm",
    "FixForm",
    "HazardForm",
    "NameLeadForm",
    "OrderForm",
    "ProgressForm",
    "RectifiedForm",
    "RefuseExtensionForm",
    "RefuseRegradeForm",
    "ResumptionForm",
    "SuperviseForm",
    "SuspensionForm",
    "UnlistForm",
]
