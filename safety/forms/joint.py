"""The forms of a joint meeting; ``facts`` are what its service is given."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.forms import LookupSelect, LookupSelectMultiple
from issues.services.meetings import Task
from organizations.models import Organization, User
from safety.forms.base import text_field, unit_field
from safety.forms.dated import DatedForm, lines_of
from safety.selectors.joint import AgendaRule, hazards_decidable

FIND = _("Two characters or pinyin initials")


class FactsForm(forms.Form):
    def facts(self) -> dict:
        return dict(self.cleaned_data)


class ConveneForm(FactsForm):
    intro = _(
        "The heads of the units are told at once. The agenda can be changed until the minutes close it."
    )

    held_at = forms.DateTimeField(
        label=_("When"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    place = forms.CharField(label=_("Where"), max_length=100)
    chair = forms.ModelChoiceField(
        label=_("In the chair"),
        queryset=User.objects.filter(is_active=True),
        widget=LookupSelect("organizations:person_lookup", placeholder=FIND),
    )
    units = forms.ModelMultipleChoiceField(
        label=_("Units that take part"),
        queryset=Organization.objects.active(),
        widget=LookupSelectMultiple("organizations:unit_lookup", placeholder=FIND),
    )
    rules = forms.MultipleChoiceField(
        label=_("The agenda begins with"),
        choices=AgendaRule.choices,
        initial=[AgendaRule.MAJOR, AgendaRule.LATE],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class AddForm(FactsForm):
    number = forms.CharField(label=_("Number of the hazard"), max_length=20)
    why = forms.CharField(label=_("Why"), max_length=100, required=False)

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_number(self):
        number = self.cleaned_data["number"].strip().upper()
        self.case = hazards_decidable(user=self.user).filter(number=number).first()
        if self.case is None:
            raise forms.ValidationError(
                _("No open hazard that you may decide about has this number.")
            )
        return number

    def facts(self):
        return {"case": self.case, "why": self.cleaned_data["why"]}


class TaskForm(DatedForm):
    unit = unit_field(_("Unit"), required=False)

    field_order = ["unit", "text", "due_on"]

    def clean(self):
        found = super().clean()
        if found.get("due_at") and not found.get("unit"):
            self.add_error("unit", _("Choose the unit this is asked of."))
        return found


TaskFormSet = forms.formset_factory(TaskForm, extra=1, max_num=20)


class DecideForm(FactsForm):
    words = text_field(_("What was decided"), rows=4)
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @cached_property
    def lines(self):
        return TaskFormSet(self.data if self.is_bound else None, prefix="tasks")

    def is_valid(self):
        mine = super().is_valid()
        return self.lines.is_valid() and mine

    def facts(self):
        tasks = [Task(one["unit"], one["text"], one["due_at"]) for one in lines_of(self.lines)]
        return {**self.cleaned_data, "tasks": tasks}


class PutOffForm(FactsForm):
    why = text_field(_("Why is it put off?"), rows=2)


class MinutesForm(FactsForm):
    minutes = text_field(_("Minutes"), rows=6)
