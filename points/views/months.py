"""Closed months: the list, what was frozen, closing one, and the announcement."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.access import has_permission, require
from core.answers import guarded
from core.errors import NotNow
from organizations.selectors import visit_office
from points.models import ClosedMonth
from points.paper import announcement
from points.selectors.frozen import rates_frozen
from points.selectors.months import later_entries, month_to_close, months_closed
from points.selectors.standing import Span, ranking_of, span_of
from points.services.months import month_close
from points.workflow import CLOSE, RANKING, VIEW


@require_GET
def month_list(request):
    require(request.user, RANKING)
    context = {
        "months": months_closed(),
        "to_close": month_to_close(timezone.now()),
        "may_close": has_permission(request.user, CLOSE),
    }
    return render(request, "points/month_list.html", context)


@require_GET
def month_detail(request, month: int):
    """What stood when the month was closed, and which later entries are about it."""
    require(request.user, RANKING)
    closed = get_object_or_404(months_closed(), month=month)
    columns, tables = rates_frozen(closed)
    later = later_entries(closed).visible_to(request.user)
    context = {
        "closed": closed,
        "groups": ranking_of(Span((month,))),
        "columns": columns,
        "tables": tables,
        "later": later,
        "sees_entries": has_permission(request.user, VIEW),
    }
    return render(request, "points/month_detail.html", context)


@require_POST
def month_closing(request, month: int):
    require(request.user, CLOSE)
    closed = month_close(actor=request.user, month=month)
    messages.success(request, _("%(month)s is closed and frozen.") % {"month": closed})
    return redirect(closed)


@require_GET
def month_announcement(request, month: int):
    """The period in which the month lies, as PDF, once all of it is closed."""
    require(request.user, RANKING)
    get_object_or_404(ClosedMonth, month=month)
    span = span_of(month)
    if not span.is_closed:
        raise NotNow(
            _("%(period)s is announced when all of it is closed.") % {"period": span.label}
        )
    office = visit_office()
    content = announcement(span, office.name if office else settings.DISTRICT_NAME)
    response = HttpResponse(content, content_type="application/pdf")
    return guarded(response, f"{_('Announcement')} {span.label}.pdf", is_inline=True)
