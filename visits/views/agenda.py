"""The calendar pages: who goes where, by month and by week."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET

from calendars.names import weekday_letters
from core.access import has_permission, require
from enterprises.models import Enterprise
from visits.access import PLAN
from visits.models import PlannedVisit
from visits.selectors import agenda as selectors

LONGEST_KEY = 18


@require_GET
def agenda(request):
    require(request.user, PlannedVisit.view_permission)
    on, enterprise = _asked_day(request), _asked_enterprise(request)
    is_week = request.GET.get("view") == selectors.WEEK
    who = request.GET.get("who", "")[:LONGEST_KEY]
    found = selectors.agenda_of(
        user=request.user,
        view=selectors.WEEK if is_week else selectors.MONTH,
        on=on,
        who=who,
        enterprise=enterprise,
    )
    context = {
        "agenda": found,
        "who": who,
        "enterprise": enterprise,
        "teams": selectors.teams_to_show(user=request.user),
        "weekdays": weekday_letters(),
        "today": timezone.localdate(),
        "may_plan": has_permission(request.user, PLAN),
    }
    return render(request, "visits/agenda.html", context)


def _asked_day(request):
    try:
        on = parse_date(request.GET.get("on", "")) or timezone.localdate()
    except ValueError:
        on = timezone.localdate()
    if not selectors.reaches(on):
        raise Http404
    return on


def _asked_enterprise(request) -> Enterprise | None:
    asked = request.GET.get("enterprise", "")
    if not asked.isdecimal():
        return None
    return get_object_or_404(Enterprise.objects.visible_to(request.user), pk=asked)
