"""The suspension order, and the check for resumption item by item."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import LookupSelect
from organizations.models import User
from safety.forms.base import MoveForm, day_field, text_field
from safety.models import SuspensionOrder
from safety.services.suspension import Found

PASSED = (("yes", _("passed")), ("no", _("not passed")))


class SuspensionForm(MoveForm):
    intro = _(
        "The order stands in red wherever the enterprise appears, and is told to the head of its "
        "town and to the leader in charge. Only a check for resumption lifts it."
    )

    extent = forms.ChoiceField(
        label=_("What is suspended"),
        choices=SuspensionOrder.Extent.choices,
        widget=forms.RadioSelect,
    )
    part = forms.CharField(
        label=_("Which part"),
        max_length=100,
        required=False,
        help_text=_("If only a part: the hall, the line or the equipment."),
    )
    basis = text_field(_("Basis in law"), help_text=_("Which article of which law."))
    reason = text_field(_("Why is production suspended?"))
    starts_on = day_field(_("Suspended from"))
    conditions = text_field(
        _("What the check for resumption looks at besides"),
        required=False,
        help_text=_("One item on each line; the usual items are on the list anyway."),
    )

    def proposed(self, case):
        return {**super().proposed(case), "extent": "part", "starts_on": timezone.localdate()}

    def facts(self):
        facts = super().facts()
        return {**facts, "conditions": facts["conditions"].splitlines()}


class ResumptionForm(MoveForm):
    """One pair of fields for each item of the order's list."""

    intro = _("Every item must have passed; otherwise the order stays in force.")

    companion = forms.ModelChoiceField(
        label=_("Checked together with"),
        queryset=User.objects.filter(is_active=True),
        widget=LookupSelect(
            "organizations:person_lookup", placeholder=_("Two characters or pinyin initials")
        ),
        required=False,
        help_text=_("Whoever issued the order does not check alone."),
    )
    words = text_field(_("Finding of the check"))

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        orders = case.suspension_orders.filter(lifted_at__isnull=True).order_by("pk")
        self.order = orders.first()
        for place, item in enumerate(self.order.items if self.order else ()):
            self.fields[f"item_{place}"] = forms.ChoiceField(
                label=item, choices=PASSED, widget=forms.RadioSelect
            )
            self.fields[f"note_{place}"] = forms.CharField(
                label=_("What is missing"), max_length=200, required=False
            )
        self.order_fields([name for name in self.fields if name[:5] in ("item_", "note_")])

    def lines(self) -> list[tuple]:
        """Each item with its note, as the page shows them."""
        count = len(self.order.items) if self.order else 0
        return [(self[f"item_{place}"], self[f"note_{place}"]) for place in range(count)]

    def facts(self):
        facts = self.cleaned_data
        found = [
            Found(facts[f"item_{place}"] == "yes", facts[f"note_{place}"])
            for place in range(len(self.order.items))
        ]
        kept = {name: facts[name] for name in ("companion", "words", "seen_version")}
        return {**kept, "order": self.order, "found": found}
