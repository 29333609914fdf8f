from django import forms
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet, ModelChoiceFilter

from core.forms import FindSelect
from enterprises import industry, selectors
from enterprises.models import Enterprise, Tag
from enterprises.scale import Scale


def _towns(request):
    return selectors.towns()


def _segments(request):
    return selectors.segments_listed(user=request.user)


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
    segment = ModelChoiceFilter(
        label=_("Segment"),
        queryset=_segments,
        method="in_segment",
        widget=FindSelect(),
    )
    tag = ModelChoiceFilter(
        label=_("Tag"),
        field_name="tags",
        queryset=Tag.objects.all(),
        widget=FindSelect(),
    )
    tier = ChoiceFilter(
        label=_("Benefit tier"), field_name="benefit_tier", choices=Enterprise.Tier.choices
    )
    risk = ChoiceFilter(label=_("Risk colour"), choices=Enterprise.Risk.choices)
    key = ChoiceFilter(
        label=_("Key enterprise"),
        field_name="is_key",
        choices=[("True", _("key enterprises")), ("False", _("the others"))],
        empty_label=_("all"),
    )

    rare = ("tag", "tier", "risk", "key")

    class Meta:
        model = Enterprise
        fields = ["q", "town", "section", "scale", "kind", "segment"]

    @property
    def rare_on(self) -> str:
        """Which conditions are on in the chip of rare ones."""
        return "、".join(
            str(self.form[name].label) for name in self.rare if self.form[name].value()
        )

    def in_segment(self, queryset, name, segment):
        return queryset.filter(selectors.segment_condition(user=self.request.user, segment=segment))

    def find(self, queryset, name, words):
        return queryset.filter(selectors.found_by(words))
