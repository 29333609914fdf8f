"""The four lists: the filter in the address, a light on each row, counts above."""

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from core.access import has_permission, require
from core.paging import KeysetPage
from issues.filters import (
    CaseFilter,
    DeadlineFilter,
    DemandFilter,
    IssueFilter,
    ResponsibilityFilter,
)
from issues.models import Case, RaisedDemand
from issues.selectors.bulk import is_dispatched_at_once
from issues.selectors.lights import deadline_light, light_of, soon_until
from issues.selectors.lists import found_by

LOOKUP_LEAST, LOOKUP_MOST = 2, 20
TABS = (
    ("issues:case_list", _("All")),
    ("issues:issue_list", _("Issues")),
    ("issues:demand_list", _("Demands")),
    ("issues:responsibility_list", _("Responsibilities")),
    ("issues:deadline_list", _("Deadlines")),
)
RAISED = ("issues:raised_list", _("Raised by enterprises"))


@require_GET
def case_list(request):
    return _listed(request, CaseFilter, "issues:case_list", "issues/case_list.html")


@require_GET
def issue_list(request):
    return _listed(request, IssueFilter, "issues:issue_list", "issues/case_list.html")


@require_GET
def demand_list(request):
    return _listed(request, DemandFilter, "issues:demand_list", "issues/case_list.html")


@require_GET
def responsibility_list(request):
    name = "issues:responsibility_list"
    return _listed(request, ResponsibilityFilter, name, "issues/responsibility_list.html")


@require_GET
def deadline_list(request):
    return _listed(request, DeadlineFilter, "issues:deadline_list", "issues/deadline_list.html")


@require_GET
def case_lookup(request):
    """Open cases for a field that finds as one types: by number, title or enterprise."""
    cases = Case.objects.visible_to(request.user).filter(closed_at__isnull=True)
    words = request.GET.get("q", "").strip()
    found = cases.filter(found_by(words)).select_related("enterprise").order_by("-id")
    results = [
        {"id": case.pk, "text": str(case), "hint": case.enterprise.name}
        for case in (found[:LOOKUP_MOST] if len(words) >= LOOKUP_LEAST else ())
    ]
    return JsonResponse({"results": results})


def _listed(request, filter_class, url_name: str, template: str):
    require(request.user, Case.view_permission)
    found = filter_class(request.GET, user=request.user)
    page = KeysetPage.of(request, found.qs, order=found.order)
    _light_up(page.rows, found.now)
    may_select = _offer_choice(request.user, page.rows)
    counts = found.counts()
    current = request.GET.get(found.counted, "")
    context = {
        "filter": found,
        "page": page,
        "counts": counts,
        "counts_param": found.counted,
        "counts_current": current,
        "count": next((one["count"] for one in counts if one["value"] == current), None),
        "tabs": tabs_of(request.user, url_name),
        "heading": dict(TABS)[url_name],
        "may_select": may_select,
        "may_register": has_permission(request.user, "issues.case_register"),
    }
    return render(request, template, context)


def _offer_choice(user, rows: list) -> bool:
    """Mark the rows that may be chosen to be dispatched at once; whether there are any."""
    if not has_permission(user, "issues.case_dispatch"):
        return False
    for row in rows:
        row.may_select = isinstance(row, Case) and is_dispatched_at_once(row)
    return any(row.may_select for row in rows)


def tabs_of(user, current: str) -> list[dict]:
    """The lists this person may open, side by side."""
    tabs = (*TABS, RAISED) if has_permission(user, RaisedDemand.view_permission) else TABS
    return [
        {"url": reverse(name), "label": label, "is_current": name == current}
        for name, label in tabs
    ]


def _light_up(rows: list, now) -> None:
    """Put the light on each row: of the case, or of the deadline where the row is one."""
    soon_at = soon_until(now)
    for row in rows:
        if isinstance(row, Case):
            row.light = light_of(row, now, soon_at)
        elif hasattr(row, "due_at"):
            row.light = deadline_light(row, now, soon_at)
        else:
            row.light = light_of(row.case, now, soon_at)
