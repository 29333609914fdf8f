"""Planning a visit; what is right is for the service to say."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import FindSelect, LookupSelect, LookupSelectMultiple
from enterprises.models import Enterprise
from organizations.models import User
from visits.access import PLAN
from visits.forms.fields import Segments
from visits.models import PlannedVisit, Visit, VisitTeam

REASON = forms.CharField(
    label=_("Why one more is needed"),
    required=False,
    max_length=500,
    widget=forms.Textarea(attrs={"rows": 2}),
)


class PlannedForm(forms.Form):
    """What is to be visited, when, by whom and why; the guard stands beside it."""

    enterprise = forms.ModelChoiceField(
        label=_("Enterprise"),
        queryset=Enterprise.objects.none(),
        widget=LookupSelect(
            "enterprises:lookup", placeholder=_("Two characters or pinyin initials")
        ),
    )
    purpose = forms.ChoiceField(label=_("Purpose"), choices=Visit.Purpose.choices, widget=Segments)
    planned_on = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    planned_time = forms.TimeField(
        label=_("Time of day"),
        required=False,
        help_text=_("May stay empty."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    over_cap_reason = REASON
    aim = forms.CharField(label=pgettext_lazy("planned visit", "What it is about"), max_length=200)
    goers = forms.ModelMultipleChoiceField(
        label=_("Who goes"),
        queryset=User.objects.filter(is_active=True),
        required=False,
        widget=LookupSelectMultiple("organizations:person_lookup", placeholder=_("Add people")),
    )
    team = forms.ModelChoiceField(
        label=_("Visit team"),
        queryset=VisitTeam.objects.none(),
        required=False,
        empty_label=_("none, the unit alone"),
        widget=FindSelect({"data-placeholder": _("none, the unit alone")}),
    )
    unannounced = forms.BooleanField(
        label=_("Unannounced, without greeting or escort"),
        required=False,
        help_text=_("Only those who go see this plan, until they have checked in there."),
    )

    def __init__(self, *args, user, planned: PlannedVisit | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        teams = VisitTeam.objects.of(user)
        if planned:
            del self.fields["enterprise"]
            teams = teams | VisitTeam.objects.filter(pk=planned.team_id)
        else:
            firms = Enterprise.objects.allowing(user, PLAN).filter(is_active=True)
            self.fields["enterprise"].queryset = firms.defer("search")
        self.fields["team"].queryset = teams


def initial_of(planned: PlannedVisit) -> dict:
    """The plan as the form shows it, without those who joined by themselves."""
    names = ("purpose", "planned_on", "planned_time", "aim", "team", "unannounced")
    facts = {name: getattr(planned, name) for name in names}
    own = planned.rows.filter(joined_at__isnull=True)
    return {**facts, "goers": list(own.values_list("person", flat=True))}


def initial_for(user, enterprise: Enterprise | None, day) -> dict:
    """A plan not made yet: the team that serves the enterprise goes, if this person is of it."""
    team, people = _who_goes(user, enterprise)
    return {
        "enterprise": enterprise,
        "purpose": Visit.Purpose.SERVICE,
        "planned_on": day or timezone.localdate(),
        "goers": [one.pk for one in people],
        "team": team,
    }


def team_proposed(user, enterprise: Enterprise) -> dict:
    """The same for static/js/planned_form.js, once the enterprise is chosen."""
    team, people = _who_goes(user, enterprise)
    return {
        "team": team.pk if team else None,
        "people": [{"id": one.pk, "text": str(one)} for one in people],
    }


def _who_goes(user, enterprise: Enterprise | None) -> tuple[VisitTeam | None, list[User]]:
    team = VisitTeam.objects.serving(enterprise).first() if enterprise else None
    people = team.people() if team else []
    return (team, people) if user in people else (None, [user])


class GuardForm(forms.Form):
    """What the guard needs to know of the form beside it; wrong or missing shows no guard."""

    purpose = forms.ChoiceField(choices=Visit.Purpose.choices)
    planned_on = forms.DateField()
    enterprise = forms.ModelChoiceField(queryset=Enterprise.objects.none())
    over_cap_reason = REASON

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].queryset = Enterprise.objects.allowing(user, PLAN)


class OverCapForm(forms.Form):
    """The decision about one over the cap."""

    is_approved = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[
            ("yes", pgettext_lazy("approval over the cap", "approve")),
            ("no", pgettext_lazy("approval over the cap", "refuse")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    decision = forms.CharField(
        label=_("In words"),
        required=False,
        max_length=500,
        help_text=_("A refusal says why."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CapForm(forms.Form):
    """How often a year; what is set already is changed."""

    purpose = forms.ChoiceField(label=_("Purpose"), choices=reversed(Visit.Purpose.choices))
    risk = forms.ChoiceField(
        label=_("Risk colour"),
        choices=[("", _("all enterprises")), *Enterprise.Risk.choices],
        required=False,
        help_text=_("A colour of its own comes before the cap for all."),
    )
    most = forms.IntegerField(label=_("At most in a year"), min_value=0, max_value=366)
