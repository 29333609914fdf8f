"""One fault at many enterprises of a trade: the list of such faults, and the page of one."""

from django.http import QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from core.access import require
from issues.models import Case
from safety import selectors
from safety.filters import HazardFilter
from safety.selectors import repeats
from safety.views.lists import tabs_of
from safety.views.zero import Addresses


@require_GET
def listed(request):
    """The faults of trades within the filter; of the last year unless it says since when."""
    require(request.user, Case.view_permission)
    params = _within(request)
    found = HazardFilter(params, user=request.user)
    cases = Case.objects.filter(pk__in=found.qs.order_by().values("pk"))
    addresses, faults = Addresses(params), repeats.shared_faults(cases)
    context = {
        "filter": found,
        "tabs": tabs_of(request, "safety:shared"),
        "lines": [{"fault": fault, **_figures(addresses, fault)} for fault in faults],
        "query": params.urlencode(),
        "least": repeats.SHARED_BY,
        "is_cut": len(faults) == repeats.SHOWN,
    }
    return render(request, "safety/shared.html", context)


@require_GET
def detail(request, number: str):
    """The fault of this hazard in the trade of its enterprise: where else it was found."""
    rows = selectors.hazard_rows_for_page(user=request.user)
    case = get_object_or_404(rows, number=number)
    params = _within(request)
    params["like"] = case.number
    found = HazardFilter(params, user=request.user)
    cases = Case.objects.filter(pk__in=found.qs.order_by().values("pk"))
    fault = next(iter(repeats.shared_faults(cases, least=1)), None)
    context = {
        "case": case,
        "fault": fault,
        "figures": _figures(Addresses(params), fault) if fault else {},
        "offenders": repeats.offenders(cases),
        "days": found.form.cleaned_data.get("registered"),
    }
    return render(request, "safety/shared_fault.html", context)


def _within(request) -> QueryDict:
    params = request.GET.copy()
    params.pop("state", None)
    if not params.get("registered_after"):
        params["registered_after"] = repeats.shared_since(timezone.localdate()).isoformat()
    return params


def _figures(addresses: Addresses, fault: repeats.Shared) -> dict:
    like = {"like": fault.number}
    return {
        "hazards": addresses.figure(fault.hazards, **like),
        "open": addresses.figure(fault.open, **like, open="yes"),
    }
