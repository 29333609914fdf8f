from django import forms
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet, ModelChoiceFilter

from core.forms import FindSelect
from enterprises import industry, selectors
from enterprises.models import Enterprise
from enterprises.scale import Scale


def _towns(request):
    return selectors.towns()


class EnterpriseFilter(FilterSet):
    """The chips above the register; the filter lives in the address."""

    q = CharFilter(
        label=_("Name, pinyin initials, credit code or address"),
        method="find",
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": _("Name, initials, code or address")}
        ),
    )
    town = ModelChoiceFilter(label=_("Town"), queryset=_towns, widget=FindSelect())
    section = ChoiceFilter(
        label=_("Industry"),
        field_name="industry_code",
        lookup_expr="startswith",
        choices=[(code, f"{code} {name}") for code, name in industry.SECTIONS.items()],
    )
    scale = ChoiceFilter(label=_("Scale"), choices=Scale.choices)
    kind = ChoiceFilter(label=_("Kind"), choices=Enterprise.Kind.choices)

    class Meta:
        model = Enterprise
        fields = ["q", "town", "section", "scale", "kind"]

    def find(self, queryset, name, words):
        return queryset.filter(selectors.found_by(words))
