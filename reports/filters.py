from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, ModelChoiceFilter

from core.filters import period
from core.forms import LookupSelect
from core.models import TrailEntry
from issues.filters.base import ListFilter
from organizations.models import User
from reports.selectors.trail import trail_entries
from reports.trail import actions_known


class TrailFilter(ListFilter):
    """The trail: whose, what, when, and of which thing."""

    orders = {"-id": ("-id",), "id": ("id",)}

    q = CharFilter(label=_("Number or name, from its beginning"), method="find")
    who = ModelChoiceFilter(
        field_name="actor",
        label=_("Who"),
        queryset=User.objects.all(),
        widget=LookupSelect("organizations:person_lookup"),
    )
    action = ChoiceFilter(label=_("What"), choices=actions_known)
    when = period("at", _("When"))

    class Meta:
        model = TrailEntry
        fields: list[str] = []

    @classmethod
    def rows(cls, user):
        return trail_entries(user=user)

    def find(self, queryset, name, words):
        """By the beginning of the label, which an index finds: a case's begins with its number."""
        return queryset.filter(subject_label__startswith=words.strip())
