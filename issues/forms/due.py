from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calendars.selectors import load_calendar
from calendars.units import LengthUnit
from core.errors import NotSo


def due_from(*, days: int | None, day, since=None) -> datetime:
    """The instant meant by a chosen day, or else by so many working days from now.

    ``since`` counts the working days from that day instead. NotSo for a day that is over, or that
    the calendar does not reach.
    """
    calendar, now = load_calendar(), timezone.now()
    if not day and since:
        due_at = calendar.working_day(since, days).closes_at
    elif not day:
        due_at = calendar.due_after(now, days, LengthUnit.WORKING_DAY).at
    else:
        due_at = calendar.working_day(day).closes_at
    if due_at <= now:
        raise NotSo(_("The deadline must be later than its start."))
    return due_at


class DueForm(forms.Form):
    """A deadline as people say it: a day, or so many working days."""

    days = forms.IntegerField(required=False, min_value=1, max_value=500)
    day = forms.DateField(required=False)
    since = forms.DateField(required=False)
    due_at = None

    def clean(self):
        days, day = self.cleaned_data.get("days"), self.cleaned_data.get("day")
        if not self.errors:
            if not days and not day:
                raise forms.ValidationError(_("Choose a day, or say how many working days."))
            try:
                self.due_at = due_from(days=days, day=day, since=self.cleaned_data.get("since"))
            except NotSo as error:
                raise forms.ValidationError(error.message) from error
        return self.cleaned_data

    @property
    def first_error(self) -> str:
        return next(iter(self.errors.values()))[0]


class DueMixin(forms.Form):
    """The two fields of a date in a step's form, with what they mean shown beside them."""

    due_days = forms.IntegerField(
        label=gettext_lazy("Within so many working days"),
        required=False,
        min_value=1,
        max_value=500,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "data-due-days": ""}),
    )
    due_on = forms.DateField(
        label=gettext_lazy("or by this day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "data-due-on": ""}, format="%Y-%m-%d"),
    )
    due_missing = gettext_lazy("Choose a day, or say how many working days.")
    since = None
    """The day from which working days are counted; from now on if not given."""

    def due_chosen(self) -> datetime | None:
        """The instant that was chosen; None, with an error at its field, if there is none."""
        days, day = self.cleaned_data.get("due_days"), self.cleaned_data.get("due_on")
        if not days and not day:
            self.add_error("due_days", self.due_missing)
            return None
        try:
            return due_from(days=days, day=day, since=self.since)
        except NotSo as error:
            self.add_error("due_on" if day else "due_days", error.message)
            return None
