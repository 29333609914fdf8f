from datetime import date, datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calendars.counting import length_check
from calendars.units import LengthUnit
from core.errors import NotSo
from issues.forms.ladder import StepLines, StepsForm
from issues.models import LadderPolicy, LadderRung
from issues.selectors.ladder import ladders_in_force
from issues.selectors.policies import policies_in_force
from issues.selectors.replay import Rule
from issues.selectors.what_if import Trial

MOST_DAYS = 366


def last_quarter(today: date) -> tuple[date, date]:
    """The first and the last day of the quarter before today's."""
    ends_before = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    months = ends_before.year * 12 + ends_before.month - 1 - 3
    return date(months // 12, months % 12 + 1, 1), ends_before - timedelta(days=1)


def _day_input() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, "%Y-%m-%d")


class WhatIfForm(StepsForm):
    """Days that are past, and the time limits and steps to try on them. It changes nothing."""

    since = forms.DateField(label=gettext_lazy("Deadlines that started from"), widget=_day_input())
    until = forms.DateField(label=gettext_lazy("to"), widget=_day_input())
    tried_ladder = forms.ModelChoiceField(
        label=gettext_lazy("Ladder"),
        queryset=LadderPolicy.objects.filter(is_current=True),
        required=False,
        empty_label=gettext_lazy("the steps as they were"),
        help_text=gettext_lazy("Choose one to try the steps below in its place."),
    )

    def __init__(self, data=None):
        self.policies = [one for one in policies_in_force() if one.length]
        self.ladder = ladders_in_force()[0]
        super().__init__(data)
        first, last = last_quarter(timezone.localdate())
        self.fields["since"].initial, self.fields["until"].initial = first, last
        for policy in self.policies:
            label = f"{policy.get_stage_display()} · {policy.scope}"
            self.fields[f"l{policy.pk}"] = forms.IntegerField(
                label=label, min_value=1, initial=policy.length
            )
            self.fields[f"u{policy.pk}"] = forms.ChoiceField(
                label=_("Unit of time"),
                choices=LengthUnit.choices,
                initial=policy.length_unit,
            )

    @cached_property
    def lines(self):
        """As they were sent where a ladder is tried, else those of the general one."""
        if self.is_bound and self.data.get("tried_ladder"):
            return StepLines(self.data, prefix="steps")
        return self.lines_of(self.ladder)

    @property
    def length_rows(self) -> list[tuple]:
        return [(one, self[f"l{one.pk}"], self[f"u{one.pk}"]) for one in self.policies]

    def clean(self):
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and not 0 <= (until - since).days < MOST_DAYS:
            self.add_error("until", _("Choose a year at most, the first day first."))
        for policy in self.policies:
            self._check_length(f"l{policy.pk}", f"u{policy.pk}")
        return cleaned

    def _check_length(self, length: str, unit: str) -> None:
        facts = self.cleaned_data
        if length in facts and unit in facts:
            try:
                length_check(facts[length], facts[unit])
            except NotSo as refusal:
                self.add_error(length, str(refusal.message))

    def is_valid(self):
        if not super().is_valid():
            return False
        if not self.cleaned_data["tried_ladder"]:
            return True
        return self.lines.is_valid() and self.steps_climb()

    @property
    def trial(self) -> Trial:
        facts, ladder = self.cleaned_data, self.cleaned_data["tried_ladder"]
        rungs = ()
        if ladder:
            rungs = tuple(
                LadderRung(level=level, **step._asdict())
                for level, step in enumerate(self.steps, start=1)
            )
        return Trial(
            _midnight(facts["since"]),
            _midnight(facts["until"] + timedelta(days=1)),
            {one.pk: Rule(facts[f"l{one.pk}"], facts[f"u{one.pk}"]) for one in self.policies},
            ladder,
            rungs,
        )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())
