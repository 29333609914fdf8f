from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from calendars.forms import ChangeForm, DayForm, HoursForm, WithdrawForm, YearForm
from calendars.grid import district_days_of, holidays_of, months_of
from calendars.names import weekday_letters
from calendars.published import template_text
from calendars.selectors import (
    editions_latest,
    load_calendar,
    office_hours_listed,
    years_to_read,
)
from calendars.services import MANAGE, calendar_change, calendar_preview
from calendars.words import moved_phrase
from core.access import has_permission, require
from core.errors import DomainError, NotSo


@require_GET
def year_now(request):
    return redirect("calendars:year", timezone.localdate().year)


@require_GET
def year(request, year):
    """A year at a glance: its holidays, the district's own days, the office hours."""
    calendar = load_calendar()
    if not calendar.reaches(year):
        raise Http404
    context = {
        "year": year,
        "previous": year - 1 if calendar.reaches(year - 1) else None,
        "next": year + 1 if calendar.reaches(year + 1) else None,
        "is_provisional": calendar.is_provisional(year),
        "working_days": calendar.working_days_in(year),
        "months": months_of(calendar, year, timezone.localdate()),
        "weekdays": weekday_letters(),
        "holidays": holidays_of(calendar, year),
        "district_days": district_days_of(calendar, year),
        "hours": office_hours_listed(),
        "may_manage": has_permission(request.user, MANAGE),
    }
    return render(request, "calendars/year.html", context)


@require_http_methods(["GET", "POST"])
def days_decide(request):
    """Decide days otherwise than the schedule: what it moves is shown before it is done."""
    form = DayForm(request.POST or None, initial={"first_on": timezone.localdate()})
    return _changed(request, form, "calendars/decide.html", _("Decide days"))


@require_POST
def day_withdraw(request):
    """Withdraw a decision of the district; the same two steps."""
    form = WithdrawForm(request.POST)
    return _changed(request, form, "", _("Withdraw the decision"))


@require_http_methods(["GET", "POST"])
def hours_set(request):
    form = HoursForm(request.POST or None, initial={"since_on": timezone.localdate()})
    context = {"hours": office_hours_listed()}
    return _changed(request, form, "calendars/hours.html", _("Office hours"), context)


@require_http_methods(["GET", "POST"])
def schedule_import(request):
    form = YearForm(request.POST or None, request.FILES or None)
    context = {"years": years_to_read(), "editions": editions_latest()}
    return _changed(request, form, "calendars/import.html", _("Read in a schedule"), context)


@require_GET
def schedule_template(request):
    """A small table to fill in, with a few days as an example."""
    require(request.user, MANAGE)
    name = content_disposition_header(True, _("schedule") + ".csv")
    headers = {"Content-Disposition": name}
    return HttpResponse(template_text(), content_type="text/csv; charset=utf-8", headers=headers)


def _changed(request, form: ChangeForm, template: str, heading: str, context: dict | None = None):
    """First show what the change would move; once that was seen, make it.

    Without a template there is nothing to correct: a refusal gets a page of its own.
    """
    require(request.user, MANAGE)
    context = {"form": form, "heading": heading, **(context or {})}
    if form.is_valid():
        try:
            return _step(request, form, context)
        except DomainError as refusal:
            if not template:
                raise
            form.refuse(refusal)
    elif not template:
        raise NotSo(_("This is no date. Nothing was changed."))
    return render(request, template, context)


def _step(request, form: ChangeForm, context: dict):
    if stamp := form.cleaned_data["stamp"]:
        edition = calendar_change(actor=request.user, change=form.change, stamp=str(stamp))
        messages.success(request, _("Saved. %(moved)s") % {"moved": moved_phrase(edition.moved)})
        return redirect("calendars:year", edition.from_on.year)
    foresight = calendar_preview(actor=request.user, change=form.change)
    context |= {"foresight": foresight, "hidden": form.hidden(foresight.stamp)}
    return render(request, "calendars/preview.html", context)
