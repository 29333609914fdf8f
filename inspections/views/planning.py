"""Planning an inspection: with the guard of planned visits beside the form."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.access import require
from core.errors import DomainError
from core.refusals import refused_beside
from enterprises.models import Enterprise
from inspections.forms.planning import PlanForm
from inspections.services import planning as services
from visits.access import PLAN
from visits.workflow import PlannedState


@require_http_methods(["GET", "POST"])
def inspection_plan(request):
    require(request.user, PLAN)
    initial = {"enterprise": _asked_enterprise(request)}
    form = PlanForm(request.POST or None, user=request.user, initial=initial)
    if form.is_valid():
        try:
            plan = services.inspection_plan(actor=request.user, **form.facts())
        except DomainError as refusal:
            refused_beside(form, refusal)
        else:
            waits = plan.planned.state == PlannedState.ASKED
            told = _("Sent for approval: the visit is over the cap.")
            messages.success(request, told if waits else _("The inspection is planned."))
            return redirect("visits:planned_detail", plan.planned_id)
    context = {"form": form, "cancel_url": reverse("inspections:list")}
    return render(request, "inspections/plan_form.html", context)


def _asked_enterprise(request) -> Enterprise | None:
    asked = request.GET.get("enterprise", "")
    if not asked.isdecimal():
        return None
    return get_object_or_404(Enterprise.objects.allowing(request.user, PLAN), pk=asked)
