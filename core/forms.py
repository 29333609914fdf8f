"""Fields that find as one types: only what is chosen is written into the page."""

from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import NotSo
from core.models import StoredFile
from core.pinyin import initials_of
from core.uploads import photo_store


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

    ``params`` are selectors of fields whose values go along, such as ``"#id_unit"``; ``offered``
    are keys of rows to choose from before anything is typed.
    """

    def __init__(self, url_name: str, *, attrs=None, params: str = "", placeholder="", offered=()):
        super().__init__(attrs)
        self.url_name, self.params, self.placeholder = url_name, params, placeholder
        self.offered = list(offered)

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
        self.choices = [("", ""), *chosen_choices(whole, [*value, *self.offered])]
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


class FindSelect(forms.Select):
    """A select searched among its own options, by what they say or by the pinyin initials of it."""

    def __init__(self, attrs=None, choices=()):
        super().__init__({"data-find": "", **(attrs or {})}, choices)

    def create_option(self, name, value, label, *args, **kwargs):
        option = super().create_option(name, value, label, *args, **kwargs)
        option["attrs"]["data-initials"] = initials_of(str(label))
        return option


class PhotosInput(forms.FileInput):
    """Several photos at once, from the camera or the album."""

    allow_multiple_selected = True

    def __init__(self, attrs=None):
        super().__init__({"accept": "image/*", "class": "form-control", **(attrs or {})})

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if hasattr(files, "getlist") else []

    def use_required_attribute(self, initial):
        """Photos that came with an earlier attempt count too."""
        return False


class PhotosField(forms.FileField):
    """The uploads as a list; whether they are photos, and enough, is for ``PhotosMixin`` to say."""

    widget = PhotosInput

    def clean(self, data, initial=None):
        return [upload for upload in data or () if upload is not None]


class PhotosMixin(forms.Form):
    """Keeps the photos of its ``PhotosField``\\ s, also while the form comes back with an error.

    The cleaned value is the stored photos, those of an earlier attempt first. ``self.user`` sends
    them; ``unused`` narrows stored files to those that belong to nothing yet.
    """

    user = None

    def unused(self, stored):
        return stored

    def store(self, upload) -> StoredFile:
        """Check and keep one upload; a form that takes documents too says so here."""
        return photo_store(actor=self.user, upload=upload)

    def clean(self):
        cleaned = super().clean()
        for name in self._photo_fields():
            cleaned[name] = self._kept_with(name, cleaned.get(name) or [])
        return cleaned

    def kept(self) -> list[tuple[str, list[StoredFile]]]:
        """Each field of photos that have come, for the page to send along again."""
        if not self.is_bound:
            return []
        cleaned = getattr(self, "cleaned_data", {})
        found = ((f"kept_{name}", cleaned.get(name)) for name in self._photo_fields())
        return [(name, photos) for name, photos in found if photos]

    def _photo_fields(self) -> list[str]:
        return [name for name, field in self.fields.items() if isinstance(field, PhotosField)]

    def _kept_with(self, name: str, uploads: list) -> list[StoredFile]:
        stored, faults = self._sent_before(name), []
        for upload in uploads:
            try:
                stored.append(self.store(upload))
            except NotSo as refusal:
                faults.append(str(refusal.message))
        if self.fields[name].required and not stored and not faults:
            faults.append(_("Add at least one photo."))
        if faults:
            self._errors[name] = self.error_class(faults)
        return stored

    def _sent_before(self, name: str) -> list[StoredFile]:
        keys = self.data.getlist(f"kept_{name}") if hasattr(self.data, "getlist") else []
        mine = StoredFile.objects.filter(pk__in=filter(_is_uuid, keys), uploaded_by=self.user)
        return list(self.unused(mine).order_by("uploaded_at"))


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
