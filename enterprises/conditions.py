"""What a segment may ask of an enterprise: the conditions of the register, and those of apps above.

A condition is one or a few form fields, and what their values mean as a filter. Values are kept as
JSON under the names of the fields. An app above brings its own with ``conditions_add``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import NotSo
from enterprises.industry import DIVISIONS, SECTIONS
from enterprises.models import Enterprise, Tag
from organizations.models import Organization

Given = Mapping[str, object]


@dataclass(frozen=True)
class Condition:
    """``matches(given, user=…, today=…)`` is the filter for the values given of its ``fields``.

    What it asks of other tables it may answer only as far as ``user`` sees them. ``fault(given)``
    is a field with a sentence where values do not go together.
    """

    fields: Mapping[str, Callable[[], forms.Field]]
    matches: Callable[..., Q]
    fault: Callable[[Given], tuple[str, object] | None] | None = None


_conditions: list[Condition] = []


def conditions_add(*conditions: Condition) -> None:
    """Let an app bring conditions; they are asked in the order in which they came."""
    _conditions.extend(conditions)


def fields_made() -> dict[str, forms.Field]:
    """A new form field for each value that a segment may hold, in their order."""
    return {name: make() for one in _conditions for name, make in one.fields.items()}


def conditions_checked(given: Given) -> dict:
    """The values as they are kept, without the empty ones; NotSo names each field that is wrong."""
    fields = fields_made()
    if unknown := set(given) - set(fields):
        raise NotSo(_("The register has no such condition: %s") % "、".join(sorted(unknown)))
    faults, cleaned = {}, {}
    for name, value in given.items():
        try:
            cleaned[name] = fields[name].clean(value)
        except ValidationError as error:
            faults[name] = " ".join(error.messages)
    cleaned = {name: value for name, value in cleaned.items() if value not in _EMPTY}
    found = [fault for one in _conditions if one.fault and (fault := one.fault(cleaned))]
    if faults or found:
        raise NotSo(_("Please correct what is marked."), fields={**dict(found), **faults})
    return {name: _kept(value) for name, value in cleaned.items()}


_EMPTY = (None, "", [])


def _kept(value):
    return value.isoformat() if isinstance(value, date) else value


def condition_meant(kept: Given, *, user, today: date) -> Q:
    """The filter that kept values mean for ``user`` on that day, for a queryset of enterprises."""
    meant = Q()
    for one in _conditions:
        given = {
            name: make().to_python(kept[name]) for name, make in one.fields.items() if name in kept
        }
        if given:
            meant &= one.matches(given, user=user, today=today)
    return meant


def any_of(column: str) -> Callable[..., Q]:
    """The filter of a field with several choices of the same name: a row that has any of them."""

    def matches(given: Given, **asked) -> Q:
        return Q(**{f"{column}__in": given[column]})

    return matches


def several(label, choices, *, find: bool = False) -> Callable[[], forms.Field]:
    """A field of several choices: boxes, or, where there are many, one that finds as one types."""
    widget = forms.SelectMultiple if find else forms.CheckboxSelectMultiple
    attrs = {"data-find": ""} if find else {}
    return lambda: forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=widget(attrs=attrs)
    )


def either(label, yes, no) -> Callable[[], forms.Field]:
    """A field that may be left open, or wants the one or the other."""
    choices = [("", gettext_lazy("either")), ("yes", yes), ("no", no)]
    return lambda: forms.ChoiceField(label=label, choices=choices, required=False)


def a_day(label) -> Callable[[], forms.Field]:
    return lambda: forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def _town_choices():
    towns = Organization.objects.active().filter(kind=Organization.Kind.TOWN)
    return [(str(pk), name) for pk, name in towns.values_list("pk", "name")]


def _tag_choices():
    return [(str(pk), name) for pk, name in Tag.objects.values_list("pk", "name")]


def _industries():
    return sorted(
        (code, f"{code} {name}") for part in (SECTIONS, DIVISIONS) for code, name in part.items()
    )


def _in_industries(given: Given, **asked) -> Q:
    found = Q()
    for code in given["industry"]:
        found |= Q(industry_code__startswith=code)
    return found


def _tagged(given: Given, **asked) -> Q:
    """Each tag by itself, so that an enterprise with two of them is counted once."""
    with_tag = Enterprise.tags.through.objects.filter(tag__in=given["tags"])
    return Q(pk__in=with_tag.values("enterprise"))


def _is_key(given: Given, **asked) -> Q:
    return Q(is_key=given["is_key"] == "yes")


def _registered_since(given: Given, **asked) -> Q:
    return Q(registered_on__gte=given["registered_since"])


conditions_add(
    Condition({"kind": several(gettext_lazy("Kind"), Enterprise.Kind.choices)}, any_of("kind")),
    Condition({"scale": several(gettext_lazy("Scale"), Enterprise.Scale.choices)}, any_of("scale")),
    Condition(
        {"industry": several(gettext_lazy("Industry"), _industries, find=True)}, _in_industries
    ),
    Condition({"town": several(gettext_lazy("Town"), _town_choices, find=True)}, any_of("town")),
    Condition({"tags": several(gettext_lazy("Any of the tags"), _tag_choices, find=True)}, _tagged),
    Condition(
        {"benefit_tier": several(gettext_lazy("Benefit tier"), Enterprise.Tier.choices)},
        any_of("benefit_tier"),
    ),
    Condition(
        {"risk": several(gettext_lazy("Risk colour"), Enterprise.Risk.choices)}, any_of("risk")
    ),
    Condition(
        {"is_key": either(gettext_lazy("Key enterprise"), gettext_lazy("yes"), gettext_lazy("no"))},
        _is_key,
    ),
    Condition(
        {"registered_since": a_day(gettext_lazy("Registered since"))},
        _registered_since,
    ),
)
