"""The places of points, and how points are written."""

from decimal import Decimal

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.access import has_permission
from core.months import in_words
from points.workflow import RANKING, VIEW

register = template.Library()
TABS = (
    (_("Ranking"), "points:ranking", RANKING),
    (_("Entries"), "points:entry_list", VIEW),
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
    return {"tabs": tabs, "label": _("Points")}


@register.filter
def signed(points: Decimal) -> str:
    """With its sign, and a tenth only where there is one: +2, −0.5, 0."""
    if not points:
        return "0"
    words = f"{abs(points).normalize():f}"
    return f"+{words}" if points > 0 else f"−{words}"


@register.filter
def month_words(month: int) -> str:
    return in_words(month)
