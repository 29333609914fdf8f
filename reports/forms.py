"""What the figures are asked for: a period, a kind of case, and which figure to open."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from issues.models import CampaignMark, Case
from issues.workflow import Kind, Tier
from organizations.models import Organization
from reports.periods import PERIODS, THIS_MONTH, Period, period_called
from reports.rates import PARTS, RATES
from reports.selectors.dimensions import NONE
from reports.selectors.known_sets import SETS
from reports.selectors.panels.standing import NOT_VISITED, VISITED
from reports.verified import DRAWN_PARTS
from safety.workflow import SafetyField

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)


class FiguresForm(forms.Form):
    """Reads the address of the figures; whatever is wrong in it, ``period`` can be shown."""

    period = forms.ChoiceField(choices=list(PERIODS.items()), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("all kinds")), *Kind.choices], required=False
    )

    campaign = forms.ModelChoiceField(
        label=_("Campaign"),
        queryset=CampaignMark.objects.all(),
        required=False,
        empty_label=_("with or without a campaign"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in (("from", _("from")), ("to", _("until"))):
            self.fields[name] = forms.DateField(
                label=label,
                required=False,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                error_messages={"invalid": _("This is not a date. Write it as 2026-03-31.")},
            )

    def clean(self):
        facts = super().clean()
        first, last = facts.get("from"), facts.get("to")
        for name in ("from", "to"):
            if facts.get(name) and not EARLIEST <= facts[name] <= LATEST:
                self.add_error(name, _("Choose a date between 2000 and 2100."))
        if first and last and first > last:
            self.add_error("to", _("The last day lies before the first. Swap them."))
        return facts

    @property
    def chosen(self) -> str:
        """The named period that is shown; empty for one from day to day."""
        facts = self.cleaned_data if self.is_valid() else {}
        if facts.get("from") or facts.get("to"):
            return ""
        return facts.get("period") or THIS_MONTH

    def shown_period(self) -> Period:
        """The period asked for; this month where the address makes no sense."""
        today = timezone.localdate()
        facts = self.cleaned_data if self.is_valid() else {}
        first, last = facts.get("from"), facts.get("to")
        if not first and not last:
            return period_called(facts.get("period") or THIS_MONTH, today)
        if not first:
            return Period(last.replace(day=1), last)
        return Period(first, last or max(first, today))

    def fields_to_show(self):
        """The fields for the page: with their errors, or holding the period that is shown."""
        shown = self.shown_period()
        facts = self.cleaned_data if self.is_valid() else {}
        others = [name for name in self.fields if name not in ("period", "from", "to")]
        known = {"from": shown.since_on, "to": shown.until_on}
        known |= {name: facts.get(name) for name in others}
        form = self if self.errors else self.again(known)
        return [form[name] for name in known]

    def again(self, known: dict) -> "FiguresForm":
        """The form holding what is shown."""
        return type(self)(initial=known)

    def shown_kind(self) -> str:
        return self.cleaned_data.get("kind", "") if self.is_valid() else ""

    def shown_campaign(self) -> CampaignMark | None:
        return self.cleaned_data.get("campaign") if self.is_valid() else None


class DashboardForm(FiguresForm):
    """The figures' address, and of which unit; a unit out of the person's reach is none."""

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"] = forms.ModelChoiceField(
            label=_("Unit"), queryset=units, required=False, empty_label=_("all units")
        )

    def again(self, known: dict) -> "DashboardForm":
        return type(self)(initial=known, units=self.fields["unit"].queryset)

    def shown_unit(self) -> Organization | None:
        return self.cleaned_data.get("unit") if self.is_valid() else None


class FigureCasesForm(FiguresForm):
    """Reads the address of the list behind one figure; wrong in any part, there is no such list."""

    rate = forms.ChoiceField(choices=[(rate.key, rate.label) for rate in RATES], required=False)
    part = forms.ChoiceField(choices=[(part, part) for part in PARTS], required=False)
    which = forms.ChoiceField(choices=[(key, key) for key in SETS], required=False)
    unit = forms.IntegerField(required=False, min_value=0, max_value=2**62)
    town = forms.IntegerField(required=False, min_value=0, max_value=2**62)
    tier = forms.ChoiceField(choices=[(NONE, NONE), *Tier.choices], required=False)
    category = forms.IntegerField(required=False, min_value=0, max_value=2**62)
    source = forms.ChoiceField(choices=Case.Source.choices, required=False)
    mark = forms.IntegerField(required=False, min_value=0, max_value=2**62)
    state = forms.SlugField(required=False, max_length=12)
    field = forms.ChoiceField(choices=SafetyField.choices, required=False)

    def clean(self):
        facts = super().clean()
        if not facts.get("which") and not (facts.get("rate") and facts.get("part")):
            raise forms.ValidationError(_("Which figure is meant?"))
        return facts


class FigureEnterprisesForm(DashboardForm):
    """Reads the address of the enterprises behind the coverage of visits."""

    visited = forms.ChoiceField(
        choices=[(VISITED, _("visited")), (NOT_VISITED, _("not visited"))], required=False
    )
    town = forms.IntegerField(required=False, min_value=0, max_value=2**62)


class FigureDrawnForm(FiguresForm):
    """Reads the address of the drawn closings behind one figure; wrong, there is no such list."""

    part = forms.ChoiceField(choices=[(part, part) for part in DRAWN_PARTS])
    unit = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    town = forms.IntegerField(required=False, min_value=0, max_value=2**62)


class SearchForm(forms.Form):
    """What is looked for anywhere: two characters and up."""

    q = forms.CharField(
        label=_("Number, title, enterprise or words of the text"),
        min_length=2,
        max_length=100,
        error_messages={
            "min_length": _("Type at least two characters."),
            "max_length": _("These are too many characters. Take the most telling words."),
        },
    )
