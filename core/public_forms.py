"""What forms for people without an account have in common: whom to ask, and a trap for robots."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class PublicForm(forms.Form):
    """``website`` is for robots: nobody sees it."""

    contact_name = forms.CharField(
        label=gettext_lazy("Whom may we ask?"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact_phone = forms.RegexField(
        r"^[0-9+() -]{5,30}$",
        label=gettext_lazy("Phone"),
        error_messages={"invalid": gettext_lazy("Please enter a phone number.")},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    website = forms.CharField(
        label=gettext_lazy("Please leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Please leave this empty"))
        return ""

    def facts(self) -> dict:
        """What was filled in, without the trap."""
        return {name: value for name, value in self.cleaned_data.items() if name != "website"}
