from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import CharFilter, ChoiceFilter, FilterSet, ModelChoiceFilter

from core.filters import period
from core.forms import FindSelect
from enterprises.selectors import towns
from letters import selectors
from letters.models import Letter, LetterRecipient, Receipt
from letters.workflow import LetterState


class Came(models.TextChoices):
    CONFIRMED = "confirmed", _("confirmed")
    MISSING = "missing", _("receipt missing")


def _towns(request):
    return towns()


class LetterFilter(FilterSet):
    """The chips above the letters."""

    q = CharFilter(label=_("Title or number"), method="find")
    state = ChoiceFilter(label=_("State"), choices=LetterState.choices)
    missing = ChoiceFilter(
        label=_("Receipts"),
        choices=[("yes", _("some missing")), ("no", _("all there"))],
        method="by_missing",
        empty_label=_("all"),
    )
    sent = period("sent_at", _("Sent"))

    class Meta:
        model = Letter
        fields = ["q", "state", "missing", "sent"]

    def find(self, queryset, name, words):
        return queryset.filter(selectors.letters_found_by(words))

    def by_missing(self, queryset, name, value):
        sent = queryset.exclude(state=LetterState.DRAFT)
        if value == "yes":
            return sent.filter(missing_count__gt=0)
        return sent.filter(missing_count=0)


class RecipientFilter(FilterSet):
    """The chips above the recipients of a letter; ``receipt`` is chosen by the counts."""

    q = CharFilter(label=_("Name, pinyin initials, credit code or address"), method="find")
    receipt = ChoiceFilter(
        label=pgettext_lazy("of a letter", "Receipt"),
        choices=Came.choices,
        method="by_receipt",
        widget=forms.HiddenInput,
    )
    town = ModelChoiceFilter(
        label=_("Town"), field_name="enterprise__town", queryset=_towns, widget=FindSelect()
    )
    way = ChoiceFilter(label=_("Way"), field_name="receipt__way", choices=Receipt.Way.choices)

    class Meta:
        model = LetterRecipient
        fields = ["q", "receipt", "town", "way"]

    @staticmethod
    def counts(whole) -> list[dict]:
        """As ``components/counts.html`` takes them."""
        return [
            {"value": "", "label": _("All"), "count": whole.sent},
            {"value": Came.CONFIRMED, "label": Came.CONFIRMED.label, "count": whole.confirmed},
            {"value": Came.MISSING, "label": Came.MISSING.label, "count": whole.missing},
        ]

    def find(self, queryset, name, words):
        return queryset.filter(selectors.recipients_found_by(words))

    def by_receipt(self, queryset, name, value):
        return queryset.filter(receipt__isnull=value == Came.MISSING)
