from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from calendars.forms import DistrictDayForm
from calendars.grid import district_days_of, holidays_of, months_of
from calendars.names import weekday_letters
from calendars.selectors import load_calendar
from calendars.services import district_day_set, district_day_withdraw
from core.access import has_permission, require
from core.errors import DomainError, NotSo


@require_GET
def year_now(request):
    return redirect("calendars:year", timezone.localdate().year)


@require_http_methods(["GET", "POST"])
def year(request, year):
    """A year at a glance; those who may, decide a day of it here."""
    if not load_calendar().reaches(year):
        raise Http404
    form = DistrictDayForm(request.POST or None)
    if request.method == "POST" and _set_day(request, form):
        return redirect("calendars:year", form.cleaned_data["date"].year)
    return render(request, "calendars/year.html", _year_context(request, year, form))


@require_POST
def district_day_withdraw_view(request):
    date = parse_date(request.POST.get("date", ""))
    if date is None:
        raise NotSo(_("This is no date. Nothing was changed."))
    district_day_withdraw(actor=request.user, date=date, reason=request.POST.get("reason", ""))
    messages.success(request, _("Withdrawn: the day is again as the schedule says."))
    return redirect("calendars:year", date.year)


def _set_day(request, form) -> bool:
    require(request.user, "calendars.calendar_manage")
    if not form.is_valid():
        return False
    try:
        district_day_set(actor=request.user, **form.cleaned_data)
    except DomainError as error:
        form.add_error(next(iter(error.fields), None), error.message)
        return False
    messages.success(request, _("Saved. Deadlines started from now on count with it."))
    return True


def _year_context(request, year, form) -> dict:
    calendar = load_calendar()
    return {
        "year": year,
        "previous": year - 1 if calendar.reaches(year - 1) else None,
        "next": year + 1 if calendar.reaches(year + 1) else None,
        "is_provisional": calendar.is_provisional(year),
        "working_days": calendar.working_days_in(year),
        "months": months_of(calendar, year, timezone.localdate()),
        "weekdays": weekday_letters(),
        "holidays": holidays_of(calendar, year),
        "district_days": district_days_of(calendar, year),
        "may_manage": has_permission(request.user, "calendars.calendar_manage"),
        "form": form,
    }
