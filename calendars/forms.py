from django import forms
from django.utils.translation import gettext_lazy as _


class DistrictDayForm(forms.Form):
    """A day that the district decides otherwise than the schedule."""

    date = forms.DateField(label=_("Date"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    is_working = forms.TypedChoiceField(
        label=_("This day is"),
        choices=[("no", _("a day off")), ("yes", _("a working day"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="no",
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=100, help_text=_("Everybody sees it in the count of days.")
    )
