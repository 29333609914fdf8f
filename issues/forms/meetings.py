"""A coordination meeting: when and where, then the minutes with the tasks they give."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.forms import LookupSelectMultiple
from issues.forms.base import StepForm, unit_field, words
from issues.forms.due import DueMixin
from issues.forms.files import FilesMixin
from issues.models import Responsibility
from issues.services.meetings import (
    Task,
    case_convene,
    case_record_minutes,
    case_task_reply,
    meeting_waiting,
    tasks_open,
)
from organizations.models import Organization


class ConveneForm(StepForm):
    intro = _("The heads of the units are told at once. The tasks come with the minutes.")

    held_at = forms.DateTimeField(
        label=_("When"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    place = forms.CharField(label=_("Where"), max_length=100)
    units = forms.ModelMultipleChoiceField(
        label=_("Units that take part"),
        queryset=Organization.objects.active(),
        widget=LookupSelectMultiple(
            "organizations:unit_lookup", placeholder=_("Two characters or pinyin initials")
        ),
    )
    note = forms.CharField(label=_("What it is about"), required=False, widget=words(2))

    call = staticmethod(case_convene)


class TaskForm(DueMixin, forms.Form):
    """One task; a unit that took part and was asked for nothing is passed over."""

    unit = unit_field(_("Unit"), required=False)
    task = forms.CharField(label=_("What is asked of it"), required=False, widget=words(2))

    field_order = ["unit", "task", "due_days", "due_on"]

    def clean(self):
        unit, task = self.cleaned_data.get("unit"), self.cleaned_data.get("task")
        if not self.has_changed():
            return self.cleaned_data
        if not unit:
            self.add_error("unit", _("Choose the unit this is asked of."))
        if not task:
            self.add_error("task", _("Say what is asked."))
        self.cleaned_data["due_at"] = self.due_chosen()
        return self.cleaned_data


TaskFormSet = forms.formset_factory(TaskForm, extra=1, max_num=20)


class MinutesForm(FilesMixin, StepForm):
    template = "issues/step_minutes.html"

    minutes = forms.CharField(label=_("Minutes"), widget=words(8))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        meeting = meeting_waiting(self.case)
        self.initial_tasks = [{"unit": unit.pk} for unit in meeting.units.all()] if meeting else []

    @cached_property
    def tasks(self):
        data = self.data if self.is_bound else None
        return TaskFormSet(data, prefix="tasks", initial=self.initial_tasks)

    def is_valid(self):
        mine = super().is_valid()
        return self.tasks.is_valid() and mine

    def facts(self, cleaned):
        lines = [line for line in self.tasks.cleaned_data if line.get("due_at")]
        tasks = [Task(line["unit"], line["task"], line["due_at"]) for line in lines]
        return {"minutes": cleaned["minutes"], "files": cleaned["files_sent"], "tasks": tasks}

    call = staticmethod(case_record_minutes)


class TaskReplyForm(FilesMixin, StepForm):
    intro = _("Your unit answers for its task; the lead unit replies for the whole.")

    part = forms.ModelChoiceField(
        label=_("Task"), queryset=Responsibility.objects.none(), widget=forms.RadioSelect
    )
    text = forms.CharField(label=_("What was done?"), widget=words(6))

    field_order = ["part", "text", "files_sent"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field, mine = self.fields["part"], tasks_open(self.case, user=self.user)
        field.queryset, field.empty_label = mine.select_related("organization"), None
        field.label_from_instance = _task_in_words
        field.initial = next(iter(mine), None)

    def facts(self, cleaned):
        return {"files": cleaned.pop("files_sent"), **cleaned}

    call = staticmethod(case_task_reply)


def _task_in_words(part: Responsibility) -> str:
    return f"{part.organization}：{part.task}"
