from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import has_permission, is_allowed, require
from core.addresses import public_address
from core.errors import DomainError, Overtaken
from core.paging import KeysetPage, capped_count
from enterprises import selectors, services, workbooks
from enterprises.filters import EnterpriseFilter
from enterprises.forms import EnterpriseForm, ImportForm
from enterprises.models import Enterprise, ImportJob, ImportRow
from organizations.selectors import visit_office

CHANGE = "enterprises.enterprise_change"
ORDERS = {"name": ("initials", "id"), "-name": ("-initials", "-id")}
NEWEST = ("-id",)


@require_GET
def enterprise_list(request):
    require(request.user, Enterprise.view_permission)
    queryset = selectors.enterprises_listed(user=request.user)
    found = EnterpriseFilter(request.GET, queryset=queryset, request=request)
    order = ORDERS.get(request.GET.get("sort"), NEWEST)
    context = {
        "filter": found,
        "page": KeysetPage.of(request, found.qs, order=order),
        "count": capped_count(found.qs),
        "may_change": has_permission(request.user, CHANGE),
        "may_import": has_permission(request.user, services.IMPORT),
    }
    return render(request, "enterprises/list.html", context)


@require_GET
def enterprise_detail(request, pk: int):
    enterprise = _visible_or_404(request, pk)
    may_change = is_allowed(request.user, CHANGE, enterprise)
    context = {"enterprise": enterprise, "may_change": may_change}
    return render(request, "enterprises/detail.html", context)


def _visible_or_404(request, pk: int) -> Enterprise:
    visible = Enterprise.objects.visible_to(request.user).select_related("town").defer("search")
    return get_object_or_404(visible, pk=pk)


@require_http_methods(["GET", "POST"])
def enterprise_create(request):
    require(request.user, CHANGE)
    return _edited(request, None, reverse("enterprises:list"))


@require_http_methods(["GET", "POST"])
def enterprise_change(request, pk: int):
    enterprise = _changeable_or_404(request, pk)
    return _edited(request, enterprise, reverse("enterprises:detail", args=[pk]))


def _edited(request, enterprise: Enterprise | None, cancel_url: str):
    """Show the form, or save it; a refusal comes back beside what was typed."""
    form = EnterpriseForm(request.POST or None, instance=enterprise)
    if form.is_valid():
        try:
            saved = services.enterprise_save(
                actor=request.user,
                values=form.values,
                enterprise=enterprise,
                seen_at=form.cleaned_data["seen_at"],
            )
        except DomainError as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, _("“%s” is saved.") % saved)
            return redirect("enterprises:detail", saved.pk)
    context = {"form": form, "enterprise": enterprise, "cancel_url": cancel_url}
    return render(request, "enterprises/form.html", context, status=_status(form))


def _refuse(form, refusal: DomainError) -> None:
    for field, sentence in (refusal.fields or {None: refusal.message}).items():
        form.add_error(field, str(sentence))
    form.overtaken = isinstance(refusal, Overtaken)


def _status(form) -> int:
    return 409 if getattr(form, "overtaken", False) else 200


@require_GET
def code_sheet(request, pk: int):
    """The enterprise's code as a sheet for its wall, and the buttons that issue and revoke it."""
    enterprise = _changeable_or_404(request, pk)
    code = selectors.code_of(enterprise)
    path = reverse("public:enterprise", args=[code.token]) if code and code.token else ""
    context = {
        "enterprise": enterprise,
        "code": code,
        "address": path and public_address(request, path),
        "office": visit_office(),
    }
    return render(request, "enterprises/code.html", context)


@require_POST
def code_issue(request, pk: int):
    services.code_issue(actor=request.user, enterprise=_changeable_or_404(request, pk))
    messages.success(request, _("The code is issued. Print the sheet and hand it over."))
    return redirect("enterprises:code_sheet", pk)


@require_POST
def code_revoke(request, pk: int):
    services.code_revoke(actor=request.user, enterprise=_changeable_or_404(request, pk))
    messages.success(request, _("The code is revoked; it opens nothing any more."))
    return redirect("enterprises:code_sheet", pk)


def _changeable_or_404(request, pk: int) -> Enterprise:
    return get_object_or_404(Enterprise.objects.allowing(request.user, CHANGE), pk=pk)


@require_GET
def enterprise_lookup(request):
    """Enterprises for a field that finds as one types: two characters, or pinyin initials."""
    found = selectors.enterprise_search(user=request.user, words=request.GET.get("q", ""))
    results = [
        {
            "id": enterprise.pk,
            "text": enterprise.name,
            "hint": " ".join(
                filter(None, [enterprise.town and str(enterprise.town), enterprise.address])
            ),
        }
        for enterprise in found
    ]
    return JsonResponse({"results": results})


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
    return _workbook(workbooks.refused_workbook(job=job), _("Refused rows"))


@require_GET
def import_template(request):
    require(request.user, services.IMPORT)
    return _workbook(workbooks.template_workbook(), _("Register template"))


def _workbook(content: bytes, title: str) -> HttpResponse:
    disposition = content_disposition_header(True, f"{title}.xlsx")
    return HttpResponse(
        content,
        content_type=workbooks.CONTENT_TYPE,
        headers={"Content-Disposition": disposition},
    )
