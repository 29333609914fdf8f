"""The places of points, and how points are written."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.access import has_permission
from core.months import in_words
from points.words import signed
from points.workflow import RANKING, VIEW

register = template.Library()
register.filter(signed)
TABS = (
    (_("Ranking"), "points:ranking", RANKING),
    (_("Entries"), "points:entry_list", VIEW),
    (_("Closed months"), "points:month_list", RANKING),
    (pgettext_lazy("of projects", "Viewings"), "points:viewing_list", "points.viewing_view"),
    (_("Rules of points"), "points:rule_list", RANKING),
)


@register.inclusion_tag("visits/tabs.html", takes_context=True)
def points_tabs(context):
    """The places that whoever looks may open."""
    request = context["request"]
    tabs = [
        {"label": label, "url": reverse(name), "is_current": request.path == reverse(name)}
        for label, name, permission in TABS
        if has_permission(request.user, permission)
    ]
    return {"tabs": tabs, "label": pgettext_lazy("of units", "Points")}


@register.filter
def at(row, place: int):
    return row[place]


@register.filter
def month_words(month: int) -> str:
    return in_words(month)
