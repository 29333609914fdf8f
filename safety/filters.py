"""Which hazards the address of the board or the ledger asks for."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from core.filters import period
from issues.filters.base import Due, ListFilter, due_condition, town_filter, unit_filter
from issues.models import Case
from issues.selectors.lights import Light, cases_with_light
from issues.selectors.work import cases_waiting, works_of
from issues.workflow import Kind
from safety.selectors import WRITTEN_OFF, hazards_listed
from safety.workflow import Grade, HazardState, SafetyField


class HazardFilter(ListFilter):
    """The list of hazards (隐患清单), and what stands on the board."""

    orders = {
        "-id": ("-id",),
        "id": ("id",),
        "due": ("due_key", "id"),
        "-due": ("-due_key", "-id"),
    }
    counted = "state"
    counted_choices = tuple(HazardState.choices)
    piled_up = WRITTEN_OFF
    rare = ("oversight_unit", "due", "registered")

    state = ChoiceFilter(label=_("Stage"), choices=HazardState.choices, widget=forms.HiddenInput)
    todo = ChoiceFilter(label=_("Waits for me"), method="by_todo", empty_label=_("Everything"))
    light = ChoiceFilter(label=_("Light"), choices=Light.choices, method="by_light")
    field = ChoiceFilter(label=_("Field"), choices=SafetyField.choices, field_name="hazard__field")
    grade = ChoiceFilter(label=_("Hazard level"), choices=Grade.choices)
    town = town_filter()
    unit = unit_filter("lead_unit", _("Lead unit"))
    oversight_unit = unit_filter("oversight_unit", _("Unit that oversees"))
    due = ChoiceFilter(label=_("Due"), choices=Due.choices, method="by_due")
    registered = period("registered_at", _("Found between"))

    class Meta:
        model = Case
        fields: list[str] = []

    def __init__(self, params, *, user):
        super().__init__(params, user=user)
        works = [(work.key, work.label) for work in works_of(user) if Kind.HAZARD in work.kinds]
        self.filters["todo"].extra["choices"] = works
        if not works:
            del self.filters["todo"]

    @classmethod
    def rows(cls, user):
        return hazards_listed(user=user)

    def by_todo(self, queryset, name, value):
        return queryset.filter(pk__in=cases_waiting(user=self.user, key=value).values("pk"))

    def by_light(self, queryset, name, value):
        return cases_with_light(queryset, value, self.now)

    def by_due(self, queryset, name, value):
        return queryset.filter(due_condition(value, self.now), closed_at__isnull=True)


def list_hazards(*, user, params):
    return HazardFilter(params, user=user).ordered
