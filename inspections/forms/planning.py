"""Planning an inspection; what is right is for the services to say."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import LookupSelect, LookupSelectMultiple
from enterprises.models import Enterprise
from inspections.models import CheckList
from inspections.selectors.checklists import versions_in_use
from inspections.workflow import InspectionKind
from organizations.models import User
from visits.access import PLAN
from visits.models import Visit


class PlanForm(forms.Form):
    """The guard of planned visits stands beside it: it hears the fields by the names it knows."""

    enterprise = forms.ModelChoiceField(
        label=_("Enterprise"),
        queryset=Enterprise.objects.none(),
        widget=LookupSelect(
            "enterprises:lookup", placeholder=_("Two characters or pinyin initials")
        ),
    )
    purpose = forms.CharField(
        initial=Visit.Purpose.INSPECTION, required=False, disabled=True, widget=forms.HiddenInput
    )
    planned_on = forms.DateField(
        label=_("Day"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    planned_time = forms.TimeField(
        label=_("Time of day"),
        required=False,
        help_text=_("May stay empty."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    over_cap_reason = forms.CharField(
        label=_("Why one more is needed"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kind = forms.ChoiceField(
        label=_("Kind of inspection"),
        choices=InspectionKind.choices,
        initial=InspectionKind.INSPECTION,
        widget=forms.RadioSelect,
    )
    lists = forms.ModelMultipleChoiceField(
        label=_("Check-lists"),
        queryset=CheckList.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Several lists, and people of several units, make it a joint inspection."),
    )
    goers = forms.ModelMultipleChoiceField(
        label=_("Who goes"),
        queryset=User.objects.filter(is_active=True),
        required=False,
        widget=LookupSelectMultiple("organizations:person_lookup", placeholder=_("Add people")),
    )
    unannounced = forms.BooleanField(
        label=_("Unannounced, without greeting or escort"),
        required=False,
        help_text=_("Only those who go see this plan, until they have checked in there."),
    )
    aim = forms.CharField(
        label=pgettext_lazy("planned visit", "What it is about"),
        max_length=200,
        required=False,
        help_text=_("May stay empty: then it is the names of the lists."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        firms = Enterprise.objects.allowing(user, PLAN).filter(is_active=True)
        self.fields["enterprise"].queryset = firms.defer("search")
        self.fields["goers"].initial = [user.pk]
        in_use = versions_in_use()
        self.fields["lists"].choices = [(one.check_list_id, one.name) for one in in_use]

    def facts(self) -> dict:
        """What the service is given."""
        return {name: value for name, value in self.cleaned_data.items() if name != "purpose"}
