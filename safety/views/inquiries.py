"""Safety-responsibility inspections: their list, the page of one, and the form of each step."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from core.access import is_allowed, require
from core.audit import trail_of
from core.paging import KeysetPage, capped_count
from issues.models import Case, Deadline
from issues.selectors.lights import deadline_light, soon_until, with_deadline_facts
from safety.access import is_of_unit
from safety.filters_of_orders import InquiryFilter
from safety.forms import inquiry as forms
from safety.models import Inquiry
from safety.selectors import inquiries as selectors
from safety.services import inquiries as services
from safety.views.lists import tabs_of
from safety.views.made import made

_STEPS = {
    "inquiry_open": gettext_lazy("opened the inspection"),
    "inquiry_record": gettext_lazy("wrote down what was found"),
    "inquiry_decide": gettext_lazy("gave the outcome"),
    "inquiry_measure": gettext_lazy("reported a measure"),
}


@require_GET
def listed(request):
    require(request.user, Inquiry.view_permission)
    rows = selectors.inquiries_listed(user=request.user)
    found = InquiryFilter(request.GET, queryset=rows, request=request)
    context = {
        "filter": found,
        "page": KeysetPage.of(request, found.qs, order=("-id",)),
        "count": capped_count(found.qs),
        "counts": selectors.inquiries_counts(user=request.user),
        "counts_param": "standing",
        "counts_current": request.GET.get("standing", ""),
        "tabs": tabs_of(request, "safety:inquiries"),
    }
    return render(request, "safety/inquiry_list.html", context)


@require_GET
def detail(request, number: str):
    inquiry = _inquiry(request, number)
    visible = Case.objects.visible_to(request.user)
    context = {
        "inquiry": inquiry,
        "case_opens": visible.filter(pk=inquiry.case_id).exists(),
        "measures": _measures(inquiry),
        "may_manage": _may_manage(request.user, inquiry),
        "may_answer": is_allowed(request.user, services.ANSWER, inquiry),
        "entries": [
            {"at": line.at, "who": line.actor_name, "what": _STEPS[line.action], "note": line.note}
            for line in trail_of(inquiry)
        ],
    }
    return render(request, "safety/inquiry.html", context)


@require_http_methods(["GET", "POST"])
def create(request, number: str):
    """Open one by hand, from the page of its hazard."""
    hazards = Case.objects.visible_to(request.user).filter(hazard__isnull=False)
    case = get_object_or_404(hazards, number=number)
    require(request.user, services.OPEN, case)
    form = forms.OpenForm(request.POST or None)
    opened = made(form, services.inquiry_open, actor=request.user, case=case)
    if opened:
        messages.success(
            request, _("The inspection %(number)s is opened.") % {"number": opened.number}
        )
        return redirect(opened)
    return _shown(request, form, _("Open a safety-responsibility inspection"), case, case)


@require_http_methods(["GET", "POST"])
def record(request, number: str):
    return _step(
        request, number, forms.RecordForm, services.inquiry_record, _("Write down what was found")
    )


@require_http_methods(["GET", "POST"])
def decide(request, number: str):
    return _step(request, number, forms.DecideForm, services.inquiry_decide, _("Give the outcome"))


def _step(request, number: str, form_class, service, title: str):
    inquiry = _inquiry(request, number)
    require(request.user, services.MANAGE, inquiry)
    form = form_class(request.POST or None, inquiry=inquiry)
    if made(form, service, actor=request.user, inquiry=inquiry):
        messages.success(request, _("Saved."))
        return redirect(inquiry)
    return _shown(request, form, title, inquiry.case, inquiry)


@require_http_methods(["GET", "POST"])
def measure_report(request, number: str, pk: int):
    inquiry = _inquiry(request, number)
    measure = get_object_or_404(inquiry.measures.select_related("deadline"), pk=pk)
    require(request.user, services.ANSWER, inquiry)
    form = forms.MeasureReportForm(request.POST or None, inquiry=inquiry, measure=measure)
    target = {"actor": request.user, "inquiry": inquiry, "measure": measure}
    if made(form, services.inquiry_measure_report, **target):
        messages.success(request, _("The measure is reported."))
        return redirect(inquiry)
    return _shown(request, form, _("Report the measure"), inquiry.case, inquiry)


def _inquiry(request, number: str) -> Inquiry:
    """The inspection, if this person may read it: whatever is out of reach does not exist."""
    return get_object_or_404(selectors.inquiry_rows_for_page(user=request.user), number=number)


def _shown(request, form, title: str, case: Case, back):
    context = {"form": form, "title": title, "case": case, "cancel_url": back.get_absolute_url()}
    return render(request, "safety/inquiry_step.html", context)


def _may_manage(user, inquiry: Inquiry) -> bool:
    if inquiry.is_decided or is_of_unit(user, inquiry.unit):
        return False
    return is_allowed(user, services.MANAGE, inquiry)


def _measures(inquiry: Inquiry) -> list:
    now, rows = timezone.now(), list(inquiry.measures.all())
    keys = [row.deadline_id for row in rows]
    facts = with_deadline_facts(Deadline.objects.filter(pk__in=keys)).in_bulk()
    soon_at = soon_until(now)
    for row in rows:
        row.light = deadline_light(facts[row.deadline_id], now, soon_at)
    return rows
