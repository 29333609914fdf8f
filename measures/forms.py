"""What is read from the pages of problems and measures; what is right is for the service to say."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import FindSelect, LookupSelect
from enterprises.models import Segment
from measures.models import CommonProblem, Measure
from measures.services.grouping import HALF_A_YEAR
from organizations.models import Organization

MONTH, FORTNIGHT = timedelta(days=30), timedelta(days=14)


def day_field(label, **facts) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **facts)


def _today_and(apart: timedelta):
    return lambda: timezone.localdate() + apart


class GroupingForm(forms.Form):
    """Which cases are searched."""

    since_on = day_field(_("Registered from"), initial=_today_and(-HALF_A_YEAR))
    until_on = day_field(pgettext_lazy("last day", "To"), initial=_today_and(timedelta()))


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("By which people know the problem, such as “dormitories for workers”."),
    )

    def __init__(self, *args, thing: CommonProblem, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("name", thing.name)


class CaseForm(forms.Form):
    number = forms.CharField(label=_("Number of the case"), max_length=20)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class WordsForm(forms.Form):
    words = forms.CharField(label=_("How it stands"), widget=forms.Textarea(attrs={"rows": 4}))


class IssueForm(forms.Form):
    issued_on = day_field(_("In force since"), initial=timezone.localdate)


class TellForm(forms.Form):
    reply_by_on = day_field(_("Receipt wanted by"), initial=_today_and(FORTNIGHT))


class MeasureChangeForm(forms.Form):
    """What a measure offers to whom, and by when."""

    title = forms.CharField(label=_("Title"), max_length=100)
    text = forms.CharField(
        label=_("What it offers"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("For whom, what, and where to ask: the letter to the enterprises says this."),
    )
    due_on = day_field(_("In force by"), initial=_today_and(MONTH))
    segment = forms.ModelChoiceField(
        label=_("Whom it fits"),
        queryset=Segment.objects.none(),
        required=False,
        widget=FindSelect(),
        empty_label=_("not said yet"),
        help_text=_("A segment of the register; these enterprises can be written to."),
    )

    def __init__(self, *args, user, thing: Measure | CommonProblem, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["segment"].queryset = Segment.objects.visible_to(user)
        if isinstance(thing, Measure):
            for name in self.fields:
                self.initial.setdefault(name, getattr(thing, name))


class MeasureForm(MeasureChangeForm):
    """A measure as it is taken up, with the unit that answers for it."""

    owner = forms.ModelChoiceField(
        label=pgettext_lazy("of a measure", "Owner"),
        queryset=Organization.objects.active(),
        widget=LookupSelect(
            "organizations:unit_lookup", placeholder=_("Two characters or pinyin initials")
        ),
    )
    field_order = ("title", "owner", "due_on", "text", "segment")
