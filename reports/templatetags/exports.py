from django import template
from django.urls import reverse

from core.access import has_permission
from reports.workbook.sheets import PERMISSION

register = template.Library()


@register.inclusion_tag("reports/_export_button.html", takes_context=True)
def export_button(context, params=None) -> dict:
    """The button that takes what is shown away as a workbook, for whoever may."""
    request = context["request"]
    if not has_permission(request.user, PERMISSION):
        return {}
    query = request.GET.urlencode() if params is None else params
    return {"address": f"{reverse('reports:lists_export')}?{query}"}
