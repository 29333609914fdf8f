from django import forms
from django.utils.translation import gettext_lazy as _

from notices.channels import origins_of
from notices.models import Channel, Preference, Route

SIGNED = {Channel.DINGTALK, Channel.FEISHU, Channel.WEBHOOK}
"""Robots of the other kinds have no secret beside their address."""

WRITTEN_ONCE = {"autocomplete": "off", "spellcheck": "false"}


class PreferenceForm(forms.ModelForm):
    class Meta:
        model = Preference
        fields = ["rhythm", "red_any_time"]
        widgets = {"rhythm": forms.RadioSelect}


class RouteForm(forms.Form):
    """One's own route by one channel. What is kept of a robot is never written into the page."""

    is_on = forms.BooleanField(label=_("Tell me by this channel"), required=False, initial=True)
    address = forms.CharField(label=_("Address"), max_length=500, required=False)
    secret = forms.CharField(
        label=_("Secret"),
        max_length=200,
        required=False,
        widget=forms.PasswordInput(WRITTEN_ONCE | {"autocomplete": "new-password"}),
    )
    forget_secret = forms.BooleanField(label=_("The robot no longer signs"), required=False)

    def __init__(self, *args, channel: str, route: Route | None, email: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        if route:
            self.fields["is_on"].initial = route.is_on
        if channel == Channel.EMAIL:
            self._as_email(route.hint if route else email)
        else:
            self._as_robot(channel, route)
        if channel not in SIGNED:
            del self.fields["secret"]
        if channel not in SIGNED - {Channel.WEBHOOK} or not (route and route.sealed_secret):
            del self.fields["forget_secret"]

    def _as_email(self, known: str) -> None:
        label = self.fields["address"].label
        self.fields["address"] = forms.EmailField(label=label, max_length=100, initial=known)

    def _as_robot(self, channel: str, route: Route | None) -> None:
        field = self.fields["address"]
        field.required = route is None
        field.widget = forms.URLInput(WRITTEN_ONCE)
        field.help_text = _("Copy it as a whole; it begins with %(allowed)s.") % {
            "allowed": ", ".join(origins_of(channel))
        }
        if route:
            field.help_text = _(
                "Kept: %(hint)s. It is not shown again; leave this empty to keep it."
            ) % {"hint": route.hint}
            self.fields["secret"].help_text = (
                _("Kept, and not shown again; leave this empty to keep it.")
                if route.sealed_secret
                else ""
            )
