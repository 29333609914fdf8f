"""Files in a form: what was sent once is kept, also when the form comes back with an error."""

from uuid import UUID

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.errors import NotSo
from core.models import StoredFile
from core.uploads import file_store
from issues.models import Attachment, Case
from issues.services.cases import files_add

MOST_FILES = 20


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"

    def __init__(self):
        super().__init__(
            attrs={"accept": "image/*,.pdf,.docx,.xlsx,.pptx", "class": "form-control"}
        )


class ManyFilesField(forms.FileField):
    """Any number of files; the value is the list of uploads."""

    widget = ManyFilesInput

    def clean(self, data, initial=None):
        uploads = data if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not uploads:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [super(ManyFilesField, self).clean(one, initial) for one in uploads]


class FilesMixin(forms.Form):
    """Adds ``files``; the value is the checked ones, those of an earlier attempt among them."""

    files_required = False

    files_sent = ManyFilesField(
        label=_("Photos and files"),
        required=False,
        help_text=_("Photos, PDF, Word, Excel or PowerPoint, up to 20 MB each"),
    )

    @cached_property
    def stored_so_far(self) -> list[StoredFile]:
        """What this person has sent, also with an earlier attempt; nothing of anybody else's."""
        wanted = [one for one in self.data.getlist("kept") if _is_uuid(one)] if self.data else []
        used = Attachment.objects.filter(stored__in=wanted).values("stored")
        mine = StoredFile.objects.filter(pk__in=wanted, uploaded_by=self.user)
        return list(mine.exclude(pk__in=used))

    def clean_files_sent(self) -> list[StoredFile]:
        """Keep each file that is one; name each that is not."""
        faults, stored = [], self.stored_so_far
        if len(stored) + len(self.cleaned_data["files_sent"]) > MOST_FILES:
            raise forms.ValidationError(_("At most %d files at a time.") % MOST_FILES)
        for upload in self.cleaned_data["files_sent"]:
            try:
                stored.append(file_store(actor=self.user, upload=upload))
            except NotSo as error:
                faults.append(error.message)
        if self.files_required and not stored and not faults:
            faults.append(_("Choose at least one file."))
        if faults:
            raise forms.ValidationError(faults)
        return stored


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


class FileAddForm(FilesMixin):
    """More files for a case, by whoever may handle it."""

    files_required = True

    def __init__(self, *args, user, case: Case, **kwargs):
        self.user, self.case = user, case
        super().__init__(*args, **kwargs)

    def perform(self) -> None:
        files_add(actor=self.user, case=self.case, files=self.cleaned_data["files_sent"])
