"""A ledger kept elsewhere comes in: the file, its columns, what its words mean, the preview."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import require
from core.answers import workbook_answer
from core.errors import DomainError
from core.paging import KeysetPage
from enterprises.workbooks import refused_workbook
from safety.forms.ledger import ColumnsForm, LedgerFileForm, WordsForm
from safety.models import LedgerImport, LedgerImportRow
from safety.selectors.ledger import REMARKS, ledger_imports_of, ledger_rows
from safety.services import ledger_in as services


@require_http_methods(["GET", "POST"])
def start(request):
    require(request.user, services.IMPORT)
    form = LedgerFileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            job = services.ledger_start(actor=request.user, file=form.cleaned_data["file"])
        except DomainError as refusal:
            form.add_error("file", str(refusal.message))
        else:
            return redirect(_next_page(job), job.pk)
    recent = ledger_imports_of(user=request.user)[:10]
    return render(request, "safety/ledger_start.html", {"form": form, "recent": recent})


def _next_page(job: LedgerImport) -> str:
    return "safety:ledger_import" if job.is_mapped else "safety:ledger_columns"


@require_http_methods(["GET", "POST"])
def columns(request, pk: int):
    job = _job_or_404(request, pk)
    form = ColumnsForm(request.POST or None, user=request.user, job=job)
    if form.is_valid():
        try:
            services.ledger_map(actor=request.user, job=job, **form.facts())
        except DomainError as refusal:
            for name in refusal.fields or [None]:
                form.add_error(name, str(refusal.message))
        else:
            return redirect("safety:ledger_import", pk)
    return render(request, "safety/ledger_columns.html", {"job": job, "form": form})


@require_GET
def detail(request, pk: int):
    job = _job_or_404(request, pk)
    if not job.is_mapped:
        return redirect("safety:ledger_columns", pk)
    return _shown(request, job, WordsForm(user=request.user, job=job))


@require_POST
def words(request, pk: int):
    """What words mean; the rows are checked again with it."""
    job = _job_or_404(request, pk)
    form = WordsForm(request.POST, user=request.user, job=job)
    if form.is_valid():
        try:
            services.ledger_words(actor=request.user, job=job, meanings=form.meanings())
        except DomainError as refusal:
            form.add_error(None, str(refusal.message))
        else:
            return redirect("safety:ledger_import", pk)
    return _shown(request, job, form)


def _shown(request, job: LedgerImport, form: WordsForm):
    verdict = request.GET.get("verdict", "")
    page = KeysetPage.of(request, ledger_rows(job=job, verdict=verdict), order=("number",))
    if not job.is_underway:
        for row in page.rows:
            row.told_remarks, row.told_changes = row.remarks(job.headings), ()
    context = {
        "job": job,
        "form": form,
        "page": page,
        "counts": _counts(job),
        "verdict": verdict,
        "hazards": job.records.filter(case__isnull=False).count() if job.is_applied else 0,
    }
    return render(request, "safety/ledger_import.html", context)


def _counts(job: LedgerImport) -> list[dict]:
    counts = [{"value": "", "label": _("all rows"), "count": job.total}]
    counts += [
        {"value": verdict.value, "label": verdict.label, "count": getattr(job, verdict.value)}
        for verdict in LedgerImportRow.Verdict
    ]
    return [*counts, {"value": REMARKS, "label": _("with a remark"), "count": job.warned}]


@require_GET
def progress(request, pk: int):
    """The progress piece; once the work is over it asks the browser to load the page anew."""
    job = _job_or_404(request, pk)
    url = reverse("safety:ledger_progress", args=[pk])
    response = render(request, "components/progress.html", {"job": job, "url": url})
    if not job.is_underway:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def confirm(request, pk: int):
    services.ledger_confirm(actor=request.user, job=_job_or_404(request, pk))
    return redirect("safety:ledger_import", pk)


@require_GET
def refused(request, pk: int):
    """The refused rows as they stood, each with the reasons."""
    content = refused_workbook(job=_job_or_404(request, pk))
    return workbook_answer(content, _("Refused rows"))


def _job_or_404(request, pk: int) -> LedgerImport:
    return get_object_or_404(ledger_imports_of(user=request.user), pk=pk)
