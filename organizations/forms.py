from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.forms import PasswordChangeForm as DjangoPasswordChangeForm
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
