"""Supervision slips: the list, and the receipt of whoever one is addressed to."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.paging import KeysetPage
from issues.filters.slips import SlipFilter
from issues.selectors.slips import slips_addressed
from issues.services.slips import slip_receive


@require_GET
def slip_list(request):
    found = SlipFilter(request.GET, user=request.user)
    counts = found.counts()
    current = request.GET.get("colour", "")
    context = {
        "filter": found,
        "page": KeysetPage.of(request, found.qs, order=found.order),
        "counts": counts,
        "counts_param": "colour",
        "counts_current": current,
        "count": next((one["count"] for one in counts if one["value"] == current), None),
    }
    return render(request, "issues/slip_list.html", context)


@require_POST
def slip_receipt(request, number: str):
    slip = get_object_or_404(slips_addressed(user=request.user), number=number)
    slip_receive(actor=request.user, slip=slip)
    messages.success(request, _("The receipt of %(number)s is recorded.") % {"number": number})
    return redirect("issues:case_detail", slip.case.number)
