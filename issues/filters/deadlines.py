from django import forms
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter, ChoiceFilter

from core.filters import period
from issues.filters.base import Due, ListFilter, due_condition, town_filter, unit_filter
from issues.models import Deadline
from issues.selectors.lights import Light, deadlines_with_light
from issues.selectors.lists import deadlines_listed
from issues.workflow import Kind, Stage


class Status(models.TextChoices):
    """Open ones are listed unless the address says otherwise."""

    OPEN = "open", _("open")
    IN_TIME = "in_time", _("met in time")
    TOO_LATE = "too_late", _("met too late")
    ALL = "all", _("all")


_OPEN = Q(met_at__isnull=True)
_RUNS = _OPEN & Q(paused_at__isnull=True)
_CONDITIONS = {
    Status.OPEN: _OPEN,
    Status.IN_TIME: Q(met_at__lte=F("due_at")),
    Status.TOO_LATE: Q(met_at__gt=F("due_at")),
    Status.ALL: Q(),
}


class DeadlineFilter(ListFilter):
    """The list of deadlines (时限清单): what is due when, and from whom."""

    at = "case__"
    orders = {"due": ("due_at", "id"), "-due": ("-due_at", "-id")}
    counted = "stage"
    counted_choices = tuple(Stage.choices)
    rare = ("town", "due_in", "provisional")

    stage = ChoiceFilter(label=_("Stage"), choices=Stage.choices, widget=forms.HiddenInput)
    light = ChoiceFilter(label=_("Light"), choices=Light.choices, method="by_light")
    due = ChoiceFilter(label=_("Due"), choices=Due.choices, method="by_due")
    unit = unit_filter("organization", _("Unit"))
    status = ChoiceFilter(label=_("Met"), choices=Status.choices, method="by_status")
    kind = ChoiceFilter(label=_("Kind of case"), choices=Kind.choices, field_name="case__kind")
    town = town_filter("case__town")
    due_in = period("due_at", _("Due between"))
    provisional = BooleanFilter(
        label=_("Provisional"),
        field_name="is_provisional",
        widget=forms.Select(choices=[("", "---------"), ("true", _("Yes")), ("false", _("No"))]),
    )

    class Meta:
        model = Deadline
        fields: list[str] = []

    @classmethod
    def rows(cls, user):
        return deadlines_listed(user=user)

    def filter_queryset(self, queryset):
        """The open ones, unless the address asks for others."""
        found, asked = super().filter_queryset(queryset), self.form.cleaned_data
        says_more = asked.get("status") or asked.get("light") in (Light.MADE_GOOD, Light.CLOSED)
        return found if says_more else found.filter(_OPEN)

    def by_status(self, queryset, name, value):
        return queryset.filter(_CONDITIONS[Status(value)])

    def by_light(self, queryset, name, value):
        return deadlines_with_light(queryset, value, self.now)

    def by_due(self, queryset, name, value):
        return queryset.filter(_RUNS & due_condition(value, self.now))


def list_deadlines(*, user, params):
    return DeadlineFilter(params, user=user).ordered
