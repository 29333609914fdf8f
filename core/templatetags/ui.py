"""Small pieces every page uses: icons, vendored files, the district's name, sort headers."""

import json
from functools import lru_cache

from django import template
from django.conf import settings
from django.forms import BoundField
from django.forms.models import ModelChoiceIterator
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _

from core.forms import chosen_choices
from core.labels import colon

register = template.Library()
register.filter("colon", colon, is_safe=True)


@lru_cache(maxsize=1)
def _versions() -> dict[str, str]:
    lock = json.loads((settings.BASE_DIR / "static/vendor/vendor.lock.json").read_text())
    return {package["name"]: package["version"] for package in lock["packages"]}


@register.simple_tag
def vendor(package: str, file: str) -> str:
    """The address of a vendored file, in the version the lock names."""
    return static(f"vendor/{package}/{_versions()[package]}/{file}")


@register.simple_tag
def icon(name: str) -> str:
    """An icon beside a word; those that may be used stand in static/vendor/vendor.lock.json."""
    sprite = vendor("bootstrap-icons", "sprite.svg")
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', sprite, name
    )


@register.simple_tag
def district_name() -> str:
    return settings.DISTRICT_NAME


@register.simple_tag(takes_context=True)
def sort_header(context, key: str, label: str, css: str = "") -> str:
    """A column's header that sorts by ``key``, then the other way round; keeps the filter."""
    query = context["request"].GET.copy()
    current = query.get("sort", "")
    for name in ("after", "before"):
        query.pop(name, None)
    query["sort"] = f"-{key}" if current == key else key
    states = {key: ("ascending", "▲"), f"-{key}": ("descending", "▼")}
    state, mark = states.get(current, ("none", ""))
    return format_html(
        '<th scope="col" aria-sort="{}" class="{}"><a class="sort" href="?{}">{}'
        '<span aria-hidden="true">{}</span></a></th>',
        state,
        css,
        query.urlencode(),
        label,
        mark,
    )


@register.simple_tag(takes_context=True)
def address_with(context, name: str, value) -> str:
    """This address with one more filter and back on the first page; an empty value takes it off."""
    query = context["request"].GET.copy()
    for key in ("after", "before", name):
        query.pop(key, None)
    if value not in (None, ""):
        query[name] = value
    return f"?{query.urlencode()}"


@register.filter
def as_search(field: BoundField) -> str:
    """The field as a search box that says inside what it finds."""
    return field.as_widget(
        attrs={"class": "form-control", "type": "search", "placeholder": field.label}
    )


@register.filter
def chosen(field: BoundField) -> str:
    """What a filter's field holds now, in words; empty when it filters nothing."""
    value = field.value()
    values = [str(part) for part in (value if isinstance(value, list | tuple) else [value]) if part]
    words = _labels(getattr(field.field, "choices", ()), values)
    return "、".join(str(words.get(one, one)) for one in values)


def _labels(choices, values: list[str]) -> dict:
    """The labels of the chosen values; of a table only the chosen rows are read."""
    if not isinstance(choices, ModelChoiceIterator):
        return dict(_flat(choices))
    return {str(value): label for value, label in chosen_choices(choices, values)}


def _flat(choices):
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(value), label


@register.filter
def size_in_words(size: int) -> str:
    """A file's size as people say it."""
    if size < 1024 * 1024:
        return _("%(size)d KB") % {"size": max(1, round(size / 1024))}
    return _("%(size).1f MB") % {"size": size / 1024 / 1024}
