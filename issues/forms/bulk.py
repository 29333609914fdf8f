from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from issues.forms.base import unit_field, words
from issues.models import Case
from issues.selectors.bulk import cases_dispatched_at_once
from issues.selectors.proposals import proposals_for
from issues.services.bulk import MOST, Choice, cases_dispatch


class LineForm(forms.Form):
    """One case of the selection: to whom it goes."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    lead = unit_field(_("Lead unit"), required=False)


class BulkDispatchForm(forms.Form):
    """A selection from a list, to be triaged and dispatched in one go.

    Each line starts with what the rules propose for its case.
    """

    everyone = unit_field(
        _("One lead unit for all"),
        required=False,
        help_text=_("Empty: each case goes to the unit beside it."),
    )
    note = forms.CharField(label=_("Note to the units"), required=False, widget=words(2))

    def __init__(self, *args, user, numbers: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.cases = list(cases_dispatched_at_once(user=user, numbers=numbers[:MOST]))
        self.left_out = len(set(numbers)) - len(self.cases)
        self.proposals = proposals_for(self.cases)

    @cached_property
    def lines(self) -> list[dict]:
        data = self.data if self.is_bound else None
        return [
            {
                "case": case,
                "proposal": self.proposals[case.pk],
                "form": LineForm(data, prefix=case.number, initial=self._initial(case)),
            }
            for case in self.cases
        ]

    def _initial(self, case: Case) -> dict:
        return {"version": case.version, "lead": self.proposals[case.pk].lead}

    def is_valid(self):
        return super().is_valid() and all(line["form"].is_valid() for line in self.lines)

    def clean(self):
        if not self.cases:
            raise forms.ValidationError(_("None of these cases waits to be dispatched any more."))
        return self.cleaned_data

    def perform(self):
        choices = [self._choice(line) for line in self.lines]
        return cases_dispatch(actor=self.user, choices=choices, note=self.cleaned_data["note"])

    def _choice(self, line: dict) -> Choice:
        chosen = line["form"].cleaned_data
        lead = self.cleaned_data["everyone"] or chosen["lead"]
        return Choice(line["case"], chosen["version"], lead, line["proposal"].category)
