from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet

from core.fields import matching
from core.filters import period
from visits.models import Invitation
from visits.selectors.invitations import in_state, invitations_mine


class InvitationFilter(FilterSet):
    """The chips above the invitations to online visits."""

    q = CharFilter(label=_("Name of the enterprise"), method="find")
    state = ChoiceFilter(label=_("State"), choices=Invitation.State.choices, method="only_state")
    meets = period("meets_at", _("Day"))
    mine = ChoiceFilter(
        label=_("Whose"), choices=[("yes", _("mine"))], method="only_mine", empty_label=_("all")
    )

    class Meta:
        model = Invitation
        fields = ["q", "state", "meets", "mine"]

    def find(self, queryset, name, words):
        return queryset.filter(
            **{f"enterprise__name__{matching('contains', words)}": words.strip()}
        )

    def only_state(self, queryset, name, value):
        return queryset.filter(in_state(value))

    def only_mine(self, queryset, name, value):
        return queryset.filter(invitations_mine(self.request.user))
