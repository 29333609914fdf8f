"""What is asked for over the cap: the list of what waits, and the decision about one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.access import require
from core.errors import DomainError
from core.paging import KeysetPage
from core.refusals import refused_beside
from visits.forms.planned import OverCapForm
from visits.models import OverCap
from visits.selectors import planned as selectors
from visits.services.over_cap import over_cap_decide


@require_GET
def over_cap_list(request):
    require(request.user, OverCap.view_permission)
    rows = selectors.with_subjects(OverCap.objects.visible_to(request.user))
    page = KeysetPage.of(request, rows, order=("-id",))
    return render(request, "visits/over_cap_list.html", {"page": page})


@require_http_methods(["GET", "POST"])
def over_cap(request, pk: int):
    require(request.user, OverCap.view_permission)
    rows = selectors.with_subjects(OverCap.objects.visible_to(request.user))
    asked = get_object_or_404(rows, pk=pk)
    form = OverCapForm(request.POST or None)
    if form.is_valid():
        try:
            over_cap_decide(actor=request.user, over_cap=asked, **form.cleaned_data)
        except DomainError as refusal:
            refused_beside(form, refusal)
        else:
            messages.success(request, _("Decided. %s has been told.") % asked.asked_by)
            return redirect("visits:over_cap_list")
    waiting = selectors.over_caps_waiting(user=request.user)
    context = {
        "over_cap": asked,
        "form": form,
        "may_decide": waiting.filter(pk=pk).exists(),
        "cancel_url": reverse("visits:over_cap_list"),
    }
    return render(request, "visits/over_cap.html", context)
