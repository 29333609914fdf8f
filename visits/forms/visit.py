"""What is read from the page; what is right is for the service to say, all of it at once."""

from django import forms
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import LookupSelect, LookupSelectMultiple
from enterprises.models import Enterprise
from issues.models import Category, Verification
from issues.workflow import Kind
from organizations.models import Organization, User
from safety.workflow import SafetyField
from visits import selectors
from visits.forms.fields import AtHandSelect, MinuteInput, PhotosField, Segments
from visits.forms.online_part import OnlinePart
from visits.forms.planned_part import PlannedPart
from visits.models import Campaign, Visit
from visits.services import FindingEntry, finding_faults
from visits.workflow import Handling

LOG = "visits.visit_log"


class VisitForm(OnlinePart, PlannedPart):
    submission_key = forms.UUIDField(widget=forms.HiddenInput)
    enterprise = forms.ModelChoiceField(
        label=_("Enterprise"),
        queryset=Enterprise.objects.none(),
        widget=AtHandSelect(
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
    mode = forms.ChoiceField(label=_("How"), choices=Visit.Mode.choices, widget=Segments)
    purpose = forms.ChoiceField(label=_("Purpose"), choices=Visit.Purpose.choices, widget=Segments)
    unannounced = forms.BooleanField(
        label=_("Unannounced, without greeting or escort"), required=False
    )
    visited_at = forms.DateTimeField(
        label=_("When"),
        widget=MinuteInput,
        error_messages={"invalid": _("This is not a time. Please choose the day and the minute.")},
    )
    follows = forms.ModelChoiceField(
        label=_("Which visit it follows"),
        queryset=Visit.objects.none(),
        required=False,
        empty_label=_("Choose"),
    )
    participants = forms.ModelMultipleChoiceField(
        label=_("Who took part"),
        queryset=User.objects.filter(is_active=True),
        required=False,
        widget=LookupSelectMultiple("organizations:person_lookup", placeholder=_("Add people")),
    )
    other_participants = forms.CharField(
        label=_("Others who took part"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("People without an account, if any")}),
    )
    situation = forms.CharField(
        label=_("Situation"),
        max_length=4000,
        error_messages={"required": _("Say in a sentence how things stand there.")},
        widget=forms.Textarea(
            attrs={"rows": 3, "placeholder": _("How things stand: orders, staff, plans, worries")}
        ),
    )
    root_cause = forms.CharField(
        label=_("Root cause"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": _("Where the knot lies, if any")}),
    )
    decision = forms.CharField(
        label=_("Decided on the spot"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    photos = PhotosField(label=_("Photos of the visit"))
    campaign = forms.ModelChoiceField(
        label=_("Campaign"),
        queryset=Campaign.objects.none(),
        required=False,
        error_messages={
            "invalid_choice": _(
                "This enterprise is not in the campaign (any more). Choose “no campaign”."
            )
        },
    )
    device_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    clock_seen = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, user, enterprise=None, campaigns=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["campaign"].queryset = Campaign.objects.filter(pk__in=campaigns)
        loggable = Enterprise.objects.allowing(user, LOG).filter(is_active=True)
        chosen = self.fields["enterprise"]
        chosen.queryset = loggable.defer("search")
        chosen.widget.attrs.update(
            {
                "hx-get": reverse_lazy("visits:brief"),
                "hx-target": "#brief",
                "hx-trigger": "change",
                "hx-sync": "this:replace",
            }
        )
        self.offer_planned(user, enterprise)
        self.offer_invitations(user, enterprise)
        if enterprise:
            visits = selectors.visits_of_enterprise(user=user, enterprise=enterprise)
            self.fields["follows"].queryset = visits

    def offer_at_hand(self, user) -> None:
        self.fields["enterprise"].widget.at_hand = selectors.enterprises_at_hand(user=user)

    def clean_visited_at(self):
        return self.cleaned_data["visited_at"] or timezone.now()


class FindingForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What it is"), choices=Kind.choices, required=False, widget=Segments
    )
    title = forms.CharField(
        label=_("In a few words"),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": 100}),
    )
    description = forms.CharField(
        label=_("Details"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    category = forms.ModelChoiceField(
        label=_("Category"),
        queryset=Category.objects.filter(is_active=True),
        required=False,
        empty_label=_("not sure"),
    )
    field = forms.ChoiceField(
        label=_("Kind of danger"),
        choices=[("", _("Choose")), *SafetyField.choices],
        required=False,
    )
    place = forms.CharField(
        label=_("Place on the site"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Workshop, floor, machine")}),
    )
    photos = PhotosField(label=_("Photos"))
    handling = forms.ChoiceField(
        label=_("What to do"),
        choices=Handling.choices,
        initial=Handling.OFFICE,
        required=False,
        widget=Segments,
    )
    unit = forms.ModelChoiceField(
        label=_("Unit that takes it"),
        queryset=Organization.objects.active(),
        required=False,
        widget=LookupSelect(
            "organizations:unit_lookup",
            attrs={"data-kept": "units"},
            placeholder=_("Name or pinyin initials"),
        ),
    )
    how = forms.CharField(
        label=_("How it was solved"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    after = PhotosField(label=_("Photos that show it put right"))
    proposed = forms.IntegerField(
        required=False, widget=forms.TextInput(attrs={"hidden": True}), max_value=2**62
    )

    def __init__(self, *args, offered=(), **kwargs):
        """``offered``: what may be done on the spot; the page shows no more."""
        super().__init__(*args, **kwargs)
        self.offered = [Handling.OFFICE, *offered]

    def has_changed(self):
        """A card in which nothing was entered, or all was taken out, is no finding."""
        changed = set(self.changed_data) - {"handling"}
        if "proposed" in changed:
            changed -= {"proposed", "kind"}
        return bool(changed)

    def clean(self):
        """Say what is missing together with what is wrong elsewhere in the page."""
        if self.has_changed() and not self.errors:
            for name, sentence in finding_faults(FindingEntry(**self.cleaned_data)):
                self.add_error(name, sentence)


FindingFormSet = forms.formset_factory(
    FindingForm, extra=1, max_num=20, absolute_max=40, validate_max=True
)


class CheckForm(forms.Form):
    """The enterprise's word about one case: two questions, asked separately."""

    is_solved = forms.TypedChoiceField(
        label=_("Is it solved?"),
        choices=[("yes", _("solved")), ("no", _("not solved"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=Segments,
    )
    satisfaction = forms.TypedChoiceField(
        label=_("Satisfied?"),
        choices=[("", _("did not say")), *reversed(Verification.Satisfaction.choices)],
        coerce=int,
        empty_value=None,
        required=False,
    )
    words = forms.CharField(
        label=_("In the enterprise's words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, prefix=f"checks-{case.pk}", **kwargs)
        self.case = case
