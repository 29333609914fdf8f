from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import CharFilter, ChoiceFilter, FilterSet, ModelChoiceFilter

from core.fields import matching
from core.forms import FindSelect
from measures.models import CommonProblem, Measure
from measures.selectors.measures import measures_late
from measures.workflow import MeasureState, ProblemState
from organizations.models import Organization


def _units(request):
    return Organization.objects.active()


class ProblemFilter(FilterSet):
    """The chips above the common problems; the filter lives in the address."""

    q = CharFilter(label=_("Name or word"), method="find")
    state = ChoiceFilter(label=_("State"), choices=ProblemState.choices)
    measure = ChoiceFilter(
        label=pgettext_lazy("policy", "Measure"),
        choices=[
            ("yes", pgettext_lazy("of a measure", "has one")),
            ("no", pgettext_lazy("of a measure", "none yet")),
        ],
        method="with_measure",
    )

    class Meta:
        model = CommonProblem
        fields = ["q", "state", "measure"]

    def find(self, queryset, name, words):
        return queryset.filter(**{f"name__{matching('contains', words)}": words.strip()})

    def with_measure(self, queryset, name, value):
        return queryset.filter(has_measure=value == "yes")


class MeasureFilter(FilterSet):
    """The chips above the measures."""

    q = CharFilter(label=_("Title or number"), method="find")
    state = ChoiceFilter(label=_("State"), choices=MeasureState.choices)
    late = ChoiceFilter(
        label=_("Late"),
        choices=[("yes", pgettext_lazy("filter", "late only"))],
        method="only_late",
        empty_label=_("all"),
    )
    owner = ModelChoiceFilter(
        label=pgettext_lazy("of a measure", "Owner"), queryset=_units, widget=FindSelect()
    )

    class Meta:
        model = Measure
        fields = ["q", "state", "late", "owner"]

    def find(self, queryset, name, words):
        how, words = matching("contains", words), words.strip()
        return queryset.filter(**{f"title__{how}": words}) | queryset.filter(number=words)

    def only_late(self, queryset, name, value):
        return queryset.filter(measures_late())
