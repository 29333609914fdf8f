"""Fields that find as one types: only what is chosen is written into the page."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django.urls import reverse


def chosen_choices(choices: ModelChoiceIterator, values: list[str]) -> list[tuple]:
    """The choices whose keys are in ``values``; keys that cannot be are passed over."""
    field = choices.field
    name = field.to_field_name or "pk"
    try:
        rows = field.queryset.filter(**{f"{name}__in": [value for value in values if value]})
        return [choices.choice(row) for row in rows]
    except (ValueError, TypeError, ValidationError):
        return []


class _Lookup:
    """Writes the chosen rows only; static/js/lookup.js asks ``url_name`` for the others.

    ``params`` are selectors of fields whose values go along, such as ``"#id_unit"``.
    """

    def __init__(self, url_name: str, *, attrs=None, params: str = "", placeholder=""):
        super().__init__(attrs)
        self.url_name, self.params, self.placeholder = url_name, params, placeholder

    def build_attrs(self, base_attrs, extra_attrs=None):
        told = {
            "data-lookup-url": reverse(self.url_name),
            "data-lookup-params": self.params,
            "data-placeholder": self.placeholder,
        }
        extra = {name: value for name, value in told.items() if value} | (extra_attrs or {})
        return super().build_attrs(base_attrs, extra)

    def use_required_attribute(self, initial):
        """A hidden select that the browser refuses could not be mended by anybody."""
        return False

    def optgroups(self, name, value, attrs=None):
        whole = self.choices
        self.choices = [("", ""), *chosen_choices(whole, value)]
        try:
            return super().optgroups(name, value, attrs)
        finally:
            self.choices = whole


class LookupSelect(_Lookup, forms.Select):
    """One of many rows of a table; for a ModelChoiceField."""


class LookupSelectMultiple(_Lookup, forms.SelectMultiple):
    """Several of many rows of a table; for a ModelMultipleChoiceField."""

    def optgroups(self, name, value, attrs=None):
        return [group for group in super().optgroups(name, value, attrs) if group[1][0]["value"]]


class PhotosInput(forms.FileInput):
    """Several photos at once, from the camera or the album."""

    allow_multiple_selected = True

    def __init__(self, attrs=None):
        super().__init__({"accept": "image/*", **(attrs or {})})

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if hasattr(files, "getlist") else []


class PhotosField(forms.FileField):
    """The uploads as a list; whether they are photos is for ``core.uploads`` to say."""

    widget = PhotosInput

    def clean(self, data, initial=None):
        uploads = [upload for upload in data or () if upload is not None]
        if self.required and not uploads:
            raise ValidationError(self.error_messages["required"], code="required")
        return uploads
