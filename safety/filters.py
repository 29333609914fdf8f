"""Which hazards the address of the board or the ledger asks for."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import CharFilter, ChoiceFilter, FilterSet

from calendars.moments import local_date
from core.filters import period
from issues.filters.base import Due, ListFilter, due_condition, town_filter, unit_filter
from issues.models import Case
from issues.selectors.lights import Light, cases_with_light
from issues.selectors.lists import found_by
from issues.selectors.work import cases_waiting, works_of
from issues.workflow import Kind
from safety.models import LedgerRecord, Listing
from safety.selectors import WRITTEN_OFF, hazards_listed
from safety.selectors.ledger import records_listed
from safety.selectors.major import IN_FORCE, TAKEN_OFF, standing
from safety.selectors.repeats import same_fault
from safety.selectors.zero import OPEN, Age, age_condition, holder_condition
from safety.workflow import Grade, HazardState, SafetyField


class HazardFilter(ListFilter):
    """The list of hazards (隐患清单), and what stands on the board."""

    orders = {
        "-id": ("-id",),
        "id": ("id",),
        "due": ("due_key", "id"),
        "-due": ("-due_key", "-id"),
    }
    counted = "state"
    counted_choices = tuple(HazardState.choices)
    piled_up = WRITTEN_OFF
    rare = (
        "oversight_unit",
        "due",
        "registered",
        "open",
        "holder",
        "age",
        "unled",
        "relapse",
        "repeat",
        "like",
        "written_off",
    )

    state = ChoiceFilter(label=_("Stage"), choices=HazardState.choices, widget=forms.HiddenInput)
    todo = ChoiceFilter(label=_("Waits for me"), method="by_todo", empty_label=_("Everything"))
    light = ChoiceFilter(label=_("Light"), choices=Light.choices, method="by_light")
    field = ChoiceFilter(label=_("Field"), choices=SafetyField.choices, field_name="hazard__field")
    grade = ChoiceFilter(label=_("Hazard level"), choices=Grade.choices)
    town = town_filter(null_label=_("no town"))
    unit = unit_filter("lead_unit", _("Lead unit"))
    oversight_unit = unit_filter("oversight_unit", _("Unit that oversees"))
    due = ChoiceFilter(label=_("Due"), choices=Due.choices, method="by_due")
    registered = period("registered_at", _("Found between"))
    open = ChoiceFilter(label=_("Open"), choices=[("yes", _("not written off"))], method="by_open")
    holder = unit_filter("holder", _("Waits for the unit"), method="by_holder")
    age = ChoiceFilter(label=_("Open for"), choices=Age.choices, method="by_age")
    unled = ChoiceFilter(
        label=_("Lead unit"), choices=[("yes", _("none named yet"))], method="by_unled"
    )
    relapse = ChoiceFilter(
        label=_("Relapse"), choices=[("yes", _("came back"))], method="by_relapse"
    )
    repeat = ChoiceFilter(
        label=_("Repeat"),
        choices=[("yes", _("the same fault within a year"))],
        method="by_repeat",
    )
    like = CharFilter(label=_("Same fault and trade as hazard no."), method="by_like")
    written_off = period("closed_at", _("Written off between"))

    class Meta:
        model = Case
        fields: list[str] = []

    def __init__(self, params, *, user):
        super().__init__(params, user=user)
        works = [(work.key, work.label) for work in works_of(user) if Kind.HAZARD in work.kinds]
        self.filters["todo"].extra["choices"] = works
        if not works:
            del self.filters["todo"]

    @classmethod
    def rows(cls, user):
        return hazards_listed(user=user)

    def by_todo(self, queryset, name, value):
        return queryset.filter(pk__in=cases_waiting(user=self.user, key=value).values("pk"))

    def by_light(self, queryset, name, value):
        return cases_with_light(queryset, value, self.now)

    def by_due(self, queryset, name, value):
        return queryset.filter(due_condition(value, self.now), closed_at__isnull=True)

    def by_open(self, queryset, name, value):
        return queryset.filter(OPEN)

    def by_holder(self, queryset, name, unit):
        return queryset.filter(holder_condition(unit)) if unit else queryset

    def by_age(self, queryset, name, value):
        return queryset.filter(age_condition(value, local_date(self.now)))

    def by_unled(self, queryset, name, value):
        return queryset.filter(lead_unit__isnull=True)

    def by_relapse(self, queryset, name, value):
        return queryset.filter(relapse_of__isnull=False)

    def by_repeat(self, queryset, name, value):
        return queryset.filter(hazard__repeat_of__isnull=False)

    def by_like(self, queryset, name, number):
        visible = Case.objects.visible_to(self.user).filter(number=number.strip().upper())
        one = visible.select_related("hazard", "enterprise").filter(hazard__isnull=False).first()
        return queryset.filter(same_fault(one.hazard)) if one else queryset.none()


def list_hazards(*, user, params):
    return HazardFilter(params, user=user).ordered


class RecordFilter(FilterSet):
    """What was done before it was taken over; the conditions are named as in the ledger's."""

    q = CharFilter(label=_("Number, words or enterprise"), method="find")
    field = ChoiceFilter(label=_("Field"), choices=SafetyField.choices)
    grade = ChoiceFilter(label=_("Hazard level"), choices=Grade.choices)
    town = town_filter("enterprise__town")
    unit = unit_filter("unit", _("Whose ledger"))
    registered = period("found_on", _("Found between"))

    class Meta:
        model = LedgerRecord
        fields: list[str] = []

    def find(self, queryset, name, words):
        condition = Q()
        for word in words.split():
            condition &= (
                Q(number__iexact=word)
                | Q(description__icontains=word)
                | Q(enterprise__name__icontains=word)
            )
        return queryset.filter(condition)


def records_beside(params, *, user):
    """The history that belongs beside the hazards an address asks for, as a filter of its rows.

    Every line of it is written off; a condition that history does not know leaves none of it.
    """
    others = set(HazardFilter.base_filters) - set(RecordFilter.base_filters) - {"state"}
    rows = records_listed(user=user)
    if any(params.get(name) for name in others) or params.get("state") not in (
        None,
        "",
        HazardState.WRITTEN_OFF,
    ):
        rows = rows.none()
    return RecordFilter(params, queryset=rows)


class ListedFilter(FilterSet):
    """The list of major hazards under supervision (挂牌督办清单)."""

    q = CharFilter(label=_("Number, hazard or enterprise"), method="find")
    standing = ChoiceFilter(
        choices=[(IN_FORCE, _("on the list")), (TAKEN_OFF, _("taken off"))],
        method="by_standing",
        widget=forms.HiddenInput,
    )
    field = ChoiceFilter(
        label=_("Field"), choices=SafetyField.choices, field_name="case__hazard__field"
    )
    town = town_filter("case__town")
    unit = unit_filter("unit", _("Supervising unit"))
    listed = period("listed_at", pgettext_lazy("on the list", "Listed between"))

    class Meta:
        model = Listing
        fields: list[str] = []

    def find(self, queryset, name, words):
        return queryset.filter(Q(number__iexact=words.strip()) | found_by(words, at="case__"))

    def by_standing(self, queryset, name, value):
        return queryset.filter(standing(value))
