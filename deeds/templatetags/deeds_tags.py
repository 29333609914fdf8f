"""The places of deeds and wishes, and what pages of the apps below show of deeds."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.access import has_permission
from deeds.models import Deed

register = template.Library()
SHOWN = 5
TABS = (
    (_("Practical deeds"), "deeds:deed_list", "deeds.deed_view"),
    (_("By town"), "deeds:overview", "deeds.deed_view"),
    (_("Branches"), "deeds:branch_list", "deeds.deed_view"),
    (_("Wish wall"), "deeds:wish_wall", "deeds.wish_view"),
    (_("Micro-wishes"), "deeds:wish_list", "deeds.wish_view"),
)


@register.inclusion_tag("visits/tabs.html", takes_context=True)
def deeds_tabs(context):
    """The places that whoever looks may open."""
    request = context["request"]
    tabs = [
        {"label": label, "url": reverse(name), "is_current": request.path == reverse(name)}
        for label, name, permission in TABS
        if has_permission(request.user, permission)
    ]
    return {"tabs": tabs if len(tabs) > 1 else [], "label": _("Deeds and wishes")}


@register.inclusion_tag("deeds/enterprise_deeds.html", takes_context=True)
def enterprise_deeds(context, enterprise):
    """What branches do or did for an enterprise, as far as whoever looks sees it."""
    found = Deed.objects.visible_to(context["request"].user).filter(enterprise=enterprise)
    deeds = found.select_related("organization").order_by("-id")
    return {"deeds": list(deeds[:SHOWN])}
