import tempfile

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.access import has_permission, require
from core.errors import DomainError
from core.office import CONTENT_TYPE
from core.paging import KeysetPage
from core.refusals import refused_beside
from enterprises.services import EXPORT
from visits import selectors, services
from visits.forms import HandOverForm, TeamForm
from visits.models import VisitTeam

MANAGE = "visits.team_manage"
SHOWN_MOST = 200
IS_COVERED = {"visited": True, "due": False}


@require_GET
def team_list(request):
    require(request.user, VisitTeam.view_permission)
    teams = selectors.teams_listed(user=request.user)
    context = {
        "page": KeysetPage.of(request, teams, order=("name_key", "id")),
        "may_manage": has_permission(request.user, MANAGE),
        "may_export": has_permission(request.user, EXPORT),
    }
    return render(request, "visits/team_list.html", context)


@require_GET
def teams_export(request):
    """The teams this person sees, with their enterprises, as a workbook."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- the response closes it once it is sent
    services.teams_export(actor=request.user, file=file)
    file.seek(0)
    time = timezone.localtime().strftime("%Y-%m-%d %H%M")
    name = _("Teams and their enterprises %(time)s.xlsx") % {"time": time}
    return FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPE)


@require_GET
def team_detail(request, pk: int):
    team = get_object_or_404(selectors.teams_listed(user=request.user), pk=pk)
    served = list(selectors.team_enterprises(team=team, user=request.user))
    coverage = request.GET.get("coverage", "")
    shown = [one for one in served if coverage not in IS_COVERED or _matches(one, coverage)]
    context = {
        "team": team,
        "terms": selectors.seat_history(team=team),
        "members": list(team.members.order_by("id")),
        "enterprises": shown[:SHOWN_MOST],
        "shown_count": len(shown),
        "counts": _coverage_counts(served),
        "coverage": coverage,
        "since_on": selectors.period_begins_on(team),
        "may_manage": has_permission(request.user, MANAGE),
    }
    return render(request, "visits/team_detail.html", context)


def _matches(enterprise, coverage: str) -> bool:
    return enterprise.is_covered == IS_COVERED[coverage]


def _coverage_counts(served: list) -> list[dict]:
    covered = sum(one.is_covered for one in served)
    return [
        {"value": "", "label": _("all"), "count": len(served)},
        {"value": "visited", "label": _("visited this period"), "count": covered},
        {"value": "due", "label": _("not yet visited"), "count": len(served) - covered},
    ]


@require_http_methods(["GET", "POST"])
def team_create(request):
    require(request.user, MANAGE)
    return _edited(request, None)


@require_http_methods(["GET", "POST"])
def team_change(request, pk: int):
    require(request.user, MANAGE)
    return _edited(request, get_object_or_404(VisitTeam, pk=pk))


@require_http_methods(["GET", "POST"])
def team_hand_over(request, pk: int):
    """Somebody else takes a seat; the team goes on."""
    require(request.user, MANAGE)
    team = get_object_or_404(VisitTeam, pk=pk)
    form = HandOverForm(request.POST or None, initial={"seat": request.GET.get("seat")})
    if form.is_valid():
        try:
            services.seat_hand_over(actor=request.user, team=team, **form.cleaned_data)
        except DomainError as refusal:
            refused_beside(form, refusal)
        else:
            messages.success(request, _("The seat is handed over; the team goes on."))
            return redirect("visits:team_detail", pk)
    context = {"form": form, "team": team, "cancel_url": reverse("visits:team_detail", args=[pk])}
    return render(request, "visits/team_hand_over.html", context)


def _edited(request, team: VisitTeam | None):
    """Show the form, or save it; a refusal comes back beside what was typed."""
    form = TeamForm(request.POST or None, team=team)
    if form.is_valid():
        try:
            saved = services.team_save(actor=request.user, team=team, **form.cleaned_data)
        except DomainError as refusal:
            refused_beside(form, refusal)
        else:
            messages.success(request, _("“%s” is saved.") % saved)
            return redirect("visits:team_detail", saved.pk)
    list_url = reverse("visits:team_list")
    return render(
        request, "visits/team_form.html", {"form": form, "team": team, "cancel_url": list_url}
    )
