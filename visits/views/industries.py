"""Which departments fit which industry: the table that the planner reads."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.access import require
from enterprises.industry import name_of
from visits.forms import IndustryDepartmentForm
from visits.models import IndustryDepartment
from visits.selectors.planning import departments_of_industries
from visits.services.planning import industry_department_add, industry_department_remove

MANAGE = "visits.plan_manage"


@require_http_methods(["GET", "POST"])
def industry_list(request):
    require(request.user, MANAGE)
    form = IndustryDepartmentForm(request.POST or None)
    if form.is_valid():
        fits = industry_department_add(actor=request.user, **form.cleaned_data)
        messages.success(request, _("“%s” is saved.") % fits)
        return redirect("visits:industry_list")
    rows = list(departments_of_industries())
    for row in rows:
        row.industry = name_of(row.code)
    return render(request, "visits/industry_list.html", {"form": form, "rows": rows})


@require_POST
def industry_remove(request, pk: int):
    require(request.user, MANAGE)
    fits = get_object_or_404(IndustryDepartment, pk=pk)
    industry_department_remove(actor=request.user, fits=fits)
    messages.success(request, _("“%s” is taken out.") % fits)
    return redirect("visits:industry_list")
