"""Plans of teams: proposed, looked at, adjusted, approved, taken away as a workbook."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import has_permission, require
from core.answers import workbook_answer
from core.errors import DomainError
from core.office import Maker
from core.paging import KeysetPage, capped_count
from core.refusals import refused_beside
from visits import workbooks
from visits.filters import PlanRowFilter
from visits.forms import PlanForm, RowMoveForm
from visits.models import PlanRow, TeamPlan
from visits.selectors import plan_words, planning
from visits.services.plan_approval import plan_approve as approve
from visits.services.planning import plan_propose, plan_row_move

MANAGE = "visits.plan_manage"
DEAREST = ("-cost", "id")


@require_GET
def plan_list(request):
    require(request.user, TeamPlan.view_permission)
    plans = planning.plans_listed(user=request.user)
    context = {
        "page": KeysetPage.of(request, plans, order=("-id",)),
        "may_manage": has_permission(request.user, MANAGE),
    }
    return render(request, "visits/plan_list.html", context)


@require_http_methods(["GET", "POST"])
def plan_create(request):
    require(request.user, MANAGE)
    form = PlanForm(request.POST or None)
    if form.is_valid():
        try:
            plan = plan_propose(actor=request.user, **form.cleaned_data)
        except DomainError as refusal:
            refused_beside(form, refusal)
        else:
            return redirect("visits:plan_detail", plan.pk)
    context = {"form": form, "cancel_url": reverse("visits:plan_list")}
    return render(request, "visits/plan_form.html", context)


@require_GET
def plan_detail(request, pk: int):
    plan = _plan_or_404(request, pk)
    context = {"plan": plan, "may_manage": has_permission(request.user, MANAGE)}
    if plan.state == TeamPlan.State.DONE:
        context |= _result(request, plan)
    return render(request, "visits/plan_detail.html", context)


def _plan_or_404(request, pk: int) -> TeamPlan:
    return get_object_or_404(planning.plans_listed(user=request.user), pk=pk)


def _result(request, plan: TeamPlan) -> dict:
    loads = planning.plan_loads(plan=plan)
    show = request.GET.get("show", "")
    found = PlanRowFilter(
        request.GET, queryset=planning.plan_rows(plan=plan, show=show), request=request
    )
    found.filters["team"].queryset = found.filters["team"].queryset.filter(
        pk__in=[part.team.pk for part in loads]
    )
    page = KeysetPage.of(request, found.qs, order=DEAREST)
    plan_words.reasons_told(page.rows)
    carried = [part.load for part in loads]
    return {
        "filter": found,
        "page": page,
        "count": capped_count(found.qs),
        "counts": _counts(plan),
        "show": show,
        "wishes": plan_words.cost_by_wish(plan),
        "loads": loads,
        "least": min(carried, default=0),
        "most": max(carried, default=0),
    }


def _counts(plan: TeamPlan) -> list[dict]:
    labels = {
        "": _("all"),
        "moved": _("changes its team"),
        "unmet": _("a wish is not met"),
        "adjusted": _("adjusted by hand"),
    }
    return [
        {"value": value, "label": label, "count": count}
        for (value, label), count in zip(
            labels.items(), planning.row_counts(plan=plan), strict=True
        )
    ]


@require_GET
def plan_progress(request, pk: int):
    """The progress piece; once the work is over it asks the browser to load the page anew."""
    plan = _plan_or_404(request, pk)
    url = reverse("visits:plan_progress", args=[pk])
    response = render(request, "components/progress.html", {"job": plan, "url": url})
    if not plan.is_underway:
        response["HX-Refresh"] = "true"
    return response


@require_http_methods(["GET", "POST"])
def plan_row(request, pk: int, row_pk: int):
    """One enterprise of the plan: why this team, and what every other would change."""
    require(request.user, MANAGE)
    plan = _plan_or_404(request, pk)
    row = get_object_or_404(planning.plan_rows(plan=plan), pk=row_pk)
    form = RowMoveForm(request.POST or None)
    if form.is_valid():
        return _row_moved(request, row, form.cleaned_data["team"])
    row.plan = plan
    plan_words.reasons_told([row])
    choices = planning.row_choices(row=row)
    for choice in choices:
        choice.told.extend(plan_words.WISHES[wish] for wish in choice.unmet)
    context = {"plan": plan, "row": row, "choices": choices}
    return render(request, "visits/plan_row.html", context)


def _row_moved(request, row: PlanRow, team):
    change = plan_row_move(actor=request.user, row=row, team=team)
    messages.success(
        request,
        _("“%(enterprise)s” goes to “%(team)s”; the plan’s cost changes by %(change)+d.")
        % {"enterprise": row.enterprise, "team": team, "change": change},
    )
    return redirect("visits:plan_detail", row.plan_id)


@require_POST
def plan_approve(request, pk: int):
    approve(actor=request.user, plan=_plan_or_404(request, pk))
    messages.success(request, _("The plan is in force from its day on; the teams are told."))
    return redirect("visits:plan_detail", pk)


@require_GET
def plan_workbook(request, pk: int):
    plan = get_object_or_404(planning.plans_listed(user=request.user), pk=pk, state="done")
    content = workbooks.plan_workbook(plan=plan, maker=Maker.of(request.user))
    return workbook_answer(content, plan.name)
