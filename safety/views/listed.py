"""The list of major hazards, published as page and workbook, and that of suspension orders."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.access import require
from core.answers import guarded, list_answer
from core.filters import conditions_told
from core.office import Maker
from core.paging import KeysetPage, capped_count
from issues.models import Case
from safety.filters import ListedFilter
from safety.filters_of_orders import OrderFilter
from safety.models import Listing, SuspensionOrder
from safety.order_paper import order_paper
from safety.selectors.major import (
    listings_counts,
    listings_published,
    orders_counts,
    orders_listed,
)
from safety.views.lists import tabs_of
from safety.workbooks import listed_table

ORDERS = {
    "-id": ("-id",),
    "id": ("id",),
    "due": ("due_key", "id"),
    "-due": ("-due_key", "-id"),
}


@require_GET
def listed(request):
    require(request.user, Listing.view_permission)
    found = _filtered(request)
    page = KeysetPage.of(request, found.qs, order=ORDERS.get(request.GET.get("sort"), ("-id",)))
    _say_which_open(page.rows, request.user)
    context = {
        "filter": found,
        "page": page,
        "count": capped_count(found.qs),
        "counts": listings_counts(user=request.user),
        "counts_param": "standing",
        "counts_current": request.GET.get("standing", ""),
        "tabs": tabs_of(request, "safety:listed"),
    }
    return render(request, "safety/listed.html", context)


@require_GET
def listed_book(request):
    """The list as the address filters it, the newest first."""
    require(request.user, Listing.view_permission)
    found, maker = _filtered(request), Maker.of(request.user)
    table = listed_table(
        listings=found.qs.order_by(*ORDERS["-id"]),
        filtered_by="；".join(conditions_told(found)),
        maker=maker,
    )
    return list_answer(table, _("List of major hazards"), maker=maker)


@require_GET
def orders(request):
    """The suspension orders on the hazards that one may see."""
    require(request.user, Case.view_permission)
    found = OrderFilter(request.GET, queryset=orders_listed(user=request.user), request=request)
    context = {
        "filter": found,
        "page": KeysetPage.of(request, found.qs, order=("-id",)),
        "count": capped_count(found.qs),
        "counts": orders_counts(user=request.user),
        "counts_param": "standing",
        "counts_current": request.GET.get("standing", ""),
        "tabs": tabs_of(request, "safety:orders"),
    }
    return render(request, "safety/order_list.html", context)


@require_GET
def order_pdf(request, number: str):
    """The order as it is served on the enterprise; by the permission of its hazard."""
    cases = Case.objects.visible_to(request.user)
    orders = SuspensionOrder.objects.filter(case__in=cases)
    order = get_object_or_404(
        orders.select_related("enterprise", "case", "issuing_unit"), number=number
    )
    paper = HttpResponse(order_paper(order), content_type="application/pdf")
    return guarded(paper, f"{_('Suspension order')} {number}.pdf", is_inline=True)


def _filtered(request) -> ListedFilter:
    rows = listings_published(user=request.user)
    return ListedFilter(request.GET, queryset=rows, request=request)


def _say_which_open(rows: list[Listing], user) -> None:
    """The list is published to all; the hazard itself opens for those who may see it."""
    keys = [row.case_id for row in rows]
    visible = set(Case.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
    for row in rows:
        row.opens = row.case_id in visible
