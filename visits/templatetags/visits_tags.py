"""What pages of the apps below show of visits."""

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access import has_permission, is_allowed
from safety.selectors.repeats import SHARED_BY
from visits import selectors
from visits.models import OverCap, PlannedVisit, Visit
from visits.selectors.campaign_faults import campaigns_about as about
from visits.selectors.guard import burden_of
from visits.selectors.planned import planned_of_enterprise
from visits.services.campaigns import MANAGE

register = template.Library()
SHOWN = 5
TABS = (
    (_("Visits"), "visits:list", "visits.visit_view"),
    (_("Calendar"), "visits:calendar", "visits.visit_view"),
    (_("Planned visits"), "visits:planned_list", "visits.visit_view"),
    (_("Online visits"), "visits:invitation_list", "visits.visit_view"),
    (_("On this phone"), "visits:phone", "visits.visit_log"),
    (_("Teams"), "visits:team_list", "visits.visit_view"),
    (_("Plans of teams"), "visits:plan_list", "visits.plan_view"),
    (_("Campaigns"), "visits:campaign_list", "visits.campaign_view"),
    (_("Sessions"), "visits:session_list", "visits.session_view"),
    (_("Over the cap"), "visits:over_cap_list", "visits.over_cap_decide"),
    (_("Random draws"), "visits:draw_list", "visits.draw_view"),
)
"""The places of visiting, with what it takes to open each."""


@register.inclusion_tag("visits/tabs.html", takes_context=True)
def visits_tabs(context):
    """The places of visiting that whoever looks may open; nothing where there is but one."""
    request = context["request"]
    tabs = [
        {"label": label, "url": reverse(name), "is_current": request.path == reverse(name)}
        for label, name, permission in TABS
        if has_permission(request.user, permission)
    ]
    return {"tabs": tabs if len(tabs) > 1 else []}


@register.inclusion_tag("visits/enterprise_visits.html", takes_context=True)
def enterprise_visits(context, enterprise):
    """The latest visits to an enterprise that whoever looks may see, and its team."""
    user = context["request"].user
    visits = list(selectors.visits_of_enterprise(user=user, enterprise=enterprise)[: SHOWN + 1])
    return {
        "enterprise": enterprise,
        "visits": visits[:SHOWN],
        "has_more": len(visits) > SHOWN,
        "may_log": is_allowed(user, "visits.visit_log", enterprise),
    }


@register.inclusion_tag("visits/enterprise_planned.html", takes_context=True)
def enterprise_planned(context, enterprise):
    """What is planned at an enterprise, and how often it was and is to be visited this year."""
    user = context["request"].user
    if not has_permission(user, PlannedVisit.view_permission):
        return {}
    plans = planned_of_enterprise(user=user, enterprise=enterprise)[:SHOWN]
    year = timezone.localdate().year
    return {
        "is_shown": True,
        "enterprise": enterprise,
        "plans": list(plans),
        "burdens": [
            burden_of(user=user, enterprise=enterprise, purpose=purpose, year=year)
            for purpose in Visit.Purpose.values
        ],
        "may_plan": is_allowed(user, "visits.visit_plan", enterprise),
    }


@register.inclusion_tag("visits/visit_planned.html", takes_context=True)
def visit_planned(context, visit):
    """From which plan the visit was made, and what was decided if it was over the cap."""
    user = context["request"].user
    over_caps = OverCap.objects.filter(visit=visit).select_related("asked_by", "decided_by")
    return {
        "planned": PlannedVisit.objects.visible_to(user).filter(visit=visit).first(),
        "over_cap": over_caps.first(),
    }


@register.inclusion_tag("visits/check_in_offer.html", takes_context=True)
def check_in_offer(context):
    """On the page behind an enterprise's code: the way in for an official who is logged in."""
    request = context["request"]
    if not has_permission(request.user, "visits.visit_log"):
        return {}
    token = request.resolver_match.kwargs["token"]
    return {"url": reverse("visits:check_in", args=[token]), "name": str(request.user)}


@register.inclusion_tag("visits/case_origin.html", takes_context=True)
def case_origin(context, case):
    """What brought the case, and which visits came after it, as far as whoever looks sees them."""
    user = context["request"].user
    return {
        "visit": selectors.visit_of_case(case=case, user=user),
        "session": selectors.session_of_case(case=case, user=user),
        "later": selectors.visits_about_case(case=case, user=user),
        "mark": case.campaign,
        "campaign": selectors.campaign_of_case(case=case, user=user),
    }


@register.inclusion_tag("visits/assign_button.html", takes_context=True)
def assign_button(context):
    """The way from the register to putting what its filter shows under a team, for whoever may."""
    request = context["request"]
    if not has_permission(request.user, "visits.team_manage"):
        return {}
    return {"address": f"{reverse('visits:team_assign')}?{request.GET.urlencode()}"}


@register.simple_tag(takes_context=True)
def campaigns_about(context, lines):
    """The lines of a table, each of a ``fault`` of a trade, with its campaign."""
    found = about(user=context["request"].user, faults=[line["fault"] for line in lines])
    return [
        {**line, "campaign": campaign, "is_under_way": is_under_way}
        for line, (_fault, campaign, is_under_way) in zip(lines, found, strict=True)
    ]


@register.inclusion_tag("visits/campaign_of_fault.html", takes_context=True)
def campaign_of_fault(context, fault):
    """On the page of a fault of a trade: its campaign, or the press that prepares one."""
    user = context["request"].user
    ((_fault, campaign, is_under_way),) = about(user=user, faults=[fault])
    return {
        "fault": fault,
        "campaign": campaign,
        "is_under_way": is_under_way,
        "may_begin": fault.enterprises >= SHARED_BY and has_permission(user, MANAGE),
        "least": SHARED_BY,
        "is_enough": fault.enterprises >= SHARED_BY,
        "csrf_token": context.get("csrf_token"),
    }
