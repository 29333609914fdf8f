from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.industry import DIVISIONS, SECTIONS
from enterprises.selectors import towns
from organizations.models import Organization
from visits.models import VisitTeam

INDUSTRIES = [(code, f"{code} {name}") for code, name in sorted({**SECTIONS, **DIVISIONS}.items())]


class PlanForm(forms.Form):
    """What is to be planned; the rules are the service's."""

    name = forms.CharField(label=_("Name"), max_length=50)
    takes_effect_on = forms.DateField(
        label=_("Takes effect on"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    towns = forms.ModelMultipleChoiceField(
        label=_("Towns in scope"),
        queryset=Organization.objects.none(),
        required=False,
        help_text=_("Empty: the whole district."),
        widget=forms.SelectMultiple(attrs={"data-find": ""}),
    )
    evenness = forms.IntegerField(
        label=_("How far a load may be from the mean, in percent"),
        initial=20,
        min_value=1,
        max_value=100,
    )
    is_town_strict = forms.BooleanField(
        label=_("Town heads serve their own town only"),
        required=False,
        help_text=_("Otherwise another town may help out, where nothing else is possible."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["towns"].queryset = towns()


class IndustryDepartmentForm(forms.Form):
    code = forms.ChoiceField(
        label=_("Industry"), choices=INDUSTRIES, widget=forms.Select(attrs={"data-find": ""})
    )
    department = forms.ModelChoiceField(
        label=_("Department that fits"),
        queryset=Organization.objects.active().filter(kind=Organization.Kind.DEPARTMENT),
        widget=forms.Select(attrs={"data-find": ""}),
    )


class RowMoveForm(forms.Form):
    """The team that was pressed among those offered."""

    team = forms.ModelChoiceField(queryset=VisitTeam.objects.all())
