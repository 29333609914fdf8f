from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from core.access import has_permission, require
from reports.access import FIGURES
from reports.forms import FiguresForm
from reports.periods import PERIODS
from reports.rates import MAIN, SMALL
from reports.selectors.frames import Frame
from reports.selectors.leader import leader_board_of
from reports.selectors.team import team_board_of
from visits.models import VisitTeam


def leader_board(request):
    """What I sponsor, what waits for my word, and how the units in my charge do."""
    require(request.user, FIGURES)
    form = FiguresForm(request.GET)
    asked = form.shown_kind(), form.shown_campaign()
    frame = Frame(request.user, form.shown_period(), timezone.now(), *asked)
    context = {
        "form_fields": form.fields_to_show(),
        "chosen": form.chosen,
        "periods": PERIODS,
        "frame": frame,
        "board": leader_board_of(frame),
        "rates": MAIN,
        "small": SMALL,
    }
    return render(request, "reports/leader_board.html", context)


def team_boards(request):
    """The teams to choose from."""
    require(request.user, VisitTeam.view_permission)
    teams = VisitTeam.objects.visible_to(request.user).in_force()
    return render(request, "reports/team_boards.html", {"teams": teams, **_around(request)})


def team_board(request, pk):
    """A team's enterprises, and what is due to them this week."""
    team = get_object_or_404(VisitTeam.objects.visible_to(request.user), pk=pk)
    board = team_board_of(team=team, user=request.user, now=timezone.now())
    context = {"team": team, "board": board, **_around(request)}
    return render(request, "reports/team_board.html", context)


def _around(request) -> dict:
    """Teams are also seen by people who may not open the figures."""
    return {"may_see_figures": has_permission(request.user, FIGURES)}
