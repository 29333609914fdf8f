from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from issues.filters.base import ListFilter, town_filter, unit_filter
from issues.models import Case, Responsibility
from issues.selectors.lights import Light, cases_with_light
from issues.selectors.lists import responsibilities_listed
from issues.workflow import Kind, all_state_labels


class Progress(models.TextChoices):
    OPEN = "open", _("still open")
    CLOSED = "closed", _("closed")


class ResponsibilityFilter(ListFilter):
    """The list of responsibilities (责任清单): which unit has which part in which case."""

    at = "case__"
    orders = {
        "-id": ("-id",),
        "id": ("id",),
        "unit": ("organization_id", "case_id", "id"),
        "-unit": ("-organization_id", "-case_id", "-id"),
    }
    counted = "role"
    counted_choices = tuple(Responsibility.Role.choices)
    rare = ("town", "state")

    role = ChoiceFilter(
        label=_("Part"), choices=Responsibility.Role.choices, widget=forms.HiddenInput
    )
    unit = unit_filter("organization", _("Unit"))
    light = ChoiceFilter(label=_("Light"), choices=Light.choices, method="by_light")
    progress = ChoiceFilter(label=_("Progress"), choices=Progress.choices, method="by_progress")
    kind = ChoiceFilter(label=_("Kind of case"), choices=Kind.choices, field_name="case__kind")
    town = town_filter("case__town")
    state = ChoiceFilter(
        label=_("State"),
        choices=lambda: list(all_state_labels().items()),
        field_name="case__state",
    )

    class Meta:
        model = Responsibility
        fields: list[str] = []

    @classmethod
    def rows(cls, user):
        return responsibilities_listed(user=user)

    def by_light(self, queryset, name, value):
        cases = cases_with_light(Case.objects.all(), value, self.now)
        return queryset.filter(case__in=cases.values("pk"))

    def by_progress(self, queryset, name, value):
        return queryset.filter(case__closed_at__isnull=value == Progress.OPEN)


def list_responsibilities(*, user, params):
    return ResponsibilityFilter(params, user=user).ordered
