from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import require
from core.answers import workbook_answer
from core.errors import DomainError
from core.paging import KeysetPage
from enterprises import selectors, services, workbooks
from enterprises.forms import ImportForm
from enterprises.models import ImportJob, ImportRow


@require_http_methods(["GET", "POST"])
def import_new(request):
    require(request.user, services.IMPORT)
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            job = services.import_start(actor=request.user, file=form.cleaned_data["file"])
        except DomainError as refusal:
            form.add_error("file", str(refusal.message))
        else:
            return redirect("enterprises:import_detail", job.pk)
    recent = selectors.imports_of(user=request.user)[:10]
    return render(request, "enterprises/import_new.html", {"form": form, "recent": recent})


@require_GET
def import_detail(request, pk: int):
    job = _job_or_404(request, pk)
    verdict = request.GET.get("verdict", "")
    page = KeysetPage.of(
        request, selectors.import_rows(job=job, verdict=verdict), order=("number",)
    )
    if not job.is_underway:
        selectors.rows_told(rows=page.rows, job=job)
    context = {"job": job, "page": page, "counts": _counts(job), "verdict": verdict}
    return render(request, "enterprises/import_detail.html", context)


def _job_or_404(request, pk: int) -> ImportJob:
    return get_object_or_404(selectors.imports_of(user=request.user), pk=pk)


def _counts(job: ImportJob) -> list[dict]:
    counts = [{"value": "", "label": _("all rows"), "count": job.total}]
    counts += [
        {"value": verdict.value, "label": verdict.label, "count": getattr(job, verdict.value)}
        for verdict in ImportRow.Verdict
    ]
    counts.append({"value": selectors.REMARKS, "label": _("with a remark"), "count": job.warned})
    return counts


@require_GET
def import_progress(request, pk: int):
    """The progress piece; once the work is over it asks the browser to load the page anew."""
    job = _job_or_404(request, pk)
    url = reverse("enterprises:import_progress", args=[pk])
    response = render(request, "components/progress.html", {"job": job, "url": url})
    if not job.is_underway:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def import_apply(request, pk: int):
    services.import_confirm(actor=request.user, job=_job_or_404(request, pk))
    return redirect("enterprises:import_detail", pk)


@require_GET
def import_refused(request, pk: int):
    job = _job_or_404(request, pk)
    return workbook_answer(workbooks.refused_workbook(job=job), _("Refused rows"))


@require_GET
def import_template(request):
    require(request.user, services.IMPORT)
    return workbook_answer(workbooks.template_workbook(), _("Register template"))
