from deeds.forms.deeds import AcceptForm, DeedForm, HandInForm, ReasonForm, ReportForm
from deeds.forms.wishes import ClaimForm, FulfilForm, ThankForm, WishForm

__all__ = [
    "AcceptForm",
    "ClaimForm",
    "DeedForm",
    "FulfilForm",
    "HandInForm",
    "ReasonForm",
    "ReportForm",
    "ThankForm",
    "WishForm",
]
