"""The common problems, one of them, and its cases."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.access import has_permission, is_allowed, require
from core.paging import KeysetPage, capped_count
from issues.models import Case
from measures import services
from measures.filters import ProblemFilter
from measures.models import CommonProblem
from measures.selectors import problems as selectors
from measures.views.shown import buttons_of
from measures.workflow import DECIDE, PROBLEM_WORKFLOW

CASES_SHOWN = 8
ORDERS = {
    "firms": ("firms", "id"),
    "-firms": ("-firms", "-id"),
    "cases": ("cases", "id"),
    "-cases": ("-cases", "-id"),
}


@require_GET
def problem_list(request):
    require(request.user, CommonProblem.view_permission)
    found = ProblemFilter(
        request.GET, queryset=selectors.problems_listed(user=request.user), request=request
    )
    order = ORDERS.get(request.GET.get("sort"), ORDERS["-firms"])
    context = {
        "filter": found,
        "page": KeysetPage.of(request, found.qs, order=order),
        "count": capped_count(found.qs),
        "latest": selectors.grouping_latest(),
        "may_search": has_permission(request.user, DECIDE),
    }
    return render(request, "measures/problem_list.html", context)


@require_GET
def problem_detail(request, pk: int):
    problem = _problem(request, pk)
    cases = selectors.cases_listed(user=request.user, problem=problem).order_by("-id")
    months = selectors.months_of(problem=problem)
    context = {
        "problem": problem,
        "moves": buttons_of(request.user, problem, pk, PROBLEM_WORKFLOW, "measures:problem_step"),
        "cases": cases[:CASES_SHOWN],
        "cases_seen": cases.count(),
        "months": months,
        "most": max(month.cases for month in months),
        "measures": _with_effect(problem.measures.select_related("owner").order_by("-id")),
    }
    return render(request, "measures/problem.html", context)


def _with_effect(measures) -> list:
    found = list(measures)
    for measure in found:
        measure.effect = selectors.effect_of(measure=measure)
    return found


@require_GET
def problem_cases(request, pk: int):
    """All cases of a problem within one's reach: as many as its page says."""
    problem = _problem(request, pk)
    cases = selectors.cases_listed(user=request.user, problem=problem)
    context = {
        "problem": problem,
        "page": KeysetPage.of(request, cases, order=("-id",)),
        "count": capped_count(cases),
        "may_remove": is_allowed(request.user, DECIDE, problem),
    }
    return render(request, "measures/problem_cases.html", context)


@require_POST
def problem_remove_case(request, pk: int):
    problem = _problem(request, pk)
    require(request.user, DECIDE, problem)
    numbers = Case.objects.visible_to(request.user)
    case = get_object_or_404(numbers, number=request.POST.get("case", ""))
    services.problem_remove_case(actor=request.user, problem=problem, case=case)
    messages.success(request, _("Taken out. No search adds this case again."))
    return redirect("measures:problem_cases", pk)


def _problem(request, pk: int) -> CommonProblem:
    problems = selectors.problems_listed(user=request.user)
    return get_object_or_404(problems.select_related("grouping", "decided_by"), pk=pk)
