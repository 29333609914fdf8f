"""What is asked for when a report is made, and how an office wants its files."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from calendars.names import weekday_letters
from organizations.models import User
from reports.models import BRIEFS, DAYS_MOST, BriefSchedule, Report
from reports.periods import PERIODS, Period, first_of_month, period_called
from reports.selectors.schedules import period_before
from reports.services.columns import columns_kept

OFFERED = 4
"""So many weeks and months back a brief can be made by hand."""


class ReportForm(forms.Form):
    """Which report, of which days: one choice."""

    what = forms.ChoiceField(label=_("Which report"), widget=forms.Select)

    def __init__(self, *args, with_briefs: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        briefs = BRIEFS if with_briefs else ()
        self.offers = {
            kind: {f"{kind}:{period.since_on}": period for period in _periods(kind, today)}
            for kind in (*briefs, Report.Kind.BOOK)
        }
        self.fields["what"].choices = [
            (Report.Kind(kind).label, [(key, str(period)) for key, period in periods.items()])
            for kind, periods in self.offers.items()
        ]

    @property
    def chosen(self) -> tuple[str, Period]:
        kind = self.cleaned_data["what"].partition(":")[0]
        return kind, self.offers[kind][self.cleaned_data["what"]]


def _periods(kind: str, today: date) -> list[Period]:
    """The newest first; of a brief, the week or month that still runs comes before the ended ones."""
    if kind == Report.Kind.BOOK:
        periods = [period_called(name, today) for name in PERIODS]
        return list({period.since_on: period for period in periods}.values())
    found = [period_before(kind, today)]
    for _back in range(OFFERED - 1):
        found.append(period_before(kind, found[-1].since_on))
    runs_since = found[0].before_at.date()
    begun = first_of_month(today) if kind == Report.Kind.MONTHLY else runs_since
    return [Period(begun, today), *found]


class TemplateForm(forms.Form):
    """An office's own template of a brief, from Word."""

    kind = forms.ChoiceField(
        label=_("For which brief"), choices=[(kind.value, kind.label) for kind in BRIEFS]
    )
    upload = forms.FileField(
        label=_("Word document (.docx)"), widget=forms.FileInput(attrs={"accept": ".docx"})
    )


class ScheduleForm(forms.Form):
    """On which day and from what time a brief is made by itself, or that it is not."""

    is_on = forms.BooleanField(label=_("Made by itself"), required=False)
    day = forms.TypedChoiceField(coerce=int)
    ready_time = forms.TimeField(
        label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def __init__(self, *args, schedule: BriefSchedule, **kwargs):
        known = {name: getattr(schedule, name) for name in ("is_on", "day", "ready_time")}
        super().__init__(*args, initial=known, prefix=schedule.kind, **kwargs)
        self.schedule, day = schedule, self.fields["day"]
        if schedule.kind == Report.Kind.WEEKLY:
            names = [name for _letter, name in weekday_letters()]
            day.label, day.choices = _("Day of the week after"), list(enumerate(names, 1))
        else:
            days = range(1, DAYS_MOST[schedule.kind] + 1)
            day.label = _("Day of the month after")
            day.choices = [(number, _("day %(number)d") % {"number": number}) for number in days]


class ColumnForm(forms.Form):
    """One column of a list: whether it is taken away, where, headed how, how wide."""

    key = forms.CharField(widget=forms.HiddenInput)
    is_shown = forms.BooleanField(label=_("Shown"), required=False)
    place = forms.IntegerField(label=_("Position"), min_value=1, max_value=99)
    heading = forms.CharField(label=_("Heading"), max_length=40)
    width = forms.IntegerField(label=_("Width in characters"), min_value=4, max_value=80)


class ColumnsFormSet(forms.formset_factory(ColumnForm, extra=0)):
    """All columns of a list, those that the office shows first."""

    @classmethod
    def of(cls, kind: str, user: User, data=None):
        return cls(data, initial=columns_kept(kind=kind, user=user))

    @property
    def chosen(self) -> list[dict]:
        """Those shown, in their order; of two in the same position the upper comes first."""
        shown = [one for one in self.cleaned_data if one["is_shown"]]
        names = ("key", "heading", "width")
        return [
            {name: one[name] for name in names}
            for one in sorted(shown, key=lambda one: one["place"])
        ]
