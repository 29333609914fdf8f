"""Preparing a campaign: its period, scope, goals and questions."""

from django import forms
from django.utils.translation import gettext_lazy, ngettext

from enterprises.models import Segment
from visits.models import Campaign, CampaignQuestion
from visits.selectors.campaigns import segments_to_choose


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class CampaignForm(forms.ModelForm):
    """A campaign as it is entered; the rules are the service's."""

    segments = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Whom it is for"),
        queryset=Segment.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Saved segments of the register; the number is how many they match now. "
            "Who is in them when the campaign begins is its scope."
        ),
    )
    coverage_by = forms.DateField(
        label=gettext_lazy("Coverage to be reached by"),
        required=False,
        widget=_day(),
        help_text=gettext_lazy("Empty: the last day."),
    )

    field_order = (
        "name",
        "starts_on",
        "ends_on",
        "segments",
        "coverage_goal",
        "coverage_by",
        "visits_per_team",
        "purpose",
    )

    class Meta:
        model = Campaign
        fields = ("name", "starts_on", "ends_on", "coverage_goal", "visits_per_team", "purpose")
        widgets = {
            "starts_on": _day(),
            "ends_on": _day(),
            "purpose": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = self.fields["segments"]
        chosen.queryset = Segment.objects.visible_to(user)
        chosen.choices = [(one.pk, _counted(one)) for one in segments_to_choose(user=user)]
        if self.instance.pk:
            self.initial["segments"] = list(self.instance.scope.values_list("segment", flat=True))
            self.initial["coverage_by"] = self.instance.coverage_by

    def _post_clean(self):
        """What is right is for the service to say, with all else that is wrong."""


def _counted(segment: Segment) -> str:
    told = ngettext(
        "%(name)s (%(number)d enterprise now)",
        "%(name)s (%(number)d enterprises now)",
        segment.number,
    )
    return told % {"name": segment.name, "number": segment.number}


class CampaignQuestionForm(forms.Form):
    """A question for the visit form."""

    text = forms.CharField(label=gettext_lazy("Question"), max_length=120)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of answer"), choices=CampaignQuestion.Kind.choices
    )
    choices = forms.CharField(
        label=gettext_lazy("Answers to choose from"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One on each line; only for a choice."),
    )
    is_required = forms.BooleanField(label=gettext_lazy("Must be answered"), required=False)
    order = forms.IntegerField(
        label=gettext_lazy("Place in the order"),
        required=False,
        min_value=1,
        max_value=999,
        help_text=gettext_lazy("Empty: after the others."),
    )

    @classmethod
    def initial_of(cls, question: CampaignQuestion) -> dict:
        return {
            "text": question.text,
            "kind": question.kind,
            "choices": "\n".join(question.choices),
            "is_required": question.is_required,
            "order": question.order,
        }

    def clean_choices(self):
        return self.cleaned_data["choices"].splitlines()
