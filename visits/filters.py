from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import CharFilter, ChoiceFilter, FilterSet, ModelChoiceFilter

from core.fields import matching
from core.filters import period
from core.forms import FindSelect, LookupSelect
from enterprises.selectors import towns
from organizations.models import User
from visits import selectors
from visits.models import (
    Campaign,
    CampaignTarget,
    Draw,
    DrawnCase,
    PlannedVisit,
    PlanRow,
    Session,
    Visit,
    VisitTeam,
)
from visits.selectors.draws import units_drawn
from visits.selectors.planned import WHEN, planned_found_by, planned_mine
from visits.selectors.sessions import sessions_found_by
from visits.workflow import PlannedState, SessionState


def _towns(request):
    return towns()


def _teams(request):
    return VisitTeam.objects.visible_to(request.user)


def _campaigns(request):
    return Campaign.objects.visible_to(request.user)


class VisitFilter(FilterSet):
    """The chips above the visits; the filter lives in the address."""

    q = CharFilter(label=_("Enterprise, number or words of the visit"), method="find")
    mode = ChoiceFilter(label=_("How"), choices=Visit.Mode.choices)
    visited = period("visited_at", _("Visited"))
    team = ModelChoiceFilter(label=_("Team"), queryset=_teams, widget=FindSelect())
    town = ModelChoiceFilter(
        label=_("Town"),
        field_name="enterprise__town",
        queryset=_towns,
        widget=FindSelect(),
    )
    campaign = ModelChoiceFilter(label=_("Campaign"), queryset=_campaigns, widget=FindSelect())
    purpose = ChoiceFilter(label=_("Purpose"), choices=Visit.Purpose.choices)
    mine = ChoiceFilter(
        label=_("Whose"), choices=[("yes", _("mine"))], method="only_mine", empty_label=_("all")
    )

    class Meta:
        model = Visit
        fields = ["q", "mode", "visited", "team", "town", "campaign", "purpose", "mine"]

    def find(self, queryset, name, words):
        return queryset.filter(selectors.visits_found_by(words))

    def only_mine(self, queryset, name, value):
        return queryset.filter(selectors.visits_mine(self.request.user))


class PlanRowFilter(FilterSet):
    """The chips above the enterprises of a plan."""

    q = CharFilter(label=_("Name of the enterprise"), method="find")
    team = ModelChoiceFilter(
        label=_("Team"),
        queryset=VisitTeam.objects.all(),
        widget=FindSelect(),
    )
    town = ModelChoiceFilter(
        label=_("Town"),
        field_name="enterprise__town",
        queryset=_towns,
        widget=FindSelect(),
    )

    class Meta:
        model = PlanRow
        fields = ["q", "team", "town"]

    def find(self, queryset, name, words):
        return queryset.filter(
            **{f"enterprise__name__{matching('contains', words)}": words.strip()}
        )


class DrawFilter(FilterSet):
    """The chips above the random draws."""

    made = period("created_at", pgettext_lazy("when", "Drawn"))
    state = ChoiceFilter(
        label=_("State"),
        choices=[("open", _("second visits still wait")), ("done", _("nothing waits any more"))],
        method="in_state",
    )
    unit = ModelChoiceFilter(
        label=_("Lead unit"),
        queryset=lambda _request: units_drawn(),
        method="of_unit",
        widget=FindSelect(),
    )
    by = ModelChoiceFilter(
        field_name="created_by",
        label=_("Drawn by"),
        queryset=User.objects.all(),
        widget=LookupSelect("organizations:person_lookup"),
    )

    class Meta:
        model = Draw
        fields = ["made", "state", "unit", "by"]

    def in_state(self, queryset, name, value):
        waiting = Exists(DrawnCase.objects.filter(draw=OuterRef("pk")).waiting())
        return queryset.filter(waiting if value == "open" else ~waiting)

    def of_unit(self, queryset, name, unit):
        return queryset.filter(
            Exists(DrawnCase.objects.filter(draw=OuterRef("pk"), lead_unit=unit))
        )


class PlannedFilter(FilterSet):
    """The chips above the planned visits."""

    q = CharFilter(label=_("Enterprise, or what it is about"), method="find")
    state = ChoiceFilter(label=_("State"), choices=PlannedState.choices)
    planned = period("planned_on", _("Day"))
    purpose = ChoiceFilter(label=_("Purpose"), choices=Visit.Purpose.choices)
    team = ModelChoiceFilter(label=_("Team"), queryset=_teams, widget=FindSelect())
    town = ModelChoiceFilter(
        label=_("Town"),
        field_name="enterprise__town",
        queryset=_towns,
        widget=FindSelect(),
    )
    mine = ChoiceFilter(
        label=_("Whose"), choices=[("yes", _("mine"))], method="only_mine", empty_label=_("all")
    )
    when = ChoiceFilter(
        label=_("Day"), choices=list(WHEN.items())[1:], method="kept", widget=forms.HiddenInput()
    )

    class Meta:
        model = PlannedVisit
        fields = ["q", "state", "planned", "purpose", "team", "town", "mine", "when"]

    def kept(self, queryset, name, value):
        """The counts above choose it; the form only carries it along."""
        return queryset

    def find(self, queryset, name, words):
        return queryset.filter(planned_found_by(words))

    def only_mine(self, queryset, name, value):
        return queryset.filter(planned_mine(self.request.user))


class TargetFilter(FilterSet):
    """The chips above the targets of a campaign; ``team`` is who serves them now."""

    q = CharFilter(label=_("Name of the enterprise"), method="find")
    visited = ChoiceFilter(
        label=_("How it stands"),
        choices=[("yes", _("visited")), ("no", _("not visited yet"))],
        method="by_visited",
        widget=forms.HiddenInput,
    )
    team = ModelChoiceFilter(
        label=_("Team"), queryset=_teams, widget=FindSelect(), method="by_team"
    )
    town = ModelChoiceFilter(
        label=_("Town"),
        field_name="enterprise__town",
        queryset=_towns,
        widget=FindSelect(),
    )

    class Meta:
        model = CampaignTarget
        fields = ["q", "visited", "team", "town"]

    @staticmethod
    def counts(share) -> list[dict]:
        """As ``components/counts.html`` takes them."""
        return [
            {"value": "", "label": _("All"), "count": share.targets},
            {"value": "yes", "label": _("visited"), "count": share.visited},
            {"value": "no", "label": _("not visited yet"), "count": share.left},
        ]

    def find(self, queryset, name, words):
        return queryset.filter(
            **{f"enterprise__name__{matching('contains', words)}": words.strip()}
        )

    def by_visited(self, queryset, name, value):
        return queryset.filter(is_visited=value == "yes")

    def by_team(self, queryset, name, team):
        return queryset.filter(team_now=team.pk)


class SessionFilter(FilterSet):
    """The chips above the sessions."""

    q = CharFilter(label=_("Theme, place or enterprise"), method="find")
    state = ChoiceFilter(label=_("State"), choices=SessionState.choices)
    kind = ChoiceFilter(label=_("Kind"), choices=Session.Kind.choices)
    held = period("held_at", _("Held"))
    town = ModelChoiceFilter(label=_("Town"), queryset=_towns, widget=FindSelect())

    class Meta:
        model = Session
        fields = ["q", "state", "kind", "held", "town"]

    def find(self, queryset, name, words):
        return queryset.filter(sessions_found_by(words, user=self.request.user))
