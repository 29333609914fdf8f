from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from core.access import has_permission, require
from core.paging import KeysetPage
from reports.access import FIGURES, units_open_to
from reports.charts import panel_chart
from reports.forms import DashboardForm, FigureEnterprisesForm
from reports.periods import PERIODS
from reports.rates import BASIS, SMALL
from reports.selectors.behind import behind_enterprises
from reports.selectors.dashboard import dashboard_of
from reports.selectors.frames import Frame
from reports.verified import HIGH_CLOSURE, LOW_VERIFIED
from visits.models import Draw


def dashboard(request):
    """The district, or one unit, on one page: today, the trend, the process, by what it differs."""
    require(request.user, FIGURES)
    form = DashboardForm(request.GET, units=units_open_to(request.user))
    frame = dashboard_frame(request, form)
    board = dashboard_of(frame)
    context = {
        "form_fields": form.fields_to_show(),
        "chosen": form.chosen,
        "frame": frame,
        "periods": PERIODS,
        "board": board,
        "panels": [(panel, panel_chart(panel)) for panel in board.panels],
        "basis": BASIS,
        "small": SMALL,
        "high_closure": HIGH_CLOSURE,
        "low_verified": LOW_VERIFIED,
        "may_see_draws": has_permission(request.user, Draw.view_permission),
    }
    return render(request, "reports/dashboard.html", context)


def figure_enterprises(request):
    """Exactly the enterprises that a number of the coverage counts."""
    require(request.user, FIGURES)
    form = FigureEnterprisesForm(request.GET, units=units_open_to(request.user))
    frame = dashboard_frame(request, form)
    if form.errors:
        raise Http404
    behind = behind_enterprises(frame, form.cleaned_data)
    rows = behind.enterprises.select_related("town").defer("search", "scope")
    context = {
        "behind": behind,
        "page": KeysetPage.of(request, rows, order=("-id",)),
        "count": behind.enterprises.count(),
        "back": urlencode(frame.address),
    }
    return render(request, "reports/figure_enterprises.html", context)


def dashboard_frame(request, form: DashboardForm) -> Frame:
    """Raises Http404 for a unit whose figures this person may not open."""
    if "unit" in form.errors:
        raise Http404
    asked = form.shown_kind(), form.shown_campaign(), form.shown_unit()
    return Frame(request.user, form.shown_period(), timezone.now(), *asked)
