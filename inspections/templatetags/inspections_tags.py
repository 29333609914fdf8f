"""What pages of the apps below show of inspections."""

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access import has_permission, is_allowed
from inspections.models import CheckList, Inspection, InspectionPlan
from inspections.selectors.inspections import inspections_of_enterprise
from inspections.workflow import INSPECT
from visits.workflow import PlannedState

register = template.Library()
SHOWN = 5
TABS = (
    (_("Inspections"), "inspections:list", Inspection.view_permission),
    (_("Inspect"), "inspections:do", INSPECT),
    (_("Check-lists"), "inspections:list_list", CheckList.view_permission),
)


@register.inclusion_tag("visits/tabs.html", takes_context=True)
def inspections_tabs(context):
    request = context["request"]
    tabs = [
        {"label": label, "url": reverse(name), "is_current": request.path == reverse(name)}
        for label, name, permission in TABS
        if has_permission(request.user, permission)
    ]
    return {"tabs": tabs if len(tabs) > 1 else [], "label": _("Inspections")}


@register.inclusion_tag("inspections/enterprise_inspections.html", takes_context=True)
def enterprise_inspections(context, enterprise):
    """The latest inspections of an enterprise that whoever looks may see."""
    user = context["request"].user
    if not has_permission(user, Inspection.view_permission):
        return {}
    found = list(inspections_of_enterprise(user=user, enterprise=enterprise)[: SHOWN + 1])
    return {
        "is_shown": True,
        "enterprise": enterprise,
        "inspections": found[:SHOWN],
        "has_more": len(found) > SHOWN,
        "may_inspect": is_allowed(user, INSPECT, enterprise),
    }


@register.inclusion_tag("inspections/visit_inspection.html", takes_context=True)
def visit_inspection(context, visit):
    """On the page of a visit: by which lists was inspected."""
    user = context["request"].user
    return {"inspection": Inspection.objects.visible_to(user).filter(visit=visit).first()}


@register.inclusion_tag("inspections/planned_inspection.html", takes_context=True)
def planned_inspection(context, planned):
    """On the page of a planned visit: by which lists is to be inspected, and the way to do it."""
    user = context["request"].user
    plan = InspectionPlan.objects.filter(planned=planned).prefetch_related("lists").first()
    has_come = planned.planned_on <= timezone.localdate()
    may_do = has_come and planned.state == PlannedState.PLANNED and context["goes"]
    return {
        "planned": planned,
        "plan": plan,
        "may_do": may_do and is_allowed(user, INSPECT, planned.enterprise),
    }
