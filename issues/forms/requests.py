from django import forms
from django.utils.translation import gettext_lazy as _

from calendars.counting import local_date
from issues.forms.base import StepForm, words
from issues.forms.due import DueMixin
from issues.selectors.requests import resolving_deadline
from issues.services.requests import (
    case_ask_extension,
    case_ask_suspension,
    case_ask_withdrawal,
    case_decide_request,
    case_resume,
)
from issues.workflow import Asked


class _DatedForm(DueMixin, StepForm):
    """Asks for a new date; ``date_name`` is what the service calls it."""

    template = "issues/step_dated.html"
    date_name = ""

    def clean(self):
        self.cleaned_data[self.date_name] = self.due_chosen()
        return self.cleaned_data

    def facts(self, cleaned):
        return {key: value for key, value in cleaned.items() if key not in ("due_days", "due_on")}


class AskExtensionForm(_DatedForm):
    intro = _(
        "The first extension is decided by the visit office, a second and last one by the leader "
        "who answers for the case. Until then the present date stands, and it stays in the figures."
    )
    date_name = "due_at"

    reason = forms.CharField(label=_("Why is more time needed?"), widget=words())
    told = forms.CharField(label=_("What was the enterprise told?"), widget=words(3))

    field_order = ["due_days", "due_on", "reason", "told"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        row = resolving_deadline(self.case)
        self.since = local_date(row.due_at) if row else None
        self.fields["due_days"].label = _("Longer by so many working days")
        self.fields["due_on"].label = _("or until this day")

    call = staticmethod(case_ask_extension)


class AskSuspensionForm(_DatedForm):
    intro = _(
        "For what present policy leaves no way to solve. A district leader decides; the clock "
        "stands still until the case is taken up again. It does not count as closed."
    )
    date_name = "review_at"

    reason = forms.CharField(label=_("What stands in the way?"), widget=words())

    field_order = ["reason", "due_days", "due_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["due_days"].label = _("Look at it again within so many working days")

    call = staticmethod(case_ask_suspension)


class AskWithdrawalForm(StepForm):
    intro = _(
        "For a case registered by mistake, or taken back by the enterprise. Another person "
        "approves it; it then counts in no rate, and is shown beside them with the reason."
    )

    reason = forms.CharField(label=_("Why is it taken back?"), widget=words())

    call = staticmethod(case_ask_withdrawal)


class ResumeForm(StepForm):
    intro = _("The clocks run on; each date moves by the time they stood still.")

    note = forms.CharField(label=_("What has changed?"), required=False, widget=words())

    call = staticmethod(case_resume)


class _DecisionForm(StepForm):
    kind = ""
    approve = True

    decision = forms.CharField(label=_("Decision in words"), required=False, widget=words(3))

    def facts(self, cleaned):
        return {**cleaned, "kind": self.kind, "approve": self.approve}

    call = staticmethod(case_decide_request)


class _RefusalForm(_DecisionForm):
    intro = _("All stays as it is; the unit is told why.")
    approve = False

    decision = forms.CharField(label=_("Why is it refused?"), widget=words(3))


_APPROVING = {
    Asked.EXTENSION: _(
        "The deadline moves to the new date; the original one stays in the figures."
    ),
    Asked.SECOND_EXTENSION: _("The deadline moves once more; there is no third extension."),
    Asked.SUSPENSION: _("The clock stops now; only the review runs, and is reminded of."),
    Asked.WITHDRAWAL: _("The case ends and counts in no rate; you are named as who approved it."),
}


def _forms(kind: Asked) -> dict[str, type[StepForm]]:
    facts = {"kind": kind}
    return {
        f"approve_{kind}": type(
            f"Approve{kind}", (_DecisionForm,), {**facts, "intro": _APPROVING[kind]}
        ),
        f"refuse_{kind}": type(f"Refuse{kind}", (_RefusalForm,), facts),
    }


REQUEST_FORMS: dict[str, type[StepForm]] = {
    "ask_extension": AskExtensionForm,
    "ask_suspension": AskSuspensionForm,
    "resume": ResumeForm,
    "ask_withdrawal": AskWithdrawalForm,
    **{move: form for kind in _APPROVING for move, form in _forms(kind).items()},
}
