"""The measures, and one of them."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from core.access import has_permission, is_allowed, require
from core.paging import KeysetPage, capped_count
from enterprises.models import Segment
from measures.filters import MeasureFilter
from measures.models import CommonProblem, Measure
from measures.selectors import measures as selectors
from measures.selectors.problems import effect_of
from measures.views.shown import buttons_of
from measures.workflow import MEASURE_WORKFLOW

ORDERS = {
    "due": ("due_on", "id"),
    "-due": ("-due_on", "-id"),
    "-id": ("-id",),
}


@require_GET
def home(request):
    """Where the menu leads: the problems, or the measures for whoever sees no problems."""
    sees_problems = has_permission(request.user, CommonProblem.view_permission)
    return redirect("measures:problem_list" if sees_problems else "measures:measure_list")


@require_GET
def measure_list(request):
    require(request.user, Measure.view_permission)
    found = MeasureFilter(
        request.GET, queryset=selectors.measures_listed(user=request.user), request=request
    )
    order = ORDERS.get(request.GET.get("sort"), ORDERS["-id"])
    context = {
        "filter": found,
        "page": KeysetPage.of(request, found.qs, order=order),
        "count": capped_count(found.qs),
    }
    return render(request, "measures/measure_list.html", context)


@require_GET
def measure_detail(request, number: str):
    user = request.user
    measures = selectors.measures_listed(user=user).select_related("taken_up_by")
    measure = get_object_or_404(measures, number=number)
    sees_segments = has_permission(user, Segment.view_permission)
    context = {
        "measure": measure,
        "moves": buttons_of(user, measure, number, MEASURE_WORKFLOW, "measures:measure_step"),
        "effect": effect_of(measure=measure),
        "sees_problem": is_allowed(user, CommonProblem.view_permission, measure.problem),
        "fitting": selectors.fitting(user=user, segment=measure.segment) if sees_segments else None,
        "told": selectors.told_of(user=user, measure=measure),
        "notes": measure.notes.select_related("by"),
    }
    return render(request, "measures/measure.html", context)
