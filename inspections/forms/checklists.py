"""Writing a check-list; what is right is for the services to say."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from inspections.models import CheckItem, CheckListVersion
from inspections.services.checklists import ITEMS_MOST, ItemEntry
from safety.workflow import SafetyField

BLANKS = 3


class ListForm(forms.Form):
    """A list that is begun, in one of the fields whose lists the person keeps."""

    field = forms.ChoiceField(label=_("Field"))
    name = forms.CharField(label=_("Name of the list"), max_length=60)
    trade = forms.CharField(
        label=_("Trade"), max_length=60, required=False, help_text=_("Empty: for every trade.")
    )

    def __init__(self, *args, fields, **kwargs):
        super().__init__(*args, **kwargs)
        labels = dict(SafetyField.choices)
        self.fields["field"].choices = [(one, labels[one]) for one in fields]


class DraftForm(forms.ModelForm):
    class Meta:
        model = CheckListVersion
        fields = ("name", "trade")
        labels = {"name": _("Name of the list"), "trade": _("Trade")}

    def _post_clean(self):
        """What is right is for the service to say, with all else that is wrong."""


class ItemRow(forms.ModelForm):
    class Meta:
        model = CheckItem
        fields = ("section", "text", "basis", "how", "score", "photo_required")
        labels = {
            "section": _("Section"),
            "text": _("Item"),
            "basis": _("Basis"),
            "how": _("How to judge"),
            "score": pgettext_lazy("of a check item", "Points"),
            "photo_required": _("Photo required"),
        }
        widgets = {
            "text": forms.Textarea(attrs={"rows": 2}),
            "how": forms.Textarea(attrs={"rows": 2}),
            "basis": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["section"].required = False

    def _post_clean(self):
        """As above."""

    @property
    def is_filled(self) -> bool:
        return self.has_changed() or self.instance.pk is not None

    def entry(self) -> ItemEntry:
        names = self._meta.fields
        return ItemEntry(**{name: self.cleaned_data[name] for name in names})


class ItemRows(forms.BaseModelFormSet):
    """The rows of a draft: those there are, and blank ones; an emptied place is the last."""

    def entries(self) -> list[ItemEntry]:
        kept = [
            form for form in self.forms if form.is_filled and not form.cleaned_data.get("DELETE")
        ]
        ordered = sorted(kept, key=lambda form: form.cleaned_data.get("ORDER") or 10_000)
        return [form.entry() for form in ordered]

    def validate_unique(self):
        """The service writes all rows anew."""


ITEM_ROWS = forms.modelformset_factory(
    CheckItem,
    form=ItemRow,
    formset=ItemRows,
    extra=BLANKS,
    can_order=True,
    can_delete=True,
    max_num=ITEMS_MOST,
)


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("Workbook with the items"),
        help_text=_("The items of the draft are replaced by those of the first sheet."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )


class PublishForm(forms.Form):
    reason = forms.CharField(label=_("What changed and why"), max_length=200, required=False)
