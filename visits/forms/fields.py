"""Fields made for a thumb: photos from the camera, enterprises at hand."""

from django import forms

from core.forms import LookupSelect


class Segments(forms.RadioSelect):
    """Radio buttons, drawn by ``visits/segments.html`` as one row."""

    def use_required_attribute(self, initial):
        return False


class CameraInput(forms.FileInput):
    """Several photos, from the camera or the album; static/js/visit_photo.js makes them small."""

    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if hasattr(files, "getlist") else []


class PhotosField(forms.FileField):
    """The uploads as a list; whether they are photos is for the service to say."""

    widget = CameraInput

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def clean(self, data, initial=None):
        return [upload for upload in data or () if upload is not None]

    def has_changed(self, initial, data):
        return bool(self.clean(data))


class AtHandSelect(LookupSelect):
    """A lookup that also offers ``at_hand`` rows before anything is typed."""

    at_hand = ()

    def optgroups(self, name, value, attrs=None):
        groups = super().optgroups(name, value, attrs)
        for row in self.at_hand:
            if str(row.pk) not in value:
                option = self.create_option(name, row.pk, str(row), False, len(groups))
                groups.append((None, [option], len(groups)))
        return groups


class MinuteInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self):
        super().__init__(format="%Y-%m-%dT%H:%M")
