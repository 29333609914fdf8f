"""Having the cases searched for common problems, and how far that is."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from core.access import require
from core.errors import DomainError
from core.refusals import refused_beside
from measures.forms import GroupingForm
from measures.models import CommonProblem, Grouping
from measures.services import grouping_start
from measures.workflow import DECIDE


@require_http_methods(["GET", "POST"])
def grouping_new(request):
    require(request.user, DECIDE)
    form = GroupingForm(request.POST or None)
    if form.is_valid():
        try:
            grouping = grouping_start(actor=request.user, **form.cleaned_data)
        except DomainError as refusal:
            refused_beside(form, refusal)
        else:
            return redirect("measures:grouping", grouping.pk)
    context = {"form": form, "cancel_url": reverse("measures:problem_list")}
    return render(request, "measures/grouping_form.html", context)


@require_GET
def grouping_detail(request, pk: int):
    require(request.user, CommonProblem.view_permission)
    grouping = get_object_or_404(Grouping.objects.select_related("created_by"), pk=pk)
    return render(request, "measures/grouping.html", {"grouping": grouping})


@require_GET
def grouping_progress(request, pk: int):
    """The progress piece; once it is over it asks the browser to load the page anew."""
    require(request.user, CommonProblem.view_permission)
    grouping = get_object_or_404(Grouping, pk=pk)
    url = reverse("measures:grouping_progress", args=[pk])
    response = render(request, "components/progress.html", {"job": grouping, "url": url})
    if not grouping.is_underway:
        response["HX-Refresh"] = "true"
    return response
