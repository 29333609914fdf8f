from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.selectors import load_calendar
from calendars.units import LengthUnit
from core.errors import NotSo


def due_from(*, days: int | None, day) -> object:
    """The instant meant by a chosen day, or else by so many working days from now.

    NotSo for a day that is over, or that the calendar does not reach.
    """
    calendar, now = load_calendar(), timezone.now()
    if not day:
        return calendar.due_after(now, days, LengthUnit.WORKING_DAY).at
    due_at = calendar.working_day(day).closes_at
    if due_at <= now:
        raise NotSo(_("The deadline must be later than its start."))
    return due_at


class DueForm(forms.Form):
    """A deadline as people say it: a day, or so many working days."""

    days = forms.IntegerField(required=False, min_value=1, max_value=500)
    day = forms.DateField(required=False)
    due_at = None

    def clean(self):
        days, day = self.cleaned_data.get("days"), self.cleaned_data.get("day")
        if not self.errors:
            if not days and not day:
                raise forms.ValidationError(_("Choose a day, or say how many working days."))
            try:
                self.due_at = due_from(days=days, day=day)
            except NotSo as error:
                raise forms.ValidationError(error.message) from error
        return self.cleaned_data

    @property
    def first_error(self) -> str:
        return next(iter(self.errors.values()))[0]
