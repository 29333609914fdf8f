from django import forms
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calendars.units import LengthUnit
from core.errors import NotSo
from issues.forms.base import refuse
from issues.models import CampaignMark, Category, DeadlinePolicy
from issues.models.deadline import Conditions
from issues.selectors.foresight import Foresight, policy_foresee
from issues.services.policies import policy_check, policy_replace
from issues.workflow import Kind, Stage, Tier, grades_of


def about_choices() -> list[tuple]:
    """All cases, each kind, and each grade of a kind, as one list."""
    found = [("", _("all cases"))]
    for kind, label in Kind.choices:
        found.append((kind, label))
        found += [(f"{kind}:{grade}", name) for grade, name in grades_of(kind).items()]
    return found


class PolicyForm(forms.Form):
    """A new version of a time limit, or the first for some cases; ``seen`` once it was previewed."""

    stage = forms.ChoiceField(
        label=gettext_lazy("Stage"),
        choices=[choice for choice in Stage.choices if choice[0] != Stage.REVIEW],
    )
    about = forms.ChoiceField(
        label=gettext_lazy("For which cases"), choices=about_choices, required=False
    )
    tier = forms.ChoiceField(
        label=gettext_lazy("Way of solving"),
        choices=[("", gettext_lazy("any way of solving")), *Tier.choices],
        required=False,
    )
    category = forms.ModelChoiceField(
        label=gettext_lazy("Category"),
        queryset=Category.objects.filter(is_active=True),
        required=False,
        empty_label=gettext_lazy("any category"),
    )
    campaign = forms.ModelChoiceField(
        label=gettext_lazy("Campaign"),
        queryset=CampaignMark.objects.all(),
        required=False,
        empty_label=gettext_lazy("with or without a campaign"),
    )
    length = forms.IntegerField(
        label=gettext_lazy("Length"),
        required=False,
        min_value=1,
        help_text=gettext_lazy(
            "Empty only where whoever dispatches sets the date by which it is to be solved."
        ),
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Unit of time"),
        choices=LengthUnit.choices,
        initial=LengthUnit.WORKING_DAY,
    )
    seen = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, user, policy: DeadlinePolicy | None = None, **kwargs):
        self.user, self.policy = user, policy
        super().__init__(*args, **kwargs)
        if policy:
            for name in ("stage", "about", "tier", "category", "campaign"):
                del self.fields[name]
            self.fields["length"].initial = policy.length
            self.fields["unit"].initial = policy.length_unit

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            try:
                policy_check(self.conditions.stage, cleaned["length"], cleaned["unit"])
            except NotSo as refusal:
                refuse(self, refusal)
        return cleaned

    @property
    def conditions(self) -> Conditions:
        if self.policy:
            return self.policy.conditions
        facts = self.cleaned_data
        kind, _sep, grade = facts["about"].partition(":")
        about = kind, facts["tier"], grade, facts["category"], facts["campaign"]
        return Conditions(facts["stage"], *about)

    @property
    def draft(self) -> DeadlinePolicy:
        """The version as it would stand."""
        facts = self.cleaned_data
        return DeadlinePolicy(
            **self.conditions._asdict(), length=facts["length"], length_unit=facts["unit"]
        )

    def foresee(self) -> Foresight:
        return policy_foresee(self.draft)

    def perform(self) -> DeadlinePolicy:
        return policy_replace(
            actor=self.user,
            conditions=self.conditions,
            length=self.cleaned_data["length"],
            unit=self.cleaned_data["unit"],
            seen=self.policy,
        )

    @property
    def hidden(self) -> SafeString:
        """What was entered, to be sent along with the confirmation."""
        told = [self[name].as_hidden() for name in self.fields if name != "seen"]
        told.append(forms.HiddenInput().render("seen", "1"))
        return format_html_join("", "{}", ((one,) for one in told))
