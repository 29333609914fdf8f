from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.access import has_permission, require
from core.errors import DomainError
from core.paging import KeysetPage, capped_count
from core.refusals import refused_beside
from issues.models import Case
from visits import selectors, services
from visits.filters import DrawFilter
from visits.forms import DrawForm, DrawnAnswerForm
from visits.models import Draw, DrawnCase

MAKE = "visits.draw_make"
LAST_DAYS = timedelta(days=30)


@require_GET
def draw_list(request):
    require(request.user, Draw.view_permission)
    draws = selectors.draws_listed(user=request.user)
    found = DrawFilter(request.GET, queryset=draws, request=request)
    context = {
        "filter": found,
        "page": KeysetPage.of(request, found.qs, order=("-id",)),
        "count": capped_count(found.qs),
        "may_make": has_permission(request.user, MAKE),
    }
    return render(request, "visits/draw_list.html", context)


@require_GET
def draw_detail(request, pk: int):
    """One draw: from what, how, and what was found of each case."""
    require(request.user, Draw.view_permission)
    draw = get_object_or_404(selectors.draws_listed(user=request.user), pk=pk)
    context = {"draw": draw, "cases": selectors.drawn_cases_of(draw=draw)}
    return render(request, "visits/draw_detail.html", context)


@require_http_methods(["GET", "POST"])
def draw_make(request):
    require(request.user, MAKE)
    today = timezone.localdate()
    form = DrawForm(
        request.POST or None, initial={"since_on": today - LAST_DAYS, "until_on": today}
    )
    if form.is_valid():
        try:
            draw = services.draw_make(actor=request.user, **form.cleaned_data)
        except DomainError as refusal:
            refused_beside(form, refusal)
        else:
            messages.success(request, _("Drawn. Everybody finds their cases under “My work”."))
            return redirect("visits:draw_detail", draw.pk)
    context = {"form": form, "cancel_url": reverse("visits:draw_list")}
    return render(request, "visits/draw_form.html", context)


@require_http_methods(["GET", "POST"])
def drawn_answer(request, pk: int):
    """The second visit of whoever was drawn for it: what to check, and what they found."""
    mine = DrawnCase.objects.filter(visitor=request.user)
    drawn = get_object_or_404(mine.select_related("draw", "case__enterprise", "lead_unit"), pk=pk)
    told = {"user": request.user, "drawn": drawn}
    form = DrawnAnswerForm(request.POST or None, request.FILES or None, **told)
    if form.is_valid():
        try:
            services.drawn_answer(actor=request.user, drawn=drawn, **form.cleaned_data)
        except DomainError as refusal:
            refused_beside(form, refusal)
        else:
            messages.success(request, _("Thank you. What you found is recorded."))
            return redirect("visits:drawn_answer", pk)
    context = {
        "drawn": drawn,
        "form": form,
        "replies": drawn.case.replies.order_by("-pk")[:1],
        "is_visible": Case.objects.visible_to(request.user).filter(pk=drawn.case_id).exists(),
    }
    return render(request, "visits/drawn_answer.html", context)
