"""Reports that are kept: what was made, how far one is, its file, and how it is printed."""

from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import has_permission, require
from core.paging import KeysetPage, capped_count
from reports.access_kept import FIGURES, SCHEDULES, TAKING, TEMPLATES
from reports.forms_kept import ReportForm
from reports.models import Report
from reports.selectors.reports import frame_opened, report_printed, reports_listed
from reports.services.briefs import brief_report
from reports.services.reports import report_run, report_take
from reports.services.starting import book_report, is_large, report_again


@require_GET
def report_list(request):
    reports = reports_listed(user=request.user)
    context = {
        "page": KeysetPage.of(request, reports, order=("-id",)),
        "count": capped_count(reports),
        "may_make": has_permission(request.user, TAKING),
        "may_set_templates": has_permission(request.user, TEMPLATES),
        "may_set_schedules": has_permission(request.user, SCHEDULES),
    }
    return render(request, "reports/report_list.html", context)


@require_http_methods(["GET", "POST"])
def report_make(request):
    """A small one is there when its page opens; a large one is made by a worker."""
    require(request.user, TAKING)
    form = ReportForm(request.POST or None, with_briefs=has_permission(request.user, FIGURES))
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "reports/report_make.html", {"form": form}, status=status)
    kind, period = form.chosen
    if kind == Report.Kind.BOOK:
        report = book_report(actor=request.user, period=period)
    else:
        report = brief_report(actor=request.user, kind=kind, period=period)
    if not is_large(report.progress_total):
        report_run(pk=report.pk)
    return redirect(report)


@require_GET
def report_detail(request, pk: int, status: int = 200):
    report = get_object_or_404(reports_listed(user=request.user), pk=pk)
    return render(request, "reports/report.html", {"report": report}, status=status)


@require_GET
def report_progress(request, pk: int):
    """The part of the page that asks for itself; once over, the whole page comes anew."""
    report = get_object_or_404(reports_listed(user=request.user), pk=pk)
    context = {"job": report, "url": reverse("reports:report_progress", args=[pk])}
    response = render(request, "components/progress.html", context)
    if not report.is_underway:
        response["HX-Refresh"] = "true"
    return response


@require_GET
def report_file(request, pk: int):
    """The file; once its link ran out, the report's page, which says so."""
    report = get_object_or_404(reports_listed(user=request.user), pk=pk)
    if report.is_expired:
        return report_detail(request, pk, status=410)
    stored = report_take(actor=request.user, report=report)
    facts = {"filename": stored.name, "content_type": stored.content_type}
    return FileResponse(stored.file.open("rb"), as_attachment=True, **facts)


@require_GET
def report_print(request, pk: int):
    """The same on a page, to be printed: what was kept, not what is now."""
    report = get_object_or_404(reports_listed(user=request.user), pk=pk)
    frame = frame_opened(user=request.user, report=report) if report.is_brief else None
    context = {"report": report, "printed": report_printed(report=report), "frame": frame}
    return render(request, "reports/report_print.html", context)


@require_POST
def report_again_view(request, pk: int):
    report = get_object_or_404(reports_listed(user=request.user), pk=pk)
    return redirect(report_again(actor=request.user, report=report))
