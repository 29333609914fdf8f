import tempfile
from urllib.parse import urlencode

from django.http import FileResponse, Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import has_permission, require
from core.paging import KeysetPage
from issues.selectors.lights import with_light_facts
from reports.charts import charts_of
from reports.forms import FigureCasesForm, FigureDrawnForm, FiguresForm
from reports.periods import PERIODS
from reports.rates import BASIS, SMALL
from reports.selectors.behind import behind_drawn, behind_figure, why_left_out
from reports.selectors.board import figures_board
from reports.selectors.frames import PERMISSION, Frame
from reports.services.exports import figures_export
from reports.services.reports import EXCEL
from reports.verified import HIGH_CLOSURE, LOW_VERIFIED
from reports.workbook.sheets import PERMISSION as EXPORT
from visits.models import Draw


def figures(request):
    """The leader's page: the rates of a period, in all and by unit and month."""
    require(request.user, PERMISSION)
    form = FiguresForm(request.GET)
    frame = _frame(request, form)
    board = figures_board(frame)
    context = {
        "form_fields": form.fields_to_show(),
        "chosen": form.chosen,
        "frame": frame,
        "periods": PERIODS,
        "board": board,
        "basis": BASIS,
        "small": SMALL,
        "high_closure": HIGH_CLOSURE,
        "low_verified": LOW_VERIFIED,
        "export_address": f"{reverse('reports:figures_export')}?{urlencode(frame.address)}",
        "may_export": has_permission(request.user, EXPORT),
        "may_see_draws": has_permission(request.user, Draw.view_permission),
        "export_query": urlencode(frame.list_filter),
        **charts_of(board),
    }
    return render(request, "reports/figures.html", context)


def figure_cases(request):
    """Exactly the cases that one figure counts."""
    require(request.user, PERMISSION)
    form = FigureCasesForm(request.GET)
    if not form.is_valid():
        raise Http404
    frame = _frame(request, form)
    behind = behind_figure(frame, form.cleaned_data)
    cases = with_light_facts(behind.cases).select_related("enterprise", "lead_unit", "handler")
    page = KeysetPage.of(request, cases.defer("search", "enterprise__search"), order=("-id",))
    reasons = why_left_out(page.rows) if behind.is_left_out else {}
    for case in page.rows:
        case.left_out = reasons.get(case.pk, ())
    context = {
        "behind": behind,
        "page": page,
        "count": behind.cases.count(),
        "back": urlencode(frame.address),
    }
    return render(request, "reports/figure_cases.html", context)


def figure_drawn(request):
    """Exactly the drawn closings that a figure of the verified rate counts."""
    require(request.user, PERMISSION)
    form = FigureDrawnForm(request.GET)
    if not form.is_valid():
        raise Http404
    frame = _frame(request, form)
    behind = behind_drawn(frame, form.cleaned_data)
    rows = behind.drawn.select_related("draw", "case__enterprise", "lead_unit", "visitor")
    rows = rows.defer("case__search", "case__enterprise__search")
    context = {
        "behind": behind,
        "page": KeysetPage.of(request, rows, order=("-id",)),
        "count": behind.drawn.count(),
        "back": urlencode(frame.address),
    }
    return render(request, "reports/figure_drawn.html", context)


def figures_export_view(request):
    """What the page of figures shows, as a workbook."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- the response closes it once it is sent
    frame = _frame(request, FiguresForm(request.GET))
    figures_export(actor=request.user, frame=frame, file=file)
    file.seek(0)
    name = _("Figures %(period)s.xlsx") % {"period": frame.period}
    return FileResponse(file, as_attachment=True, filename=name, content_type=EXCEL)


def _frame(request, form: FiguresForm) -> Frame:
    asked = form.shown_kind(), form.shown_campaign()
    return Frame(request.user, form.shown_period(), timezone.now(), *asked)
