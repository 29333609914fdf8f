from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from calendars.changes import DayDecision, DayWithdrawal, HoursChange, YearImport
from calendars.hours import hours_read
from calendars.published import schedule_read, schedule_rows
from calendars.selectors import load_calendar, years_to_read
from calendars.services import office_hours_change
from core.errors import NotSo
from core.sheets import first_rows

MOST_FAULTS = 20


def _day_input() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, "%Y-%m-%d")


class ChangeForm(forms.Form):
    """A change of the calendar, shown before it is made; ``stamp`` comes back when it was."""

    stamp = forms.UUIDField(required=False, widget=forms.HiddenInput)
    change = None

    def clean(self):
        if not self.errors:
            try:
                self.change = self.make_change()
            except NotSo as refusal:
                self.refuse(refusal)
        return self.cleaned_data

    def refuse(self, refusal) -> None:
        """Put a refusal of the domain beside the field it speaks of."""
        field = next((name for name in refusal.fields if name in self.fields), None)
        self.add_error(field, str(refusal.message))

    def make_change(self):
        raise NotImplementedError

    def hidden(self, stamp: str) -> SafeString:
        """What was entered, to be sent along with the confirmation."""
        names = [name for name in self.fields if name not in ("stamp", "file")]
        told = [self[name].as_hidden() for name in names]
        return format_html_join("", "{}", ((one,) for one in [*told, self._stamped(stamp)]))

    def _stamped(self, stamp: str) -> SafeString:
        return forms.HiddenInput().render("stamp", stamp)


class DayForm(ChangeForm):
    """Days that the district decides otherwise than the schedule."""

    first_on = forms.DateField(label=_("Date"), widget=_day_input())
    last_on = forms.DateField(
        label=_("Until"),
        required=False,
        widget=_day_input(),
        help_text=_("Only if there are several days."),
    )
    kind = forms.ChoiceField(
        label=_("The day is"),
        choices=[
            ("off", _("a day off")),
            ("working", _("a working day")),
            ("morning", _("worked in the morning only")),
            ("afternoon", _("worked in the afternoon only")),
            ("own", _("worked at hours of its own")),
        ],
        widget=forms.RadioSelect,
        initial="off",
    )
    hours = forms.CharField(
        label=_("Hours of its own"),
        required=False,
        max_length=60,
        help_text=_("Such as 09:00-15:00, or 08:30-11:00 13:00-16:00."),
    )
    reason = forms.CharField(
        label=_("Name or reason"),
        max_length=100,
        help_text=_("Everybody sees it in the count of days."),
    )

    def make_change(self) -> DayDecision:
        facts = self.cleaned_data
        return DayDecision(
            first_on=facts["first_on"],
            last_on=facts["last_on"],
            is_working=facts["kind"] != "off",
            hours=self._hours(),
            reason=facts["reason"],
        )

    def _hours(self):
        kind = self.cleaned_data["kind"]
        if kind == "own":
            return hours_read(self.cleaned_data["hours"])
        usual = load_calendar().day(self.cleaned_data["first_on"]).usual_hours
        return {"morning": usual[:1], "afternoon": usual[-1:]}.get(kind, ())


class WithdrawForm(ChangeForm):
    date = forms.DateField()

    def make_change(self) -> DayWithdrawal:
        return DayWithdrawal(self.cleaned_data["date"])


class HoursForm(ChangeForm):
    """The usual office hours from a day on, such as those of summer."""

    since_on = forms.DateField(label=pgettext_lazy("first day", "From"), widget=_day_input())
    hours = forms.CharField(
        label=_("Office hours"),
        max_length=60,
        help_text=_("Morning and afternoon, such as 08:30-11:30 14:00-18:00."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=100)

    def make_change(self) -> HoursChange:
        facts = self.cleaned_data
        return office_hours_change(
            since_on=facts["since_on"], hours=hours_read(facts["hours"]), reason=facts["reason"]
        )


class YearForm(ChangeForm):
    """A year's schedule from a file; ``lines`` holds what was read, for the confirmation."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    file = forms.FileField(
        label=_("Schedule"),
        required=False,
        help_text=_("An Excel workbook (.xlsx) or a CSV file: date, name, off or working."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        validators=[FileExtensionValidator(["xlsx", "csv", "txt"])],
        error_messages={"empty": _("The file is empty. Please choose it again.")},
    )
    lines = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, str(year)) for year in years_to_read()]

    def make_change(self) -> YearImport:
        year = self.cleaned_data["year"]
        days, faults = schedule_read(self._rows(), year)
        if faults:
            more = len(faults) - MOST_FAULTS
            told = faults[:MOST_FAULTS]
            if more > 0:
                told.append(_("And %(count)s more lines.") % {"count": more})
            self.add_error("file", told)
            return None
        self.data = self.data.copy()
        self.data["lines"] = "\n".join(schedule_rows(days))
        return YearImport(year, days)

    def _rows(self) -> list[list]:
        if file := self.cleaned_data["file"]:
            return first_rows(file)
        if lines := self.cleaned_data["lines"]:
            return [line.split(",") for line in lines.splitlines()]
        told = _("Choose the file with the year's schedule.")
        raise NotSo(told, fields={"file": told})
