from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import LookupSelectMultiple, PhotosField, PhotosMixin
from issues.models import Attachment, Verification
from organizations.models import User
from visits.models import Draw, DrawnCase
from visits.services import SECOND_VISIT_METHODS


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DrawForm(forms.Form):
    """From what, how many and by whom; the rules are the service's."""

    of = forms.ChoiceField(
        label=_("What is drawn from"),
        choices=Draw.Of.choices,
        initial=Draw.Of.CASES,
        widget=forms.RadioSelect,
    )
    since_on = forms.DateField(label=_("Closed from"), widget=_day())
    until_on = forms.DateField(label=_("Closed until"), widget=_day())
    count = forms.IntegerField(
        label=_("Number of cases"),
        required=False,
        min_value=1,
        max_value=2000,
        help_text=_("Either a number of cases or a share of them."),
    )
    share = forms.IntegerField(
        label=_("Share in percent"), required=False, min_value=1, max_value=100
    )
    by_unit = forms.BooleanField(
        label=_("At least one case of each lead unit"), required=False, initial=True
    )
    visitors = forms.ModelMultipleChoiceField(
        label=_("Who looks again"),
        queryset=User.objects.filter(is_active=True),
        required=False,
        widget=LookupSelectMultiple("organizations:person_lookup", placeholder=_("Add people")),
        help_text=_(
            "The system hands out the cases evenly, never to anybody whose unit leads or supports "
            "the case, who handled it or who took its word before; with a hazard also never to who "
            "accepted it or their unit."
        ),
    )


class DrawnAnswerForm(PhotosMixin, forms.Form):
    """What the second visit found. Photos become files of the case."""

    result = forms.ChoiceField(
        label=_("What was found"), choices=DrawnCase.Result.choices, widget=forms.RadioSelect
    )
    method = forms.ChoiceField(
        label=_("How"),
        choices=[(method.value, method.label) for method in SECOND_VISIT_METHODS],
        initial=Verification.Method.VISIT,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("In words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed if it is not really solved."),
    )
    photos = PhotosField(label=_("Photos"), required=False)

    def __init__(self, *args, user, drawn: DrawnCase, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["result"].choices = list(drawn.results.items())
        if drawn.is_hazard:
            self.fields["words"].help_text = _("Needed if it came back.")
            del self.fields["method"]

    def unused(self, stored):
        return stored.exclude(pk__in=Attachment.objects.values("stored"))
