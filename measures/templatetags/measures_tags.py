"""The places of problems and measures, and what pages of the apps below show of them."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.access import has_permission
from measures.models import CommonProblem
from measures.selectors.measures import measures_fitting
from measures.workflow import MeasureState

register = template.Library()
TABS = (
    (_("Common problems"), "measures:problem_list", "measures.problem_view"),
    (_("Policy measures"), "measures:measure_list", "measures.measure_view"),
)


@register.inclusion_tag("visits/tabs.html", takes_context=True)
def measures_tabs(context):
    """The places that whoever looks may open."""
    request = context["request"]
    tabs = [
        {"label": label, "url": reverse(name), "is_current": request.path == reverse(name)}
        for label, name, permission in TABS
        if has_permission(request.user, permission)
    ]
    return {"tabs": tabs if len(tabs) > 1 else [], "label": pgettext_lazy("of policy", "Measures")}


@register.inclusion_tag("measures/enterprise_measures.html", takes_context=True)
def enterprise_measures(context, enterprise):
    """The measures in force that fit an enterprise: what a visitor can offer it."""
    user = context["request"].user
    return {"measures": measures_fitting(user=user, enterprise=enterprise)}


@register.inclusion_tag("measures/case_problem.html", takes_context=True)
def case_problem(context, case):
    """The confirmed problem that a case is of, and the measures in force that answer it."""
    user = context["request"].user
    problems = CommonProblem.objects.visible_to(user).filter(state="confirmed")
    problem = problems.filter(memberships__case=case, memberships__removed_at__isnull=True).first()
    if problem is None:
        return {"problem": None}
    in_force = problem.measures.filter(state=MeasureState.IN_FORCE).select_related("owner")
    return {"problem": problem, "measures": list(in_force)}
