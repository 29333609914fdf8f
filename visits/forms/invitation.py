"""An official prepares an online visit; the enterprise fills in its side."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.forms import LookupSelect, LookupSelectMultiple
from core.public_forms import PublicForm
from enterprises.models import Enterprise
from organizations.models import User
from visits.forms.fields import MinuteInput
from visits.models import InvitationAnswer
from visits.services.invitations import LOG, MOST_DEMANDS, DemandEntry, invitation_answer

MOST_WORDS = 2000


class InvitationForm(forms.Form):
    """To whom, when and by whom; the rules are the service's."""

    enterprise = forms.ModelChoiceField(
        label=gettext_lazy("Enterprise"),
        queryset=Enterprise.objects.none(),
        widget=LookupSelect(
            "enterprises:lookup", placeholder=gettext_lazy("Two characters or pinyin initials")
        ),
    )
    meets_at = forms.DateTimeField(
        label=gettext_lazy("When you speak to each other"),
        widget=MinuteInput,
        help_text=gettext_lazy("Within the next 14 days; so long the link works."),
    )
    about = forms.CharField(
        label=pgettext_lazy("online visit", "What it is about"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("The enterprise reads this when it opens the link."),
    )
    people = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who takes part"),
        queryset=User.objects.filter(is_active=True),
        required=False,
        widget=LookupSelectMultiple(
            "organizations:person_lookup", placeholder=gettext_lazy("Add people")
        ),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        loggable = Enterprise.objects.allowing(user, LOG).filter(is_active=True)
        self.fields["enterprise"].queryset = loggable.defer("search")


class InvitedForm(PublicForm):
    """The enterprise's side: how it stands, and whom to ask."""

    field_order = ("situation", "contact_name", "contact_phone", "website")

    situation = forms.CharField(
        label=gettext_lazy("How does your enterprise stand at the moment?"),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Orders, staff, plans, worries"),
    )

    def perform(self, link, demands: "DemandForms") -> InvitationAnswer:
        """Fill in the enterprise's side; the domain's refusals come up."""
        return invitation_answer(link=link, demands=demands.entries(), **self.facts())


class DemandForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("Question or demand"), max_length=100, required=False
    )
    description = forms.CharField(
        label=gettext_lazy("Please describe it"),
        max_length=MOST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self):
        facts = super().clean()
        if facts.get("description") and not facts.get("title", "").strip():
            self.add_error("title", _("Say in a few words what it is about."))


class DemandForms(
    forms.formset_factory(DemandForm, extra=MOST_DEMANDS, max_num=MOST_DEMANDS, absolute_max=20)
):
    """As many as the page has room for; those left empty are none."""

    def entries(self) -> list[DemandEntry]:
        return [DemandEntry(**form.cleaned_data) for form in self if form.cleaned_data.get("title")]
