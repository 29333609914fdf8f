"""The page on which an inspection is done: what is read from it; what is right, the service says."""

import uuid

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.forms import LookupSelect, LookupSelectMultiple, PhotosField
from enterprises.models import Enterprise
from inspections.models import CheckItem, CheckListVersion
from inspections.selectors.checklists import versions_in_use, versions_published
from inspections.services.entries import NOTE_LONGEST, InspectionEntry, JudgementEntry
from inspections.workflow import INSPECT, InspectionKind, Result
from organizations.models import User
from visits.models import PlannedVisit, Visit
from visits.models.planned import going
from visits.workflow import PlannedState

BLANK = "__item__"
"""Stands for an item's key where static/js/inspection_page.js makes its row."""


class ItemForm(forms.Form):
    """What is entered of one item."""

    result = forms.ChoiceField(
        label=_("Result"), choices=Result.choices, required=False, widget=forms.RadioSelect
    )
    photos = PhotosField(label=_("Photos"), required=False)
    place = forms.CharField(
        label=_("Place on the site"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Workshop, floor, machine")}),
    )
    note = forms.CharField(
        label=_("What was found"),
        max_length=NOTE_LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    is_fixed = forms.BooleanField(label=_("Put right on the spot"), required=False)
    how = forms.CharField(
        label=_("How it was put right"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    after = PhotosField(label=_("Photos that show it put right"), required=False)

    def __init__(self, *args, item: CheckItem | str = BLANK, **kwargs):
        super().__init__(*args, prefix=f"items-{getattr(item, 'pk', item)}", **kwargs)
        self.item = item

    def entry(self) -> JudgementEntry:
        return JudgementEntry(item=self.item, **self.cleaned_data)


class InspectionForm(forms.Form):
    submission_key = forms.UUIDField(widget=forms.HiddenInput)
    clock_seen = forms.BooleanField(required=False, widget=forms.HiddenInput)
    device_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    planned = forms.ModelChoiceField(
        label=_("Planned inspection"),
        queryset=PlannedVisit.objects.none(),
        required=False,
        widget=forms.TextInput(attrs={"hidden": True}),
        error_messages={
            "invalid_choice": _("This plan is not open any more, or not yours. Begin without it.")
        },
    )
    enterprise = forms.ModelChoiceField(
        label=_("Enterprise"),
        queryset=Enterprise.objects.none(),
        widget=LookupSelect(
            "enterprises:lookup",
            attrs={"data-kept": "enterprises"},
            placeholder=_("Two characters or pinyin initials"),
        ),
        error_messages={
            "required": _("Choose the enterprise."),
            "invalid_choice": _(
                "This enterprise is not in your reach, or no longer in the register. "
                "Please choose again."
            ),
        },
    )
    kind = forms.ChoiceField(
        label=_("Kind of inspection"),
        choices=InspectionKind.choices,
        initial=InspectionKind.INSPECTION,
        widget=forms.RadioSelect,
    )
    lists = forms.ModelMultipleChoiceField(
        label=_("Check-lists"),
        queryset=CheckListVersion.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    visited_at = forms.DateTimeField(
        label=_("When"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("This is not a time. Please choose the day and the minute.")},
    )
    participants = forms.ModelMultipleChoiceField(
        label=_("Who inspects"),
        queryset=User.objects.filter(is_active=True),
        required=False,
        widget=LookupSelectMultiple("organizations:person_lookup", placeholder=_("Add people")),
    )
    other_participants = forms.CharField(
        label=_("Others who took part"), max_length=200, required=False
    )
    unannounced = forms.BooleanField(
        label=_("Unannounced, without greeting or escort"), required=False
    )
    over_cap_reason = forms.CharField(
        label=_("Why one more is needed, if it is over the cap"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    met = forms.CharField(
        label=_("Who was there for the enterprise"), max_length=60, required=False
    )
    opinion = forms.CharField(
        label=_("Opinion and advice"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        firms = Enterprise.objects.allowing(user, INSPECT).filter(is_active=True)
        self.fields["enterprise"].queryset = firms.defer("search")
        published = versions_published()
        self.fields["lists"].queryset = published if self.is_bound else versions_in_use()
        self.fields["planned"].queryset = PlannedVisit.objects.filter(
            going(user),
            purpose=Visit.Purpose.INSPECTION,
            state__in=(PlannedState.PLANNED, PlannedState.KEPT),
        )


class InspectionPage:
    """Unbound for a new inspection, or bound to what was sent: the form and a form for each item."""

    OWN = ("kind", "lists", "met", "opinion")

    def __init__(self, *, user, data=None, files=None, enterprise=None, planned=None):
        self.planned = planned
        initial = {
            "submission_key": uuid.uuid4(),
            "enterprise": enterprise,
            "visited_at": timezone.localtime().replace(second=0, microsecond=0),
            "participants": [user.pk],
        }
        self.form = InspectionForm(data, files, user=user, initial=initial)
        self._data, self._files = data, files

    @cached_property
    def items(self) -> list[ItemForm]:
        versions = self.form.cleaned_data.get("lists", ())
        return [
            ItemForm(self._data, self._files, item=item)
            for version in versions
            for item in version.items.all()
        ]

    @property
    def blank(self) -> ItemForm:
        """The row of an item whose key is not known yet."""
        return ItemForm()

    def is_valid(self) -> bool:
        is_whole = self.form.is_valid()
        return all([is_whole, *(one.is_valid() for one in self.items)])

    def facts(self) -> dict:
        """What the service is given."""
        sent = self.form.cleaned_data
        entry = InspectionEntry(
            kind=sent["kind"],
            versions=list(sent["lists"]),
            judgements=[one.entry() for one in self.items],
            met=sent["met"],
            opinion=sent["opinion"],
        )
        return {"entry": entry, **{name: sent[name] for name in sent if name not in self.OWN}}

    def errors(self, refusal: DomainError | None = None) -> dict[str, list[str]]:
        """Every sentence by the name of its field in the page; "" for the page as a whole."""
        told: dict[str, list[str]] = {}
        for form in (self.form, *self.items):
            for field, sentences in form.errors.items():
                told[form.add_prefix(field)] = list(sentences)
        if refusal:
            fields = refusal.fields or {"": refusal.message}
            told |= {name: [str(said or refusal.message)] for name, said in fields.items()}
        return told
