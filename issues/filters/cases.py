from django import forms
from django.db.models import Q
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelChoiceFilter

from core.filters import period
from core.forms import FindSelect, LookupSelect
from enterprises.models import Enterprise
from issues.filters.base import Due, ListFilter, due_condition, town_filter, unit_filter
from issues.models import CampaignMark, Case, Category
from issues.selectors.lights import Light, cases_with_light
from issues.selectors.lists import PiledUp, cases_listed
from issues.selectors.work import cases_waiting, works_of
from issues.workflow import Kind, Outcome, State, Tier, all_final_states, all_state_labels


class CaseFilter(ListFilter):
    """Issues, demands and hazards in one list."""

    orders = {
        "-id": ("-id",),
        "id": ("id",),
        "due": ("due_key", "id"),
        "-due": ("-due_key", "-id"),
    }
    counted = "state"
    rare = ("tier", "outcome", "registered", "dispatched", "enterprise", "campaign")

    state = ChoiceFilter(
        label=_("State"),
        choices=lambda: list(all_state_labels().items()),
        widget=forms.HiddenInput,
    )
    todo = ChoiceFilter(label=_("Waits for me"), method="by_todo", empty_label=_("Everything"))
    light = ChoiceFilter(label=_("Light"), choices=Light.choices, method="by_light")
    due = ChoiceFilter(label=_("Due"), choices=Due.choices, method="by_due")
    kind = ChoiceFilter(label=_("Kind of case"), choices=Kind.choices)
    lead_unit = unit_filter("lead_unit", _("Lead unit"))
    town = town_filter()
    category = ModelChoiceFilter(
        label=_("Category"), queryset=Category.objects.filter(is_active=True)
    )
    tier = ChoiceFilter(label=_("Way of solving"), choices=Tier.choices)
    outcome = ChoiceFilter(label=_("Outcome"), choices=Outcome.choices)
    registered = period("registered_at", _("Registered"))
    dispatched = period("dispatched_at", _("Dispatched"))
    enterprise = ModelChoiceFilter(
        label=_("Enterprise"),
        queryset=Enterprise.objects.all(),
        widget=LookupSelect("enterprises:lookup"),
    )

    campaign = ModelChoiceFilter(
        label=_("Campaign"), queryset=CampaignMark.objects.all(), widget=FindSelect()
    )

    class Meta:
        model = Case
        fields: list[str] = []

    def __init__(self, params, *, user):
        super().__init__(params, user=user)
        works = [(work.key, work.label) for work in works_of(user)]
        self.filters["todo"].extra["choices"] = works
        self.filters["enterprise"].queryset = Enterprise.objects.visible_to(user)
        if not works:
            del self.filters["todo"]

    @classmethod
    def rows(cls, user):
        return cases_listed(user=user)

    @classproperty
    def counted_choices(self):
        return tuple(all_state_labels().items())

    @classproperty
    def piled_up(self):
        return PiledUp(all_final_states(), Q(closed_at__isnull=True))

    def by_todo(self, queryset, name, value):
        return queryset.filter(pk__in=cases_waiting(user=self.user, key=value).values("pk"))

    def by_light(self, queryset, name, value):
        return cases_with_light(queryset, value, self.now)

    def by_due(self, queryset, name, value):
        return queryset.filter(due_condition(value, self.now), closed_at__isnull=True)


class IssueFilter(CaseFilter):
    """The list of issues (问题清单)."""

    kind = None
    counted_choices = tuple(State.choices)

    @classmethod
    def rows(cls, user):
        return cases_listed(user=user).filter(kind=Kind.ISSUE)


class DemandFilter(IssueFilter):
    """The list of demands (诉求清单)."""

    @classmethod
    def rows(cls, user):
        return cases_listed(user=user).filter(kind=Kind.DEMAND)


def list_cases(*, user, params):
    return CaseFilter(params, user=user).ordered


def list_issues(*, user, params):
    return IssueFilter(params, user=user).ordered


def list_demands(*, user, params):
    return DemandFilter(params, user=user).ordered
