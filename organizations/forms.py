from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.forms import PasswordChangeForm as DjangoPasswordChangeForm
from django.http import QueryDict
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _


class LoginForm(AuthenticationForm):
    error_messages = {
        "invalid_login": _(
            "The user name or the password is wrong. Please check both and try again; "
            "after five failures the account rests for fifteen minutes."
        ),
        "inactive": _("This account is closed. Please ask the administrator."),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("User name")
        self.fields["username"].widget.attrs["autocapitalize"] = "none"
        self.fields["password"].label = _("Password")


class PasswordChangeForm(DjangoPasswordChangeForm):
    """Django's, in one column; the service does the saving."""

    field_order = ["old_password", "new_password1", "new_password2"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = _("Present password")
        self.fields["new_password1"].label = _("New password")
        self.fields["new_password2"].label = _("New password once more")
        self.fields["new_password2"].help_text = ""

    def clean_new_password1(self):
        new = self.cleaned_data["new_password1"]
        if new == self.data.get("old_password"):
            raise forms.ValidationError(_("The new password is the present one. Choose another."))
        return new


class SavedViewForm(forms.Form):
    """A name for the list as its address shows it; where one is on its pages is not kept."""

    at = forms.CharField(max_length=100, widget=forms.HiddenInput)
    query = forms.CharField(max_length=2000, required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Name of the view"),
        max_length=20,
        help_text=_("For example: late demands of my town. The same name replaces the old view."),
    )

    def clean_at(self):
        """Only an address of this site that is a page of its own."""
        path = self.cleaned_data["at"]
        try:
            resolve(path)
        except Resolver404:
            raise forms.ValidationError(_("This list does not exist.")) from None
        return path

    def clean_query(self):
        query = QueryDict(self.cleaned_data["query"], mutable=True)
        for name in ("after", "before"):
            query.pop(name, None)
        return query.urlencode()
