"""Which suspension orders and which inspections their lists are asked for."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet

from core.filters import period
from issues.filters.base import town_filter, unit_filter
from issues.selectors.lists import found_by
from safety.models import Inquiry, SuspensionOrder
from safety.selectors import inquiries
from safety.selectors.major import ORDER_IN_FORCE, ORDER_LIFTED, order_standing


class OrderFilter(FilterSet):
    """The suspension orders (停产停业整顿决定)."""

    q = CharFilter(label=_("Number, hazard or enterprise"), method="find")
    standing = ChoiceFilter(
        choices=[(ORDER_IN_FORCE, _("in force")), (ORDER_LIFTED, _("lifted"))],
        method="by_standing",
        widget=forms.HiddenInput,
    )
    town = town_filter("enterprise__town")
    unit = unit_filter("issuing_unit", _("Issuing unit"))
    issued = period("issued_at", _("Issued between"))

    class Meta:
        model = SuspensionOrder
        fields: list[str] = []

    def find(self, queryset, name, words):
        return queryset.filter(Q(number__iexact=words.strip()) | found_by(words, at="case__"))

    def by_standing(self, queryset, name, value):
        return queryset.filter(order_standing(value))


class InquiryFilter(FilterSet):
    """The safety-responsibility inspections (专项巡查)."""

    q = CharFilter(label=_("Number, hazard or enterprise"), method="find")
    standing = ChoiceFilter(
        choices=[(inquiries.OPEN, _("under way")), (inquiries.DECIDED, _("with an outcome"))],
        method="by_standing",
        widget=forms.HiddenInput,
    )
    cause = ChoiceFilter(label=_("Why it was opened"), choices=Inquiry.Cause.choices)
    outcome = ChoiceFilter(label=_("Outcome"), choices=Inquiry.Outcome.choices)
    unit = unit_filter("unit", _("Unit looked into"))
    opened = period("opened_at", _("Opened between"))

    class Meta:
        model = Inquiry
        fields: list[str] = []

    def find(self, queryset, name, words):
        return queryset.filter(Q(number__iexact=words.strip()) | found_by(words, at="case__"))

    def by_standing(self, queryset, name, value):
        return queryset.filter(inquiries.standing(value))
