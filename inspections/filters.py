from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import CharFilter, ChoiceFilter, FilterSet, ModelChoiceFilter

from core.filters import period
from core.forms import FindSelect
from enterprises.selectors import towns
from inspections.models import CheckListVersion, Inspection
from inspections.selectors.checklists import lists_found_by
from inspections.selectors.inspections import inspections_found_by
from inspections.workflow import InspectionKind, ReportState, VersionState
from safety.workflow import SafetyField
from visits.models import Visit
from visits.selectors import visits_mine


def _towns(request):
    return towns()


class InspectionFilter(FilterSet):
    """The chips above the inspections; the filter lives in the address."""

    q = CharFilter(label=_("Enterprise or number"), method="find")
    kind = ChoiceFilter(label=_("Kind of inspection"), choices=InspectionKind.choices)
    field = ChoiceFilter(label=_("Field"), choices=SafetyField.choices, method="in_field")
    visited = period("visit__visited_at", _("Inspected"))
    town = ModelChoiceFilter(
        label=_("Town"),
        field_name="visit__enterprise__town",
        queryset=_towns,
        widget=FindSelect(),
    )
    failed = ChoiceFilter(
        label=_("Outcome"),
        choices=[("yes", _("with hazards")), ("no", _("nothing failed"))],
        method="with_hazards",
        empty_label=_("all"),
    )
    report = ChoiceFilter(
        label=_("Report"), choices=ReportState.choices, method="in_state", empty_label=_("all")
    )
    how = ChoiceFilter(
        label=_("How"),
        choices=[("unannounced", _("unannounced")), ("joint", _("joint, several units"))],
        method="by_how",
        empty_label=_("all"),
    )
    mine = ChoiceFilter(
        label=_("Whose"), choices=[("yes", _("mine"))], method="only_mine", empty_label=_("all")
    )

    class Meta:
        model = Inspection
        fields = ["q", "kind", "field", "visited", "town", "failed", "report", "how", "mine"]

    def find(self, queryset, name, words):
        return queryset.filter(inspections_found_by(words))

    def in_field(self, queryset, name, value):
        keys = Inspection.objects.filter(lists__version__check_list__field=value).values("pk")
        return queryset.filter(pk__in=keys.order_by())

    def with_hazards(self, queryset, name, value):
        return queryset.filter(failed__gt=0) if value == "yes" else queryset.filter(failed=0)

    def in_state(self, queryset, name, value):
        return queryset.filter(is_signed=value == ReportState.SIGNED)

    def by_how(self, queryset, name, value):
        if value == "unannounced":
            return queryset.filter(visit__unannounced=True)
        return queryset.filter(is_joint=True)

    def only_mine(self, queryset, name, value):
        mine = Visit.objects.filter(visits_mine(self.request.user)).order_by().values("pk")
        return queryset.filter(visit__in=mine)


class CheckListFilter(FilterSet):
    """The chips above the check-lists."""

    q = CharFilter(label=_("Name or trade"), method="find")
    field = ChoiceFilter(
        field_name="check_list__field", label=_("Field"), choices=SafetyField.choices
    )
    state = ChoiceFilter(
        label=pgettext_lazy("of a check-list", "State"), choices=VersionState.choices
    )

    class Meta:
        model = CheckListVersion
        fields = ["q", "field", "state"]

    def find(self, queryset, name, words):
        return queryset.filter(lists_found_by(words))
