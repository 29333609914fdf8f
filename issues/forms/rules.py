from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import FindSelect, LookupSelect
from issues.models import DispatchRule
from issues.services.dispatch_rules import dispatch_rule_save


class DispatchRuleForm(forms.ModelForm):
    """A rule: what a case must be like, and what is then proposed."""

    class Meta:
        model = DispatchRule
        fields = (
            "name", "words", "kind", "category", "town",
            "lead", "to_territory", "tier", "proposed_category", "is_active",
        )  # fmt: skip
        widgets = {
            "lead": LookupSelect("organizations:unit_lookup"),
            "town": FindSelect(),
            "category": FindSelect(),
            "proposed_category": FindSelect(),
        }

    def clean(self):
        cleaned = super().clean()
        if not any(cleaned.get(name) for name in ("words", "kind", "category", "town")):
            self.add_error("words", _("Say for which cases: words, kind, category or town."))
        proposes = ("lead", "to_territory", "tier", "proposed_category")
        if not any(cleaned.get(name) for name in proposes):
            self.add_error("lead", _("Say what the rule proposes."))
        if cleaned.get("lead") and cleaned.get("to_territory"):
            self.add_error("to_territory", _("Choose either a unit or the town where it lies."))
        if cleaned.get("category") and cleaned["category"] == cleaned.get("proposed_category"):
            self.add_error("proposed_category", _("The case has this category already."))
        return cleaned

    def perform(self, *, actor) -> DispatchRule:
        return dispatch_rule_save(actor=actor, rule=self.save(commit=False))
