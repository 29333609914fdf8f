"""The report of an inspection: as PDF, its link, and the signature on paper."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import require
from core.answers import guarded
from core.errors import DomainError
from core.refusals import refused_beside
from inspections.forms.report import PaperForm
from inspections.models import Inspection
from inspections.report_paper import report_paper
from inspections.selectors.inspections import lists_of
from inspections.services import reports as services
from inspections.views.reading import visible_or_404
from inspections.workflow import INSPECT


@require_GET
def report_pdf(request, number: str):
    return pdf_answer(visible_or_404(request, number))


def pdf_answer(inspection: Inspection) -> HttpResponse:
    """The report as PDF, to whoever was found to may read it."""
    content = report_paper(inspection, lists_of(inspection))
    name = f"{inspection.number}.pdf"
    return guarded(HttpResponse(content, content_type="application/pdf"), name, is_inline=True)


@require_POST
def link_make(request, number: str):
    inspection = visible_or_404(request, number)
    services.report_link_make(actor=request.user, inspection=inspection)
    messages.success(request, _("There is a link to sign by; one given out before opens nothing."))
    return redirect("inspections:detail", number)


@require_http_methods(["GET", "POST"])
def report_record(request, number: str):
    inspection = visible_or_404(request, number)
    require(request.user, INSPECT, inspection.visit.enterprise)
    initial = {"signer_name": inspection.met or inspection.visit.enterprise.contact_name}
    form = PaperForm(
        request.POST or None, request.FILES or None, user=request.user, initial=initial
    )
    if form.is_valid():
        try:
            services.report_record(actor=request.user, inspection=inspection, **form.cleaned_data)
        except DomainError as refusal:
            refused_beside(form, refusal)
        else:
            messages.success(request, _("The signature is recorded."))
            return redirect("inspections:detail", number)
    context = {
        "form": form,
        "inspection": inspection,
        "cancel_url": reverse("inspections:detail", args=[number]),
    }
    return render(request, "inspections/report_record.html", context)
