from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from core.access import require
from core.paging import KeysetPage
from issues.selectors.lights import with_light_facts
from reports.charts import charts_of
from reports.forms import FigureCasesForm, FiguresForm
from reports.periods import PERIODS
from reports.rates import BASIS, SMALL
from reports.selectors.behind import behind_figure, why_left_out
from reports.selectors.board import figures_board
from reports.selectors.figures import PERMISSION, Frame


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


def _frame(request, form: FiguresForm) -> Frame:
    return Frame(request.user, form.shown_period(), timezone.now(), form.shown_kind())
