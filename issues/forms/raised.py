"""A demand that an enterprise raises by itself, and what the office does with it."""

import uuid

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import NotSo
from core.forms import FindSelect, PhotosField
from core.public_forms import PublicForm
from core.uploads import CleanPhoto, photo_clean
from issues.forms.base import words
from issues.models import Case, Category, RaisedDemand
from issues.services.raised import MOST_PHOTOS, demand_raise, demand_refuse, demand_take_up

MOST_WORDS = 2000


class RaiseForm(PublicForm):
    """What the enterprise needs, in its own words."""

    field_order = ("title", "description", "contact_name", "contact_phone", "photos", "website")
    title = forms.CharField(
        label=gettext_lazy("What do you need?"),
        max_length=RaisedDemand._meta.get_field("title").max_length,
        help_text=gettext_lazy("In a few words"),
    )
    description = forms.CharField(
        label=gettext_lazy("Please describe it"), max_length=MOST_WORDS, widget=words(6)
    )
    photos = PhotosField(
        label=gettext_lazy("Photos"),
        required=False,
        help_text=gettext_lazy("Up to three, if they help"),
    )
    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean_photos(self) -> list[CleanPhoto]:
        uploads = self.cleaned_data["photos"]
        if len(uploads) > MOST_PHOTOS:
            raise forms.ValidationError(_("At most %d photos.") % MOST_PHOTOS)
        try:
            return [photo_clean(upload) for upload in uploads]
        except NotSo as refusal:
            raise forms.ValidationError(str(refusal.message)) from refusal

    def perform(self, code) -> RaisedDemand:
        """Raise it; the domain's refusals come up."""
        return demand_raise(code=code, **self.facts())


class TakeUpForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("What is it about?"),
        max_length=RaisedDemand._meta.get_field("title").max_length,
        help_text=gettext_lazy(
            "As it will stand in the lists; the enterprise's own words are kept."
        ),
    )
    category = forms.ModelChoiceField(
        label=gettext_lazy("Category"),
        queryset=Category.objects.filter(is_active=True),
        required=False,
        widget=FindSelect(),
    )

    def perform(self, actor, demand: RaisedDemand) -> Case:
        return demand_take_up(actor=actor, demand=demand, **self.cleaned_data)


class NotTakeUpForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why is it not taken up?"),
        widget=words(4),
        help_text=gettext_lazy("The enterprise reads this by its code."),
    )

    def perform(self, actor, demand: RaisedDemand) -> None:
        demand_refuse(actor=actor, demand=demand, **self.cleaned_data)
