"""The caps of visits in a year: a setting of the district."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.access import require
from visits.forms.planned import CapForm
from visits.models import VisitCap
from visits.services.caps import MANAGE, cap_remove, cap_set


@require_http_methods(["GET", "POST"])
def cap_list(request):
    require(request.user, MANAGE)
    form = CapForm(request.POST or None)
    if form.is_valid():
        cap_set(actor=request.user, **form.cleaned_data)
        messages.success(request, _("The cap is saved. It holds for what is planned from now on."))
        return redirect("visits:cap_list")
    caps = VisitCap.objects.order_by("purpose", "risk")
    context = {"form": form, "caps": caps, "cancel_url": reverse("visits:cap_list")}
    return render(request, "visits/cap_list.html", context)


@require_POST
def cap_remove_view(request, pk: int):
    require(request.user, MANAGE)
    cap_remove(actor=request.user, cap=get_object_or_404(VisitCap, pk=pk))
    messages.success(request, _("The cap is taken out."))
    return redirect("visits:cap_list")
