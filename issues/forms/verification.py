from django import forms
from django.utils.translation import gettext_lazy as _

from issues.forms.base import StepForm, words
from issues.models import Verification
from issues.services.verification import (
    case_close,
    case_reopen,
    case_return_visit,
    case_solve_on_the_spot,
    case_verify,
)
from issues.workflow import Outcome

YES, NO, SILENT = "yes", "no", "silent"
ANSWERS = {YES: True, NO: False, SILENT: None}


def _satisfaction() -> forms.TypedChoiceField:
    choices = [("", _("not asked or no answer")), *Verification.Satisfaction.choices[::-1]]
    return forms.TypedChoiceField(
        label=_("Is the enterprise satisfied?"),
        choices=choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Asked separately from whether it is solved."),
    )


class SolveOnTheSpotForm(StepForm):
    intro = _("It still needs the enterprise's word.")

    how = forms.CharField(label=_("Who solved it, and how?"), widget=words())

    call = staticmethod(case_solve_on_the_spot)


class _WordForm(StepForm):
    satisfaction = _satisfaction()
    words = forms.CharField(label=_("In the enterprise's words"), required=False, widget=words(3))

    field_order = ["method", "is_solved", "satisfaction", "words"]

    def facts(self, cleaned):
        return {**cleaned, "is_solved": ANSWERS[cleaned["is_solved"]]}


class VerifyForm(_WordForm):
    intro = _("“Not solved” opens the next round with a new deadline.")

    method = forms.ChoiceField(
        label=_("How was it asked?"),
        choices=[
            (method.value, method.label)
            for method in (Verification.Method.CALL, Verification.Method.VISIT)
        ],
        initial=Verification.Method.CALL,
        widget=forms.RadioSelect,
    )
    is_solved = forms.ChoiceField(
        label=_("Does the enterprise say it is solved?"),
        choices=[(YES, _("Yes, solved")), (NO, _("No, not solved")), (SILENT, _("No answer"))],
        widget=forms.RadioSelect,
    )

    call = staticmethod(case_verify)


class ReturnVisitForm(_WordForm):
    intro = _("Found not solved, the case is opened again.")

    is_solved = forms.ChoiceField(
        label=_("Is it really solved?"),
        choices=[(YES, _("Yes, solved")), (NO, _("No, not solved"))],
        widget=forms.RadioSelect,
    )

    call = staticmethod(case_return_visit)


class ReopenForm(StepForm):
    intro = _("A new round begins with a new deadline.")

    reason = forms.CharField(label=_("Why is it opened again?"), widget=words())

    call = staticmethod(case_reopen)


class CloseForm(StepForm):
    outcome = forms.ChoiceField(
        label=_("How did it end?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        help_text=_("Only “solved” and “explained and accepted” count as solved."),
    )
    note = forms.CharField(label=_("Note"), required=False, widget=words(2))

    call = staticmethod(case_close)
