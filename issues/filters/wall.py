from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import LookupSelect
from organizations.models import Organization, Position, User


class WallForm(forms.Form):
    """Which wall: of what year, whose, of which unit."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int, required=False)
    leader = forms.ModelChoiceField(
        label=_("Leader"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.Select(attrs={"data-find": ""}),
    )
    unit = forms.ModelChoiceField(
        label=_("Unit"),
        queryset=Organization.objects.active(),
        required=False,
        widget=LookupSelect("organizations:unit_lookup"),
    )


class WallFilter:
    """The filter of the wall chart as components/filters.html shows it."""

    rare = ()
    rare_on = ""

    def __init__(self, params):
        this_year = timezone.localdate().year
        self.form = WallForm(params)
        years = [(year, str(year)) for year in range(this_year + 1, this_year - 4, -1)]
        self.form.fields["year"].choices = [("", str(this_year)), *years]
        leaders = Position.objects.exclude(kind=Position.Kind.HEAD).values("holder")
        self.form.fields["leader"].queryset = User.objects.filter(pk__in=leaders)
        self.form.full_clean()
        self.asked = {
            "year": self.form.cleaned_data.get("year") or this_year,
            "leader": self.form.cleaned_data.get("leader"),
            "unit": self.form.cleaned_data.get("unit"),
        }
