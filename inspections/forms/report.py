"""What the enterprise, or an official for it, fills in under a report."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import PhotosField, PhotosMixin
from inspections.models import SignaturePhoto


class _SignedForm(forms.Form):
    signer_name = forms.CharField(
        label=_("Name of whoever signs"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    signer_post = forms.CharField(label=_("Position"), max_length=60, required=False)
    objection = forms.CharField(
        label=_("What you do not agree with, if anything"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SignForm(_SignedForm):
    """By the link."""

    has_read = forms.BooleanField(label=_("We have read this report."), required=False)


class PaperForm(_SignedForm, PhotosMixin):
    """On paper."""

    signed_on = forms.DateField(
        label=_("Day on the report"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    photos = PhotosField(label=_("Photo of the signed report"), required=False)
    field_order = ("signer_name", "signer_post", "signed_on", "photos", "objection")

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def unused(self, stored):
        return stored.exclude(pk__in=SignaturePhoto.objects.values("stored"))
