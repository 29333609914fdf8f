"""Lines of a form that each ask for something by a day; a line left empty is passed over."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from calendars.selectors import load_calendar
from safety.forms.base import day_field, text_field


class DatedForm(forms.Form):
    """What is asked, and the day at whose close of business it is due."""

    text = text_field(_("What is asked"), rows=2, required=False)
    due_on = day_field(_("By"), required=False)

    def clean(self):
        found = self.cleaned_data
        if not self.has_changed():
            return found
        if not found.get("text"):
            self.add_error("text", _("Say what is asked."))
        day = found.get("due_on")
        if "due_on" not in self.errors and (day is None or day <= timezone.localdate()):
            self.add_error("due_on", _("Choose a day after today."))
        elif day:
            found["due_at"] = load_calendar().working_day(day).closes_at
        return found


def lines_of(formset) -> list[dict]:
    """The lines that ask for something."""
    return [line for line in formset.cleaned_data if line.get("due_at")]
