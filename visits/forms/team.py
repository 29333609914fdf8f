from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import FindSelect, LookupSelect, LookupSelectMultiple
from enterprises.models import Enterprise
from organizations.models import Organization, User
from visits import selectors
from visits.models import SeatTerm, TeamEnterprise, VisitTeam
from visits.models.team import HEADS

PEOPLE = User.objects.filter(is_active=True)


def _person() -> LookupSelect:
    return LookupSelect("organizations:person_lookup", placeholder=_("Name or pinyin initials"))


class TeamForm(forms.Form):
    """A team as it is entered; the rules are the service's."""

    name = forms.CharField(label=_("Name"), max_length=50)
    district_leader = forms.ModelChoiceField(
        label=_("District leader"), queryset=PEOPLE, widget=_person()
    )
    department_head = forms.ModelChoiceField(
        label=_("Department head"), queryset=PEOPLE, widget=_person()
    )
    department = forms.ModelChoiceField(
        label=_("Department"),
        queryset=Organization.objects.active().filter(kind=Organization.Kind.DEPARTMENT),
        widget=FindSelect(),
    )
    town_head = forms.ModelChoiceField(
        label=_("Town or park head"), queryset=PEOPLE, widget=_person()
    )
    town = forms.ModelChoiceField(
        label=_("Town"),
        queryset=Organization.objects.active().filter(kind=Organization.Kind.TOWN),
        widget=FindSelect(),
    )
    members = forms.ModelMultipleChoiceField(
        label=_("Officials who go along"),
        queryset=PEOPLE,
        required=False,
        widget=LookupSelectMultiple("organizations:person_lookup", placeholder=_("Add people")),
    )
    since_on = forms.DateField(
        label=_("Since"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until_on = forms.DateField(
        label=_("Until"),
        required=False,
        help_text=_("Empty: until further notice."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    enterprises = forms.ModelMultipleChoiceField(
        label=_("Enterprises it serves"),
        queryset=Enterprise.objects.filter(is_active=True),
        required=False,
        widget=LookupSelectMultiple("enterprises:lookup", placeholder=_("Add enterprises")),
    )

    def __init__(self, *args, team: VisitTeam | None = None, **kwargs):
        super().__init__(*args, initial=_initial(team), **kwargs)
        if team:
            for name in (*HEADS, *SeatTerm.UNIT_OF.values()):
                del self.fields[name]


class HandOverForm(forms.Form):
    """Who takes a seat, and since when."""

    seat = forms.ChoiceField(label=_("Seat"), choices=SeatTerm.Seat.choices)
    person = forms.ModelChoiceField(label=_("Who takes it"), queryset=PEOPLE, widget=_person())
    unit = forms.ModelChoiceField(
        label=_("Department or town"),
        required=False,
        queryset=Organization.objects.active().filter(
            kind__in=(Organization.Kind.DEPARTMENT, Organization.Kind.TOWN)
        ),
        widget=FindSelect(),
        help_text=_("Only if the new head speaks for another unit than the one before."),
    )
    since_on = forms.DateField(
        label=_("Since"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class AssignForm(forms.Form):
    """To which team the enterprises that are shown go, and from when."""

    team = forms.ModelChoiceField(
        label=_("Team"),
        queryset=VisitTeam.objects.none(),
        widget=FindSelect(),
    )
    since_on = forms.DateField(
        label=pgettext_lazy("first day", "From"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    only_unserved = forms.BooleanField(
        label=_("Only those that no team serves yet"), required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = selectors.teams_to_serve()


def _initial(team: VisitTeam | None) -> dict:
    if team is None:
        return {"since_on": timezone.localdate()}
    served = TeamEnterprise.objects.in_force().filter(team=team)
    return {
        **{field: getattr(team, field) for field in TeamForm.base_fields if hasattr(team, field)},
        "members": list(team.members.all()),
        "enterprises": list(served.values_list("enterprise", flat=True)),
    }
