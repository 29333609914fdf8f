from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, FilterSet, ModelChoiceFilter

from core.forms import FindSelect
from core.months import in_words
from organizations.models import Organization
from organizations.peers import groups_of_units
from points.models import Entry
from points.selectors.months import months_of_entries
from points.selectors.standing import GROUPS
from points.workflow import Cause


def _units(request):
    return Organization.objects.filter(kind__in=GROUPS)


def _months():
    return [(month, in_words(month)) for month in months_of_entries()]


class EntryFilter(FilterSet):
    """The chips above the ledger; the filter lives in the address."""

    month = ChoiceFilter(label=_("Counts in"), choices=_months)
    unit = ModelChoiceFilter(
        label=_("Unit"), queryset=_units, method="of_unit", widget=FindSelect()
    )
    cause = ChoiceFilter(label=_("Cause"), choices=Cause.choices)
    about = ChoiceFilter(field_name="about_month", label=_("Is about"), choices=_months)
    standing = ChoiceFilter(
        label=_("Objections"),
        choices=[
            ("waiting", _("an appeal waits")),
            ("appealed", _("appealed against")),
            ("countered", _("put right")),
        ],
        method="standing_so",
        empty_label=_("all"),
    )

    class Meta:
        model = Entry
        fields = ["month", "unit", "cause", "about", "standing"]

    def of_unit(self, queryset, name, unit):
        """A ranked unit with all that is below it: what its place in the ranking is made of."""
        return queryset.filter(unit__in=groups_of_units().members_of(unit.pk))

    def standing_so(self, queryset, name, value):
        conditions = {
            "waiting": {"appeal__upheld__isnull": True, "appeal__isnull": False},
            "appealed": {"appeal__isnull": False},
            "countered": {"countered_by__isnull": False},
        }
        return queryset.filter(**conditions[value])
