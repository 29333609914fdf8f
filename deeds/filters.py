from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import CharFilter, ChoiceFilter, FilterSet, ModelChoiceFilter, NumberFilter

from core.fields import matching
from core.filters import period
from core.forms import FindSelect
from deeds.models import Deed, Wish
from deeds.selectors import deeds as deed_selectors
from deeds.selectors import wishes as wish_selectors
from deeds.selectors.towns import towns_offered
from deeds.workflow import IN_HAND, DeedState, WishState
from organizations.models import Organization


def _towns(request):
    return towns_offered()


def _branches(request):
    return Organization.objects.active().filter(kind__in=Deed.KINDS)


class DeedFilter(FilterSet):
    """The chips above the register of deeds; the filter lives in the address."""

    q = CharFilter(label=_("Deed, unit, enterprise or people"), method="find")
    state = ChoiceFilter(
        label=_("State"),
        choices=[*DeedState.choices, ("standing", _("all that were not put aside"))],
        method="in_state",
    )
    late = ChoiceFilter(
        label=_("Late"),
        choices=[("yes", pgettext_lazy("filter", "late only"))],
        method="only_late",
        empty_label=_("all"),
    )
    town = ModelChoiceFilter(
        label=_("Town"), queryset=_towns, method="in_town", widget=FindSelect()
    )
    organization = ModelChoiceFilter(
        label=pgettext_lazy("of a deed", "Branch"), queryset=_branches, widget=FindSelect()
    )
    year = NumberFilter(label=_("Year"), min_value=2000, max_value=2100)
    ends = period("ends_on", pgettext_lazy("of a deed", "To be done by"))
    mine = ChoiceFilter(
        label=_("Whose"),
        choices=[("yes", _("mine")), ("accept", _("waiting for my return visit"))],
        method="only_mine",
        empty_label=_("all"),
    )

    class Meta:
        model = Deed
        fields = ["q", "state", "late", "town", "organization", "year", "ends", "mine"]

    def find(self, queryset, name, words):
        return queryset.filter(deed_selectors.deeds_found_by(words))

    def in_state(self, queryset, name, value):
        if value == "standing":
            return queryset.exclude(state=DeedState.ASIDE)
        return queryset.filter(state=value)

    def only_late(self, queryset, name, value):
        return queryset.filter(deed_selectors.deeds_late())

    def in_town(self, queryset, name, town):
        return queryset.filter(organization__path__startswith=town.path)

    def only_mine(self, queryset, name, value):
        user = self.request.user
        if value == "yes":
            return queryset.filter(deed_selectors.deeds_of_mine(user))
        waiting = deed_selectors.deeds_to_accept(user=user).order_by()
        return queryset.filter(pk__in=waiting.values("pk"))


class WishFilter(FilterSet):
    """The chips above the wishes, in the register and on the wall."""

    q = CharFilter(label=_("Wish, unit or enterprise"), method="find")
    state = ChoiceFilter(
        label=_("State"),
        choices=[
            *WishState.choices,
            ("in_hand", _("in somebody's hands")),
            ("standing", _("all that were not withdrawn")),
        ],
        method="in_state",
    )
    category = ChoiceFilter(label=_("Category"), choices=Wish.Category.choices)
    late = ChoiceFilter(
        label=_("Late"),
        choices=[("yes", pgettext_lazy("filter", "late only"))],
        method="only_late",
        empty_label=_("all"),
    )
    town = ModelChoiceFilter(
        label=_("Town"), queryset=_towns, method="in_town", widget=FindSelect()
    )
    year = NumberFilter(
        field_name="collected_at__year", label=_("Year"), min_value=2000, max_value=2100
    )
    wanted = period("wanted_by", _("Wanted by"))
    mine = ChoiceFilter(
        label=_("Whose"),
        choices=[("collected", _("collected by me")), ("claimed", _("claimed by me or my unit"))],
        method="only_mine",
        empty_label=_("all"),
    )

    class Meta:
        model = Wish
        fields = ["q", "state", "category", "late", "town", "year", "wanted", "mine"]

    def find(self, queryset, name, words):
        return queryset.filter(wish_selectors.wishes_found_by(words))

    def in_state(self, queryset, name, value):
        if value == "standing":
            return queryset.exclude(state=WishState.WITHDRAWN)
        return queryset.filter(state__in=IN_HAND if value == "in_hand" else (value,))

    def only_late(self, queryset, name, value):
        return queryset.filter(wish_selectors.wishes_behind())

    def in_town(self, queryset, name, town):
        return queryset.filter(unit__path__startswith=town.path)

    def only_mine(self, queryset, name, value):
        user = self.request.user
        if value == "collected":
            return queryset.filter(wish_selectors.wishes_collected_by(user))
        return queryset.filter(wish_selectors.wishes_claimed_by(user))


class BranchFilter(FilterSet):
    """The chips above the branches and what they have of a year."""

    q = CharFilter(label=_("Name of the branch"), method="find")
    stand = ChoiceFilter(
        label=_("This year's deed"),
        choices=[
            ("with", _("has one")),
            ("without", _("has none yet")),
            ("accepted", _("has one accepted")),
        ],
        method="standing",
    )
    town = ModelChoiceFilter(
        label=_("Town"), queryset=_towns, method="in_town", widget=FindSelect()
    )

    class Meta:
        model = Organization
        fields = ["q", "stand", "town"]

    def find(self, queryset, name, words):
        return queryset.filter(**{f"name__{matching('contains', words)}": words.strip()})

    def standing(self, queryset, name, value):
        if value == "accepted":
            return queryset.filter(has_accepted=True)
        return queryset.filter(has_deed=value == "with")

    def in_town(self, queryset, name, town):
        return queryset.filter(path__startswith=town.path)
