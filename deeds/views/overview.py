"""How the branches of each town stand with their deeds, and the wishes with who fulfils them."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from core.access import has_permission, require
from core.paging import KeysetPage, capped_count
from deeds.filters import BranchFilter
from deeds.models import Deed
from deeds.selectors import overview as selectors
from deeds.selectors.deeds import with_facts
from deeds.workflow import KEEP, DeedState


@require_GET
def overview(request):
    require(request.user, Deed.view_permission)
    year, years = _year(request), selectors.years_known(user=request.user)
    rows = selectors.overview_by_town(user=request.user, year=year)
    context = {
        "year": year,
        "years": years,
        "rows": rows,
        "whole": selectors.totals(rows),
    }
    return render(request, "deeds/overview.html", context)


@require_GET
def branch_list(request):
    """The branches and what each has of the year; those without one are asked for by name."""
    require(request.user, Deed.view_permission)
    year = _year(request)
    queryset = selectors.branches_listed(user=request.user, year=year)
    found = BranchFilter(request.GET, queryset=queryset, request=request)
    page = KeysetPage.of(request, found.qs, order=("place", "path", "id"))
    _deeds_shown(request.user, page.rows, year)
    context = {
        "year": year,
        "filter": found,
        "page": page,
        "count": capped_count(found.qs),
        "may_keep": has_permission(request.user, KEEP),
    }
    return render(request, "deeds/branch_list.html", context)


def _deeds_shown(user, branches: list, year: int) -> None:
    """The deeds of each branch: one query for the page."""
    deeds = with_facts(Deed.objects.visible_to(user)).filter(organization__in=branches, year=year)
    by_branch: dict[int, list[Deed]] = {}
    for deed in deeds.exclude(state=DeedState.ASIDE).order_by("id"):
        by_branch.setdefault(deed.organization_id, []).append(deed)
    for branch in branches:
        branch.deeds_of_year = by_branch.get(branch.pk, [])


def _year(request) -> int:
    text = request.GET.get("year", "")
    known = text.isdecimal() and 2000 <= int(text[:5]) <= 2100
    return int(text) if known else timezone.localdate().year
