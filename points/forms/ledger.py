"""What is read from the pages of the ledger; what is right is for the services to say."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import FindSelect, PhotosField, PhotosInput, PhotosMixin
from core.models import StoredFile
from core.uploads import file_store
from organizations.models import Organization
from points.models import AppealFile, EntryFile
from points.selectors.rules import rules_in_force
from points.selectors.standing import GROUPS
from points.workflow import BY_HAND_CAUSES, Cause


class FilesForm(PhotosMixin):
    """A form with photos and documents that bear something out."""

    files = PhotosField(
        label=_("Files"),
        required=False,
        help_text=_("Photos, PDF, Word or Excel."),
        widget=PhotosInput(attrs={"accept": "image/*,.pdf,.docx,.xlsx"}),
    )

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def store(self, upload) -> StoredFile:
        return file_store(actor=self.user, upload=upload)

    def unused(self, stored):
        used = (EntryFile.objects.values("stored"), AppealFile.objects.values("stored"))
        return stored.exclude(pk__in=used[0]).exclude(pk__in=used[1])


class EntryForm(FilesForm):
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Organization.objects.none(), widget=FindSelect()
    )
    cause = forms.ChoiceField(label=_("What for"))
    happened_on = forms.DateField(
        label=_("Day"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    label = forms.CharField(label=_("In a few words"), max_length=100)
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The unit reads it."),
    )
    field_order = ("unit", "cause", "happened_on", "label", "reason", "files")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Organization.objects.active().filter(kind__in=GROUPS)
        rules = rules_in_force().filter(cause__in=BY_HAND_CAUSES).exclude(points=0)
        self.fields["cause"].choices = [
            (rule.cause, f"{Cause(rule.cause).label} {rule.points:+}") for rule in rules
        ]


class CorrectForm(forms.Form):
    reason = forms.CharField(
        label=_("What was wrong with it"), widget=forms.Textarea(attrs={"rows": 3})
    )


class AppealForm(FilesForm):
    reason = forms.CharField(
        label=_("Why the entry is wrong"), widget=forms.Textarea(attrs={"rows": 4})
    )
    field_order = ("reason", "files")


class DecideForm(forms.Form):
    upheld = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[
            ("yes", _("upheld: a counter entry puts it right")),
            ("no", _("dismissed: it stays")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    decision = forms.CharField(
        label=_("Reasons"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The unit reads them. The decision is final."),
    )


class RuleForm(forms.Form):
    points = forms.DecimalField(
        label=pgettext_lazy("of units", "Points"),
        max_digits=6,
        decimal_places=1,
        help_text=_("Negative takes; 0 neither gives nor takes."),
    )
    cap = forms.DecimalField(
        label=_("At most a month"),
        required=False,
        max_digits=6,
        decimal_places=1,
        help_text=_("Without a sign; for one unit. Empty: without limit."),
    )
