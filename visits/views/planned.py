"""Visits that are planned: the list, one of them, and planning one with the guard beside it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import has_permission, is_allowed, require
from core.answers import list_answer
from core.errors import DomainError
from core.filters import conditions_told
from core.office import Maker
from core.paging import KeysetPage, capped_count
from core.refusals import refused_beside
from enterprises.models import Enterprise
from organizations.models import User
from visits.access import PLAN, can_change_planned
from visits.filters import PlannedFilter
from visits.forms.planned import GuardForm, PlannedForm, initial_for, initial_of, team_proposed
from visits.models import PlannedVisit, Visit
from visits.models.planned import shown_to
from visits.planned_workbook import planned_table
from visits.selectors import planned as selectors
from visits.selectors.guard import guard_for
from visits.services import planned as services
from visits.workflow import PLANNED_WORKFLOW

LOG = "visits.visit_log"
ORDERS = {
    "day": ("planned_on", "starts", "id"),
    "-day": ("-planned_on", "-starts", "-id"),
    "id": ("id",),
    "-id": ("-id",),
}


@require_GET
def planned_list(request):
    require(request.user, PlannedVisit.view_permission)
    when = request.GET.get("when", "")
    found = _filtered(request, when)
    usual = ORDERS["-day" if when == selectors.PAST else "day"]
    order = ORDERS.get(request.GET.get("sort"), usual)
    context = {
        "counts": selectors.planned_counts(user=request.user),
        "counts_param": "when",
        "counts_current": when,
        "filter": found,
        "page": KeysetPage.of(request, found.qs, order=order),
        "count": capped_count(found.qs),
        "may_plan": has_permission(request.user, PLAN),
    }
    return render(request, "visits/planned_list.html", context)


def _filtered(request, when: str) -> PlannedFilter:
    queryset = selectors.planned_listed(user=request.user)
    queryset = queryset.select_related("visit").defer("visit__search")
    queryset = queryset.filter(selectors.planned_when(when))
    return PlannedFilter(request.GET, queryset=queryset, request=request)


@require_GET
def planned_workbook(request):
    """The list as the address filters it, the soonest first."""
    require(request.user, PlannedVisit.view_permission)
    when = request.GET.get("when", "")
    found, maker = _filtered(request, when), Maker.of(request.user)
    table = planned_table(
        plans=found.qs.order_by(*ORDERS["day"]),
        filtered_by="；".join(
            [str(selectors.WHEN.get(when, selectors.WHEN[""])), *conditions_told(found)]
        ),
        maker=maker,
    )
    return list_answer(table, _("Planned visits"), maker=maker)


@require_http_methods(["GET", "POST"])
def planned_create(request):
    require(request.user, PLAN)
    enterprise = _asked_enterprise(request)
    day = parse_date(request.GET.get("planned_on", "")) if request.GET else None
    initial = initial_for(request.user, enterprise, day)
    if request.GET.get("purpose") == Visit.Purpose.INSPECTION:
        initial["purpose"] = Visit.Purpose.INSPECTION
    form = PlannedForm(request.POST or None, user=request.user, initial=initial)
    if form.is_valid():
        try:
            planned = services.planned_add(actor=request.user, **form.cleaned_data)
        except DomainError as refusal:
            refused_beside(form, refusal)
        else:
            return _saved(request, planned)
    return _form(request, form, enterprise=enterprise, cancel=reverse("visits:planned_list"))


@require_http_methods(["GET", "POST"])
def planned_change(request, pk: int):
    planned = _visible(request, pk)
    if not can_change_planned(request.user, planned):
        require(request.user, "visits.planned_manage", planned)
    form = PlannedForm(
        request.POST or None, user=request.user, planned=planned, initial=initial_of(planned)
    )
    if form.is_valid():
        try:
            services.planned_change(actor=request.user, planned=planned, **form.cleaned_data)
        except DomainError as refusal:
            refused_beside(form, refusal)
        else:
            planned.refresh_from_db()
            return _saved(request, planned)
    cancel = reverse("visits:planned_detail", args=[pk])
    return _form(request, form, planned=planned, enterprise=planned.enterprise, cancel=cancel)


def _saved(request, planned: PlannedVisit):
    told = (
        _("Sent for approval: the visit is over the cap.")
        if planned.state == "asked"
        else _("The visit is planned.")
    )
    messages.success(request, told)
    return redirect("visits:planned_detail", planned.pk)


def _form(request, form: PlannedForm, *, enterprise, cancel: str, planned=None):
    context = {
        "form": form,
        "planned": planned,
        "guard": _guard_of(request.user, form, enterprise, planned),
        "cancel_url": cancel,
    }
    return render(request, "visits/planned_form.html", context)


def _guard_of(user, form: PlannedForm, enterprise, planned):
    """The guard for what the form holds now; nothing while enterprise or day are missing."""
    data = {name: form[name].value() for name in ("purpose", "planned_on")}
    chosen = form["enterprise"].value() if "enterprise" in form.fields else enterprise
    data["enterprise"] = getattr(chosen, "pk", chosen)
    asked = GuardForm(data, user=user)
    if planned:
        asked.fields["enterprise"].queryset = Enterprise.objects.filter(pk=enterprise.pk)
    return _guard(user, asked, planned)


def _guard(user, asked: GuardForm, planned: PlannedVisit | None):
    if not asked.is_valid():
        return None
    facts = {name: asked.cleaned_data[name] for name in ("enterprise", "purpose", "planned_on")}
    return guard_for(user=user, besides=planned, **facts)


@require_GET
def planned_guard(request):
    """The guard anew, for what was just chosen; a piece of the form."""
    require(request.user, PLAN)
    asked = GuardForm(request.GET, user=request.user)
    planned = _besides(request)
    if planned:
        asked.fields["enterprise"].queryset = Enterprise.objects.filter(pk=planned.enterprise_id)
    guard = _guard(request.user, asked, planned)
    context = {"guard": guard, "form": asked}
    if guard and not planned:
        context["team"] = team_proposed(request.user, guard.enterprise)
    return render(request, "visits/planned_guard.html", context)


def _besides(request) -> PlannedVisit | None:
    pk = request.GET.get("besides", "")
    mine = PlannedVisit.objects.visible_to(request.user)
    return mine.filter(pk=pk).first() if pk.isdecimal() else None


def _asked_enterprise(request) -> Enterprise | None:
    asked = request.GET.get("enterprise", "")
    if not asked.isdecimal():
        return None
    return get_object_or_404(Enterprise.objects.allowing(request.user, PLAN), pk=asked)


def _visible(request, pk: int) -> PlannedVisit:
    plans = selectors.with_facts(PlannedVisit.objects.visible_to(request.user))
    return get_object_or_404(plans.select_related("visit", "checked_in_by"), pk=pk)


@require_GET
def planned_detail(request, pk: int):
    planned = _visible(request, pk)
    user = request.user
    rows = list(planned.rows.select_related("person", "unit"))
    goes = user.pk in {planned.planned_by_id, *(row.person_id for row in rows)}
    moves = {move.name for move in PLANNED_WORKFLOW.moves_open(planned)}
    context = {
        "planned": planned,
        "rows": rows,
        "goes": goes,
        "may_change": can_change_planned(user, planned),
        "may_join": not goes and is_allowed(user, PLAN, planned.enterprise),
        "may_log": "keep" in moves and goes and _has_come(user, planned),
        "moves": moves,
        "is_today": planned.planned_on == timezone.localdate(),
        "over_caps": planned.over_caps.select_related("asked_by", "decided_by"),
        "others": [
            one
            for one in guard_for(
                user=user,
                enterprise=planned.enterprise,
                purpose=planned.purpose,
                planned_on=planned.planned_on,
                besides=planned,
            ).others
            if planned.is_open
        ],
    }
    return render(request, "visits/planned_detail.html", context)


def _has_come(user, planned: PlannedVisit) -> bool:
    """Whether its day has come, and the person may log visits there."""
    has_come = planned.planned_on <= timezone.localdate()
    return has_come and is_allowed(user, LOG, planned.enterprise)


@require_POST
def planned_join(request, pk: int):
    """In one press, from the guard or from the plan's own page; people as the form beside had them."""
    shown = PlannedVisit.objects.filter(shown_to(request.user)).select_related("enterprise")
    planned = get_object_or_404(shown, pk=pk)
    if not is_allowed(request.user, PLAN, planned.enterprise):
        planned = _visible(request, pk)
        require(request.user, PLAN, planned.enterprise)
    keys = [key for key in request.POST.getlist("goers") if key.isdecimal()]
    people = list(User.objects.filter(pk__in=keys, is_active=True).order_by("id"))
    services.planned_join(actor=request.user, planned=planned, people=people)
    messages.success(request, _("You go along. %s has been told.") % planned.planned_by)
    return redirect("visits:planned_detail", pk)


@require_POST
def planned_withdraw(request, pk: int):
    planned = _visible(request, pk)
    services.planned_withdraw(actor=request.user, planned=planned)
    messages.success(request, _("Withdrawn. Everybody who would have gone has been told."))
    return redirect("visits:planned_detail", pk)
