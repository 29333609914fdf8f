"""The plan of milestones: dates proposed backwards from the end date, and edited by hand."""

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calendars.counting import local_date
from core.errors import NotSo
from core.templatetags.times import time_in_words
from issues.forms.base import StepForm, words
from issues.forms.files import FilesMixin
from issues.models import Milestone
from issues.selectors.plans import days_backwards, milestones_of
from issues.selectors.requests import resolving_deadline
from issues.services.plans import Line, case_meet_milestone, case_plan


class LineForm(forms.Form):
    """One milestone; ``pk`` says which of those that stand."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=gettext_lazy("Milestone"), max_length=60, required=False)
    length = forms.IntegerField(
        label=gettext_lazy("Takes so many working days"),
        required=False,
        min_value=1,
        max_value=250,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    due_on = forms.DateField(
        label=gettext_lazy("Done by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    drop = forms.BooleanField(label=gettext_lazy("Take it out"), required=False)

    @property
    def is_wanted(self) -> bool:
        """A line with a name or a length that is not to be taken out."""
        said = self.cleaned_data
        return bool(said.get("name") or said.get("length")) and not said.get("drop")


LineFormSet = forms.formset_factory(LineForm, extra=0, min_num=4, max_num=30)


class PlanMixin(forms.Form):
    """Adds the lines of a plan. ``owner`` has the milestones; ``end_on`` is planned back from."""

    reason = forms.CharField(
        label=gettext_lazy("Why does the plan change?"), required=False, widget=words(2)
    )
    owner = None
    end_on = None

    @cached_property
    def standing(self) -> dict[int, Milestone]:
        """The milestones that may still be planned anew, by date."""
        open_ones = milestones_of(self.owner).filter(met_at__isnull=True)
        return {one.pk: one for one in sorted(open_ones, key=lambda one: (one.due_at, one.pk))}

    @cached_property
    def lines(self):
        initial = [
            {
                "pk": one.pk,
                "name": one.name,
                "length": one.length,
                "due_on": local_date(one.due_at),
            }
            for one in self.standing.values()
        ]
        data = self.data if self.is_bound else None
        return LineFormSet(data, prefix="lines", initial=initial)

    @property
    def is_final(self) -> bool:
        """False: the dates are to be proposed first."""
        return "propose" not in self.data

    def is_valid(self):
        mine = super().is_valid()
        return self.lines.is_valid() and mine and (self._propose() or self._check_lines())

    @property
    def wanted(self) -> list[LineForm]:
        return [line for line in self.lines if line.is_wanted]

    def _check_lines(self) -> bool:
        """Each line says what, how long and until when."""
        sentences = {
            "name": _("Name the milestone."),
            "length": _("Say how many working days it takes."),
            "due_on": _("Choose its day, or let the days be proposed."),
        }
        if not self.is_final:
            sentences.pop("due_on")
        faults = [
            (line, name)
            for line in self.wanted
            for name in sentences
            if not line.cleaned_data.get(name)
        ]
        for line, name in faults:
            line.add_error(name, sentences[name])
        return not faults

    def _propose(self) -> bool:
        """Fill in the days, counted backwards; the form is shown again and nothing is saved."""
        if self.is_final or not self._check_lines():
            return False
        lengths = [line.cleaned_data["length"] for line in self.wanted]
        try:
            days = days_backwards(self.end_on, lengths, since=local_date(timezone.now()))
        except NotSo as refusal:
            self.add_error(None, refusal.message)
            return False
        data = self.data.copy()
        for line, day in zip(self.wanted, days, strict=True):
            data[line.add_prefix("due_on")] = day.isoformat()
        self.data = data
        del self.lines
        self.lines.is_valid()
        return True

    def planned(self) -> list[Line]:
        """The lines as the service takes them, in the order of their dates as typed."""
        found = [line.cleaned_data for line in self.wanted]
        return [
            Line(line["name"], line["length"], line["due_on"], self.standing.get(line["pk"] or 0))
            for line in found
        ]


class PlanForm(PlanMixin, StepForm):
    template = "issues/step_plan.html"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.owner, whole = self.case, resolving_deadline(self.case)
        self.end_on = local_date(whole.due_at) if whole else None
        if not self.standing:
            del self.fields["reason"]

    @property
    def intro(self) -> str:
        if self.end_on is None:
            return ""
        day = {"day": time_in_words(self.end_on)}
        return _("Planned backwards from the date of the case, %(day)s.") % day

    def facts(self, cleaned):
        return {"reason": cleaned.get("reason", ""), "lines": self.planned()}

    call = staticmethod(case_plan)


class MeetMilestoneForm(FilesMixin, StepForm):
    milestone = forms.ModelChoiceField(
        label=gettext_lazy("Milestone"),
        queryset=Milestone.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    note = forms.CharField(label=gettext_lazy("How was it met?"), widget=words())

    field_order = ["milestone", "note", "files_sent"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        open_ones = milestones_of(self.case).filter(met_at__isnull=True)
        self.fields["milestone"].queryset = open_ones.order_by("deadline__due_at")
        self.fields["milestone"].label_from_instance = milestone_in_words
        self.fields["milestone"].initial = self.fields["milestone"].queryset.first()

    def facts(self, cleaned):
        return {"files": cleaned.pop("files_sent"), **cleaned}

    call = staticmethod(case_meet_milestone)


def milestone_in_words(one: Milestone) -> str:
    return f"{one.name} · {time_in_words(local_date(one.due_at))}"
