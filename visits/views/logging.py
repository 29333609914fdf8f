"""The page an official opens in the workshop. A script sends it; a plain form does too."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from core.access import require
from core.errors import DomainError
from visits import selectors, services
from visits.forms import VisitPage
from visits.forms.start import Start
from visits.forms.visit import LOG
from visits.views.starts import asked_enterprise, start_of

REFUSED = 422


@require_http_methods(["GET", "POST"])
def visit_log(request):
    require(request.user, LOG)
    if request.method == "GET":
        page = VisitPage(user=request.user, start=start_of(request))
        words = request.GET.get("enterprise_q", "")
        found = selectors.enterprises_to_choose(user=request.user, words=words) if words else []
        return render(request, "visits/log.html", {"page": page, "words": words, "found": found})
    return _log(request)


def _log(request) -> HttpResponse:
    at = timezone.now()
    page = VisitPage(user=request.user, data=request.POST, files=request.FILES)
    if page.is_valid():
        try:
            visit = services.visit_log(actor=request.user, at=at, **page.facts())
        except DomainError as refusal:
            page.refuse(refusal)
        else:
            return _saved(request, visit, again=visit.created_at < at)
    return _refused(request, page)


def _saved(request, visit, *, again: bool) -> HttpResponse:
    """``again``: this key had been taken before, so what came now was left as it was then."""
    found = visit.findings.count()
    messages.success(
        request,
        ngettext(
            "Visit %(number)s is saved with %(found)d finding.",
            "Visit %(number)s is saved with %(found)d findings.",
            found,
        )
        % {"number": visit.number, "found": found}
        if found
        else _("Visit %(number)s is saved.") % {"number": visit.number},
    )
    url = reverse("visits:detail", args=[visit.number])
    answer = {"url": url, "again": True} if again else {"url": url}
    return JsonResponse(answer) if _asks_json(request) else redirect(url)


def _refused(request, page: VisitPage) -> HttpResponse:
    if _asks_json(request):
        return JsonResponse({"errors": page.errors()}, status=REFUSED)
    return render(request, "visits/log.html", {"page": page}, status=REFUSED)


def _asks_json(request) -> bool:
    return request.accepts("application/json") and not request.accepts("text/html")


@require_GET
def brief(request):
    """What to know of the chosen enterprise, put into the page when it is chosen."""
    enterprise = asked_enterprise(request)
    if enterprise is None:
        return render(request, "visits/campaigns_offered.html", {"is_swapped": True})
    page = VisitPage(user=request.user, start=Start(enterprise=enterprise))
    context = {"page": page, "brief": page.brief, "is_swapped": True}
    return render(request, "visits/brief.html", context)
