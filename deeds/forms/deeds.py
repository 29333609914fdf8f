"""What is read from the pages of a deed; what is right is for the service to say."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.access import Scope
from core.forms import FindSelect, LookupSelect, PhotosField, PhotosMixin
from deeds.models import Deed, DeedPhoto, FulfilmentPhoto, Satisfaction
from deeds.selectors.deeds import return_visits_for
from deeds.services.deeds import newest_photo
from deeds.workflow import KEEP
from enterprises.models import Enterprise
from organizations.models import Organization, User
from visits.models import Visit


def day_field(label, **facts) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **facts)


def yes_or_no(label, yes, no) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[("yes", yes), ("no", no)],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )


def satisfaction_field(label) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=list(reversed(Satisfaction.choices)),
        coerce=int,
        widget=forms.RadioSelect,
    )


def units_with(user, permission: str):
    """The units for which this person has the permission."""
    scopes, units = user.grants(permission), Organization.objects.active()
    return units if Scope.ALL in scopes else units.filter(pk__in=scopes.get(Scope.UNIT, ()))


class DeedForm(forms.Form):
    """A deed as the branch proposes it."""

    organization = forms.ModelChoiceField(
        label=_("Whose deed"), queryset=Organization.objects.none(), widget=FindSelect()
    )
    title = forms.CharField(label=pgettext_lazy("of a deed", "The deed"), max_length=100)
    for_whom = forms.CharField(
        label=_("For whom"),
        required=False,
        max_length=100,
        help_text=_("People or a community in words; or choose an enterprise."),
    )
    enterprise = forms.ModelChoiceField(
        label=_("Enterprise"),
        queryset=Enterprise.objects.none(),
        required=False,
        widget=LookupSelect(
            "enterprises:lookup", placeholder=_("Two characters or pinyin initials")
        ),
    )
    plan = forms.CharField(label=_("What will be done"), widget=forms.Textarea(attrs={"rows": 4}))
    responsible = forms.ModelChoiceField(
        label=_("Responsible person"),
        queryset=User.objects.filter(is_active=True),
        widget=LookupSelect(
            "organizations:person_lookup", placeholder=_("Name or pinyin initials")
        ),
    )
    starts_on = day_field(pgettext_lazy("first day", "From"))
    ends_on = day_field(pgettext_lazy("last day", "To"))

    def __init__(self, *args, user, deed: Deed | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if deed:
            del self.fields["organization"]
        else:
            units = units_with(user, KEEP).filter(kind__in=Deed.KINDS)
            self.fields["organization"].queryset = units
            if len(only := units[:2]) == 1:
                self.initial["organization"] = self.initial.get("organization") or only[0]
        firms = Enterprise.objects.visible_to(user).filter(is_active=True)
        if deed and deed.enterprise_id:
            firms = firms | Enterprise.objects.filter(pk=deed.enterprise_id)
        self.fields["enterprise"].queryset = firms.defer("search")


class PhotosForm(PhotosMixin):
    """A form with photos of a deed or of a fulfilled wish."""

    photos = PhotosField(
        label=_("Photos"),
        required=False,
        help_text=_("Place and device are taken off; only the time stays."),
    )

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def unused(self, stored):
        used = (DeedPhoto.objects.values("stored"), FulfilmentPhoto.objects.values("stored"))
        return stored.exclude(pk__in=used[0]).exclude(pk__in=used[1])


class ReportForm(PhotosForm):
    """What was done by a day."""

    done_on = day_field(_("Day"), initial=timezone.localdate)
    words = forms.CharField(label=_("What was done"), widget=forms.Textarea(attrs={"rows": 3}))
    field_order = ("done_on", "words", "photos")


class HandInForm(ReportForm):
    """The last progress; with a photo, unless there is one of this round already."""

    def __init__(self, *args, deed: Deed, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("What was achieved")
        self.fields["photos"].required = newest_photo(deed) is None


class AcceptForm(forms.Form):
    """What was found on the return visit."""

    is_done = yes_or_no(
        _("Is it really done?"),
        pgettext_lazy("of a deed", "really done"),
        pgettext_lazy("of a deed", "not yet"),
    )
    satisfaction = satisfaction_field(_("How satisfied are the people?"))
    visited_on = day_field(_("Visited on"), initial=timezone.localdate)
    visit = forms.ModelChoiceField(
        label=_("Return visit"),
        queryset=Visit.objects.none(),
        required=False,
        empty_label=_("not logged as a visit to the enterprise"),
        help_text=_("Your return visits to this enterprise since the deed was handed in."),
    )
    words = forms.CharField(
        label=_("In words"),
        required=False,
        help_text=_("If it is not done yet: what is still missing."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, user, deed: Deed, **kwargs):
        super().__init__(*args, **kwargs)
        if deed.enterprise_id:
            self.fields["visit"].queryset = return_visits_for(user=user, deed=deed)
        else:
            del self.fields["visit"]


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
