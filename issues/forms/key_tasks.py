from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from core.forms import LookupSelectMultiple
from issues.forms.base import unit_field, words
from issues.forms.files import FilesMixin
from issues.forms.plans import PlanMixin, milestone_in_words
from issues.models import KeyTask, Milestone
from issues.services.key_tasks import (
    key_task_change,
    key_task_create,
    key_task_meet_milestone,
    key_task_plan,
    key_task_withdraw,
    milestones_for,
)
from organizations.models import Organization, Position, User


def _day(label) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget)


class KeyTaskForm(forms.Form):
    """A key task as the visit office writes it down, or changes it."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=100)
    goal = forms.CharField(label=gettext_lazy("Goal"), required=False, widget=words(3))
    leader = forms.ModelChoiceField(
        label=gettext_lazy("Leading district leader"),
        queryset=User.objects.none(),
        widget=forms.Select(attrs={"data-find": ""}),
    )
    organization = unit_field(gettext_lazy("Lead unit"))
    units = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Units that take part"),
        queryset=Organization.objects.active(),
        required=False,
        widget=LookupSelectMultiple("organizations:unit_lookup"),
    )
    starts_on = _day(gettext_lazy("Starts on"))
    ends_on = _day(gettext_lazy("To be done by"))

    def __init__(self, *args, user, key_task: KeyTask | None = None, **kwargs):
        self.user, self.key_task = user, key_task
        super().__init__(*args, initial=_as_known(key_task), **kwargs)
        leaders = Position.objects.exclude(kind=Position.Kind.HEAD).values("holder")
        self.fields["leader"].queryset = User.objects.filter(pk__in=leaders)

    def perform(self) -> KeyTask:
        if self.key_task is None:
            return key_task_create(actor=self.user, **self.cleaned_data)
        return key_task_change(actor=self.user, key_task=self.key_task, **self.cleaned_data)


def _as_known(key_task: KeyTask | None) -> dict:
    if key_task is None:
        return {"starts_on": timezone.localdate()}
    names = ("title", "goal", "leader", "organization", "starts_on", "ends_on")
    return {name: getattr(key_task, name) for name in names} | {"units": key_task.units.all()}


class _OfKeyTask(forms.Form):
    """A step of a key task. ``template`` shows it; ``done`` is said afterwards."""

    title = done = ""
    template = "issues/key_task_step.html"
    is_final = True

    def __init__(self, *args, user, key_task: KeyTask, **kwargs):
        self.user, self.key_task = user, key_task
        super().__init__(*args, **kwargs)


class KeyTaskPlanForm(PlanMixin, _OfKeyTask):
    title = gettext_lazy("Plan the milestones")
    done = gettext_lazy("The plan is saved.")
    template = "issues/key_task_plan.html"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.owner, self.end_on = self.key_task, self.key_task.ends_on
        if not self.standing:
            del self.fields["reason"]

    def perform(self) -> None:
        key_task_plan(
            actor=self.user,
            key_task=self.key_task,
            lines=self.planned(),
            reason=self.cleaned_data.get("reason", ""),
        )


class KeyTaskMeetForm(FilesMixin, _OfKeyTask):
    title = gettext_lazy("Report a milestone met")
    done = gettext_lazy("The milestone is met.")

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
        mine = milestones_for(self.key_task)
        self.fields["milestone"].queryset = mine
        self.fields["milestone"].label_from_instance = milestone_in_words
        self.fields["milestone"].initial = mine.first()

    def perform(self) -> None:
        facts = dict(self.cleaned_data)
        files = facts.pop("files_sent")
        key_task_meet_milestone(actor=self.user, key_task=self.key_task, files=files, **facts)


class KeyTaskWithdrawForm(_OfKeyTask):
    title = gettext_lazy("Withdraw the key task")
    done = gettext_lazy("The key task is withdrawn.")

    reason = forms.CharField(label=gettext_lazy("Why is it withdrawn?"), widget=words(3))

    def perform(self) -> None:
        reason = self.cleaned_data["reason"]
        key_task_withdraw(actor=self.user, key_task=self.key_task, reason=reason)


KEY_TASK_FORMS = {
    "plan": ("issues.key_task_plan", KeyTaskPlanForm),
    "meet": ("issues.key_task_progress", KeyTaskMeetForm),
    "withdraw": ("issues.key_task_manage", KeyTaskWithdrawForm),
}
"""Step → the permission it takes, and its form."""
