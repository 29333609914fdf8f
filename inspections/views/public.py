"""The page by which an enterprise reads the report of an inspection and signs it."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.errors import DomainError, NotYou
from core.limits import Limit
from core.public import public_page, refused, wrong
from core.refusals import refused_beside
from inspections.forms.report import SignForm
from inspections.models import ReportLink
from inspections.selectors.inspections import lists_of, report_link_by_token
from inspections.services.reports import report_sign
from inspections.views.reports import pdf_answer

TRIES = Limit("report", most=10, seconds=600)


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, token: str):
    """Looking spends nothing; signing does, once. Once signed it can still be read for its 14 days."""
    link = report_link_by_token(token)
    if link is None:
        return wrong(request)
    if _is_over(link):
        return _ended(request, link)
    if request.method == "POST":
        return _signed(request, link)
    return _shown(request, link, SignForm())


def _is_over(link: ReportLink) -> bool:
    return bool(link.superseded_at) or link.expires_at <= timezone.now()


def _ended(request, link: ReportLink):
    context = {"link": link, "office": link.inspection.visit.unit}
    return render(request, "public/report_ended.html", context, status=410)


def _signed(request, link: ReportLink):
    TRIES.count(link.digest)
    if request.user.is_authenticated:
        told = _("You are logged in. Only the enterprise itself signs.")
        return refused(request, NotYou(told))
    form = SignForm(request.POST)
    if form.is_valid():
        try:
            report_sign(link=link, **form.cleaned_data)
        except DomainError as refusal:
            refused_beside(form, refusal)
        else:
            return redirect(request.path)
    return _shown(request, link, form, status=422)


def _shown(request, link: ReportLink, form: SignForm, status: int = 200):
    inspection = link.inspection
    signature = getattr(inspection, "signature", None)
    context = {
        "link": link,
        "inspection": inspection,
        "visit": inspection.visit,
        "lists": lists_of(inspection),
        "signature": signature,
        "form": None if signature else form,
        "office": inspection.visit.unit,
    }
    return render(request, "public/report.html", context, status=status)


@public_page
@require_safe
def report_pdf(request, token: str):
    link = report_link_by_token(token)
    if link is None:
        return wrong(request)
    return _ended(request, link) if _is_over(link) else pdf_answer(link.inspection)
