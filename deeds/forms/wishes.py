"""What is read from the pages of a wish; what is right is for the service to say."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import FindSelect, LookupSelect
from deeds.forms.deeds import PhotosForm, day_field, satisfaction_field, units_with, yes_or_no
from deeds.models import Wish
from deeds.workflow import COLLECT
from enterprises.models import Enterprise
from organizations.models import Organization


class WishForm(forms.Form):
    """A wish as it was collected."""

    title = forms.CharField(
        label=pgettext_lazy("of a wish", "The wish"),
        max_length=100,
        help_text=_("In a few words, without names: everybody reads it on the wall."),
    )
    category = forms.ChoiceField(label=_("Category"), choices=Wish.Category.choices)
    detail = forms.CharField(
        label=_("More about it"),
        required=False,
        help_text=_("Also without names."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    wanted_by = day_field(_("Wanted by"))
    name = forms.CharField(
        label=_("Whose wish"),
        max_length=50,
        help_text=_("Shown only to who collected or claimed it, and to the visit office."),
    )
    contact = forms.CharField(label=_("How to reach them"), max_length=100)
    source = forms.ChoiceField(
        label=pgettext_lazy("of a wish", "Where collected"),
        choices=reversed(Wish.Source.choices),
        widget=forms.RadioSelect,
        initial=Wish.Source.COMMUNITY,
    )
    enterprise = forms.ModelChoiceField(
        label=_("Enterprise"),
        queryset=Enterprise.objects.none(),
        required=False,
        help_text=_("If it came up on a visit there."),
        widget=LookupSelect(
            "enterprises:lookup", placeholder=_("Two characters or pinyin initials")
        ),
    )
    unit = forms.ModelChoiceField(
        label=_("Collected for"), queryset=Organization.objects.none(), widget=FindSelect()
    )

    def __init__(self, *args, user, wish: Wish | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        firms = Enterprise.objects.visible_to(user).filter(is_active=True)
        if wish:
            del self.fields["unit"]
            firms = firms | Enterprise.objects.filter(pk=wish.enterprise_id or 0)
        else:
            units = units_with(user, COLLECT).exclude(kind=Organization.Kind.DISTRICT)
            self.fields["unit"].queryset = units
            self.fields["unit"].initial = min(user.home_unit_ids, default=None)
        self.fields["enterprise"].queryset = firms.defer("search")


class ClaimForm(forms.Form):
    """Who claims: one of the person's own units, or the person."""

    unit = forms.ModelChoiceField(
        label=_("Who claims it"),
        queryset=Organization.objects.none(),
        required=False,
        empty_label=_("I myself"),
    )
    words = forms.CharField(
        label=_("How it will be fulfilled"),
        required=False,
        help_text=_("May stay empty."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        mine = Organization.objects.active().filter(pk__in=user.home_unit_ids)
        self.fields["unit"].queryset = mine
        self.fields["unit"].initial = mine.values_list("pk", flat=True).first()


class FulfilForm(PhotosForm):
    words = forms.CharField(
        label=_("How it was fulfilled"),
        required=False,
        help_text=_("In words, by photos, or both."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ("words", "photos")


class ThankForm(forms.Form):
    """What whose wish it was says."""

    is_confirmed = yes_or_no(
        _("Is it really fulfilled?"),
        pgettext_lazy("of a wish", "fulfilled"),
        pgettext_lazy("of a wish", "not yet"),
    )
    satisfaction = satisfaction_field(_("How satisfied are they?"))
    thanks = forms.CharField(
        label=_("Thanks, in their words"),
        required=False,
        help_text=_("If it is not fulfilled yet: what is still missing."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
