from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from issues.filters.base import ListFilter, period, unit_filter
from issues.models import Slip
from issues.models.ladder import Colour
from issues.selectors.slips import slips_listed


class Receipt(models.TextChoices):
    MISSING = "missing", _("no receipt yet")
    GIVEN = "given", _("receipt given")


class SlipFilter(ListFilter):
    """Supervision slips (督办单)."""

    at = "case__"
    orders = {"-id": ("-id",), "id": ("id",)}
    counted = "colour"
    counted_choices = tuple(Colour.choices)

    colour = ChoiceFilter(label=_("Colour"), choices=Colour.choices, widget=forms.HiddenInput)
    unit = unit_filter("organization", _("Unit supervised"))
    receipt = ChoiceFilter(label=_("Receipt"), choices=Receipt.choices, method="by_receipt")
    issued = period("taken_at", _("Issued"))

    class Meta:
        model = Slip
        fields: list[str] = []

    @classmethod
    def rows(cls, user):
        return slips_listed(user=user)

    def by_receipt(self, queryset, name, value):
        return queryset.filter(receipt_at__isnull=value == Receipt.MISSING)
