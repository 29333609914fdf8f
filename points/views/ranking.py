"""The ranking of a period, as it stands or as it was frozen."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from core.access import has_permission, require
from core.months import month_of
from points.selectors.standing import month_asked, ranking_of, span_of
from points.workflow import RANKING, VIEW


@require_GET
def ranking(request):
    require(request.user, RANKING)
    now = timezone.now()
    span = span_of(month_asked(request.GET.get("month", ""), now))
    context = {
        "span": span,
        "groups": ranking_of(span),
        "has_after": span.after <= month_of(now),
        "sees_entries": has_permission(request.user, VIEW),
    }
    return render(request, "points/ranking.html", context)
