from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.forms import FindSelect
from issues.forms.base import StepForm, unit_field, words
from issues.forms.due import DueMixin
from issues.models import Category
from issues.selectors.proposals import proposal_for
from issues.services.dispatch import (
    case_dispatch,
    case_dispatch_on_the_spot,
    case_pass_down,
    case_triage,
)
from issues.services.returns import case_decide_return, case_return
from issues.workflow import Tier
from organizations.models import Organization, Position, User


class TriageForm(StepForm):
    tier = forms.ChoiceField(
        label=_("How is it to be solved?"),
        choices=[(tier.value, tier.label) for tier in (Tier.TIME_LIMITED, Tier.LEADER_LED)],
        initial=Tier.TIME_LIMITED,
        widget=forms.RadioSelect,
    )
    category = forms.ModelChoiceField(
        label=_("Category"),
        queryset=Category.objects.filter(is_active=True),
        required=False,
        widget=FindSelect(),
    )
    is_relapse = forms.BooleanField(
        label=_("It came back: a relapse"), required=False, initial=True
    )
    note = forms.CharField(label=_("Note"), required=False, widget=words(2))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposal = proposal_for(self.case)
        before = self.case.relapse_of
        if before:
            self.fields["is_relapse"].help_text = _("Closed less than 90 days before: %(case)s") % {
                "case": before
            }
        else:
            del self.fields["is_relapse"]
        self.fields["category"].initial = self.case.category_id or self.proposal.category
        self.fields["tier"].initial = self.proposal.tier or Tier.TIME_LIMITED

    call = staticmethod(case_triage)


class SupportForm(forms.Form):
    unit = unit_field(_("Supporting unit"), required=False)
    task = forms.CharField(label=_("What is asked of it"), required=False, widget=words(2))

    def clean(self):
        if self.cleaned_data.get("task") and not self.cleaned_data.get("unit"):
            self.add_error("unit", _("Choose the unit this is asked of."))
        return self.cleaned_data


SupportFormSet = forms.formset_factory(SupportForm, extra=1, max_num=20)


class DispatchForm(DueMixin, StepForm):
    template = "issues/step_dispatch.html"

    lead = unit_field(_("Lead unit"), help_text=_("It answers for the whole."))
    sponsor = forms.ModelChoiceField(
        label=_("Leader who answers for it"),
        queryset=User.objects.none(),
        required=False,
        widget=FindSelect(),
    )
    due_missing = _("A case led by a leader needs the leader and a date.")
    note = forms.CharField(label=_("Note to the units"), required=False, widget=words(2))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        leaders = Position.objects.exclude(kind=Position.Kind.HEAD).values("holder")
        self.fields["sponsor"].queryset = User.objects.filter(pk__in=leaders)
        self.proposal = proposal_for(self.case)
        self.fields["lead"].initial = self.proposal.lead
        if self.is_led:
            self.fields["sponsor"].required = True
            self.fields["due_days"].label = _("To be solved within (working days)")
        else:
            del self.fields["due_days"], self.fields["due_on"]

    @property
    def is_led(self) -> bool:
        return self.case.tier == Tier.LEADER_LED

    @cached_property
    def supports(self):
        return SupportFormSet(self.data if self.is_bound else None, prefix="supports")

    def is_valid(self):
        mine = super().is_valid()
        return self.supports.is_valid() and mine

    def clean(self):
        if self.is_led:
            self.cleaned_data["resolve_due_at"] = self.due_chosen()
        return self.cleaned_data

    def facts(self, cleaned):
        supports = [
            (line["unit"], line["task"]) for line in self.supports.cleaned_data if line.get("unit")
        ]
        mine = {key: value for key, value in cleaned.items() if not key.startswith("due_")}
        return {**mine, "supports": supports}

    call = staticmethod(case_dispatch)


class DispatchOnTheSpotForm(StepForm):
    intro = _("Triaged as “solved by a date” and dispatched in one step.")

    lead = unit_field(_("Lead unit"))
    note = forms.CharField(label=_("Note to the unit"), required=False, widget=words(2))

    call = staticmethod(case_dispatch_on_the_spot)


class PassDownForm(StepForm):
    intro = _("The unit below answers from now on; what has been spent of the time is spent.")

    unit = forms.ModelChoiceField(
        label=_("Unit below"),
        queryset=Organization.objects.none(),
        widget=FindSelect(),
    )
    note = forms.CharField(label=_("Note to the unit"), required=False, widget=words(2))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        below = Organization.objects.active().filter(parent=self.case.lead_unit_id)
        self.fields["unit"].queryset = below

    call = staticmethod(case_pass_down)


class ReturnForm(StepForm):
    intro = _(
        "Within the time to accept. The visit office decides once; its decision is final. "
        "The clock does not stop."
    )

    reason = forms.CharField(label=_("Why is it not yours?"), widget=words())
    suggested_unit = unit_field(
        _("Whose should it be?"), help_text=_("As far as you can tell; the visit office decides.")
    )

    call = staticmethod(case_return)


class _DecideReturnForm(StepForm):
    uphold = True

    decision = forms.CharField(label=_("Decision in words"), required=False, widget=words(3))

    def facts(self, cleaned):
        return {**cleaned, "uphold": self.uphold}

    call = staticmethod(case_decide_return)


class UpholdReturnForm(_DecideReturnForm):
    intro = _(
        "The case comes back to be dispatched to another unit; the time already spent counts."
    )


class RejectReturnForm(_DecideReturnForm):
    uphold = False
    intro = _("The case stays with the unit, which may not return it again.")
