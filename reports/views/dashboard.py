import tempfile
from urllib.parse import urlencode

from django.http import FileResponse, Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

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
from reports.services.exports import dashboard_export
from reports.verified import HIGH_CLOSURE, LOW_VERIFIED
from reports.views.exports import EXCEL
from reports.workbook.sheets import PERMISSION as EXPORT
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
        "export_address": f"{reverse('reports:dashboard_export')}?{urlencode(frame.address)}",
        "may_export": has_permission(request.user, EXPORT),
        "may_see_draws": has_permission(request.user, Draw.view_permission),
    }
    return render(request, "reports/dashboard.html", context)


def dashboard_export_view(request):
    """The panels of the dashboard as a workbook."""
    form = DashboardForm(request.GET, units=units_open_to(request.user))
    frame = dashboard_frame(request, form)
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- the response closes it once it is sent
    dashboard_export(actor=request.user, frame=frame, file=file)
    file.seek(0)
    name = _("Dashboard %(period)s.xlsx") % {"period": frame.period}
    return FileResponse(file, as_attachment=True, filename=name, content_type=EXCEL)


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
