from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import NotSo
from issues.forms.base import refuse
from issues.forms.policy import about_choices
from issues.models import Category, LadderPolicy, LadderRung
from issues.models.ladder import Colour, day_in_words
from issues.selectors.ladder import rungs_of
from issues.services.ladders import MOST_STEPS, Step, ladder_replace, steps_check

EARLIEST, LATEST = -10, 30
OPENING, CLOSE = "opening", "close"


def _days() -> list[tuple]:
    later = [(n, day_in_words(n)) for n in range(EARLIEST, LATEST + 1)]
    return [("", _("no step")), *later]


class StepLine(forms.Form):
    """One step; without a day it is none."""

    offset = forms.TypedChoiceField(
        label=gettext_lazy("Day of the step"),
        choices=_days,
        coerce=int,
        empty_value=None,
        required=False,
    )
    hour = forms.ChoiceField(
        label=gettext_lazy("Hour of the step"),
        choices=[
            (OPENING, gettext_lazy("opening of business")),
            (CLOSE, gettext_lazy("close of business")),
        ],
    )
    recipient = forms.ChoiceField(
        label=gettext_lazy("Addressed to"), choices=LadderRung.Recipient.choices
    )
    colour = forms.ChoiceField(label=gettext_lazy("Colour"), choices=Colour.choices)


StepLines = forms.formset_factory(StepLine, extra=0, min_num=MOST_STEPS, max_num=MOST_STEPS)


class StepsForm(forms.Form):
    """A form with the steps of a ladder below its fields, filled with those of ``ladder``."""

    ladder: LadderPolicy | None = None

    @cached_property
    def lines(self):
        if self.is_bound:
            return StepLines(self.data, prefix="steps")
        return self.lines_of(self.ladder)

    def lines_of(self, ladder: LadderPolicy | None):
        """Lines to begin with: the steps of a ladder, or none."""
        rungs = rungs_of(ladder.pk) if ladder else ()
        return StepLines(initial=[_initial(rung) for rung in rungs], prefix="steps")

    @property
    def steps(self) -> list[Step]:
        facts = [line.cleaned_data for line in self._used]
        return [
            Step(one["offset"], one["hour"] == OPENING, one["recipient"], one["colour"])
            for one in facts
        ]

    @property
    def _used(self) -> list[StepLine]:
        return [line for line in self.lines if line.cleaned_data.get("offset") is not None]

    def steps_climb(self) -> bool:
        """Whether the steps are a ladder; what is wrong with them stands at their lines."""
        try:
            steps_check(self.steps)
        except NotSo as refusal:
            for name, text in refusal.fields.items():
                place = int(name.removeprefix("step-"))
                told = _("Step %(n)s: %(fault)s") % {"n": place + 1, "fault": text}
                self._used[place].add_error("offset", told)
            if not refusal.fields:
                refuse(self, refusal)
            return False
        return True


class LadderForm(StepsForm):
    """A new version of a ladder, or the first for some cases."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=50)
    about = forms.ChoiceField(
        label=gettext_lazy("For which cases"), choices=about_choices, required=False
    )
    category = forms.ModelChoiceField(
        label=gettext_lazy("Category"),
        queryset=Category.objects.filter(is_active=True),
        required=False,
        empty_label=gettext_lazy("any category"),
    )

    def __init__(self, *args, user, ladder: LadderPolicy | None = None, **kwargs):
        self.user, self.ladder = user, ladder
        super().__init__(*args, **kwargs)
        if ladder:
            del self.fields["about"], self.fields["category"]
            self.fields["name"].initial = ladder.name

    def is_valid(self):
        mine = super().is_valid()
        return self.lines.is_valid() and mine and self.steps_climb()

    def perform(self) -> LadderPolicy:
        return ladder_replace(
            actor=self.user,
            steps=self.steps,
            name=self.cleaned_data["name"],
            seen=self.ladder,
            **self._scope,
        )

    @property
    def _scope(self) -> dict:
        if self.ladder:
            return {name: getattr(self.ladder, name) for name in ("kind", "grade", "category")}
        kind, _sep, grade = self.cleaned_data["about"].partition(":")
        return {"kind": kind, "grade": grade, "category": self.cleaned_data["category"]}


def _initial(rung: LadderRung) -> dict:
    return {
        "offset": rung.offset,
        "hour": OPENING if rung.at_opening else CLOSE,
        "recipient": rung.recipient,
        "colour": rung.colour,
    }
