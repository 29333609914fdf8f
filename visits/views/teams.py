from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.access import has_permission, require
from core.errors import DomainError
from core.paging import KeysetPage
from visits import selectors, services
from visits.forms import TeamForm
from visits.models import VisitTeam

MANAGE = "visits.team_manage"


@require_GET
def team_list(request):
    require(request.user, VisitTeam.view_permission)
    teams = selectors.teams_listed(user=request.user)
    context = {
        "page": KeysetPage.of(request, teams, order=("name_key", "id")),
        "may_manage": has_permission(request.user, MANAGE),
    }
    return render(request, "visits/team_list.html", context)


@require_GET
def team_detail(request, pk: int):
    team = get_object_or_404(selectors.teams_listed(user=request.user), pk=pk)
    context = {
        "team": team,
        "members": list(team.members.order_by("id")),
        "enterprises": selectors.team_enterprises(team=team, user=request.user)[:200],
        "may_manage": has_permission(request.user, MANAGE),
    }
    return render(request, "visits/team_detail.html", context)


@require_http_methods(["GET", "POST"])
def team_create(request):
    require(request.user, MANAGE)
    return _edited(request, None)


@require_http_methods(["GET", "POST"])
def team_change(request, pk: int):
    require(request.user, MANAGE)
    return _edited(request, get_object_or_404(VisitTeam, pk=pk))


def _edited(request, team: VisitTeam | None):
    """Show the form, or save it; a refusal comes back beside what was typed."""
    form = TeamForm(request.POST or None, team=team)
    if form.is_valid():
        try:
            saved = services.team_save(actor=request.user, team=team, **form.cleaned_data)
        except DomainError as refusal:
            for field, sentence in (refusal.fields or {None: refusal.message}).items():
                form.add_error(field, str(sentence))
        else:
            messages.success(request, _("“%s” is saved.") % saved)
            return redirect("visits:team_detail", saved.pk)
    list_url = reverse("visits:team_list")
    return render(
        request, "visits/team_form.html", {"form": form, "team": team, "cancel_url": list_url}
    )
