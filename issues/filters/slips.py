from django import forms
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from core.filters import period
from issues.filters.base import ListFilter, unit_filter
from issues.models import Slip
from issues.models.ladder import Colour, ShownColour
from issues.selectors.lists import PiledUp
from issues.selectors.slips import addressed_to, receipt_late, slips_listed


class Receipt(models.TextChoices):
    MINE = "mine", _("waits for my receipt")
    MISSING = "missing", _("no receipt yet")
    LATE = "late", _("receipt late")
    GIVEN = "given", _("receipt given")


class Replied(models.TextChoices):
    MISSING = "missing", _("no answer yet")
    GIVEN = "given", _("answered")


class SlipFilter(ListFilter):
    """Supervision slips (督办单)."""

    at = "case__"
    orders = {"-id": ("-id",), "id": ("id",)}
    counted = "shown"
    counted_choices = tuple(ShownColour.choices)
    piled_up = PiledUp(frozenset({Colour.BLUE}), ~Q(colour=Colour.BLUE))

    shown = ChoiceFilter(label=_("Colour"), choices=ShownColour.choices, widget=forms.HiddenInput)
    unit = unit_filter("organization", _("Unit supervised"))
    receipt = ChoiceFilter(label=_("Receipt"), choices=Receipt.choices, method="by_receipt")
    reply = ChoiceFilter(label=_("Answer"), choices=Replied.choices, method="by_reply")
    issued = period("taken_at", _("Issued"))

    class Meta:
        model = Slip
        fields: list[str] = []

    @classmethod
    def rows(cls, user):
        return slips_listed(user=user)

    def by_receipt(self, queryset, name, value):
        waiting = Q(receipt_at__isnull=True)
        conditions = {
            Receipt.MINE: waiting & addressed_to(self.user),
            Receipt.MISSING: waiting,
            Receipt.LATE: receipt_late(self.now),
            Receipt.GIVEN: ~waiting,
        }
        return queryset.filter(conditions[Receipt(value)])

    def by_reply(self, queryset, name, value):
        return queryset.filter(replied_at__isnull=value == Replied.MISSING)
