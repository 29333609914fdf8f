"""The trail for auditors: read it, and have it checked."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from core.access import require
from core.paging import KeysetPage, capped_count
from core.trail.checks import trail_check_start
from reports.filters import TrailFilter
from reports.selectors.trail import PERMISSION, trail_checks
from reports.trail import actions_known, address_of
from reports.trail_facts import facts_of


@require_GET
def trail_list(request):
    require(request.user, PERMISSION)
    found = TrailFilter(request.GET, user=request.user)
    page = KeysetPage.of(request, found.qs, order=found.order)
    words = dict(actions_known())
    for entry in page.rows:
        entry.what = words.get(entry.action, entry.action)
        entry.facts, entry.address = facts_of(entry), address_of(entry)
    context = {
        "filter": found,
        "page": page,
        "count": capped_count(found.qs),
        "last": trail_checks(user=request.user).first(),
    }
    return render(request, "reports/trail_list.html", context)


@require_POST
def trail_check_start_view(request):
    check = trail_check_start(actor=request.user)
    return redirect("reports:trail_check", check.pk)


@require_GET
def trail_check(request, pk):
    """How far a check is, and what it found."""
    check = get_object_or_404(trail_checks(user=request.user), pk=pk)
    return render(request, "reports/trail_check.html", {"check": check})


@require_GET
def trail_check_progress(request, pk):
    """The part of the page that asks for itself; once over, the whole page comes anew."""
    check = get_object_or_404(trail_checks(user=request.user), pk=pk)
    response = render(request, "reports/_trail_progress.html", {"check": check})
    if not check.is_underway:
        response["HX-Refresh"] = "true"
    return response
