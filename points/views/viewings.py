"""Viewings of projects: the list, one of them, and scoring on the phone."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import has_permission, is_allowed, require
from core.errors import DomainError
from core.paging import KeysetPage, capped_count
from core.refusals import acted, refused_beside
from points.forms.viewings import ProjectForm, ScoreForm, ViewingForm
from points.models import ViewedProject, Viewing
from points.selectors import viewings as selectors
from points.services import viewings as services
from points.workflow import SCORE, VIEWING_WORKFLOW, VIEWINGS


@require_GET
def viewing_list(request):
    require(request.user, Viewing.view_permission)
    viewings = selectors.viewings_listed(user=request.user)
    context = {
        "page": KeysetPage.of(request, viewings, order=("-held_on", "-id")),
        "count": capped_count(viewings),
        "may_manage": has_permission(request.user, VIEWINGS),
    }
    return render(request, "points/viewing_list.html", context)


def _viewing(request, pk: int) -> Viewing:
    return get_object_or_404(Viewing.objects.visible_to(request.user), pk=pk)


@require_GET
def viewing_detail(request, pk: int):
    viewing, user = _viewing(request, pk), request.user
    seat = selectors.seat_of(user=user, viewing=viewing)
    projects = selectors.projects_of(viewing=viewing)
    for project in projects:
        project.is_own = seat is not None and services.judges_own(seat, project)
    moves = {
        move.name
        for move in VIEWING_WORKFLOW.moves_open(viewing)
        if is_allowed(user, move.permission, viewing)
    }
    context = {
        "viewing": viewing,
        "projects": projects,
        "judges": viewing.judges.all(),
        "criteria": viewing.criteria.all(),
        "moves": moves,
        "scores": seat is not None and "score" in moves,
        "scored": selectors.scored_by_me(seat=seat),
        "dropped_from": selectors.DROPPED_FROM,
    }
    return render(request, "points/viewing_detail.html", context)


@require_http_methods(["GET", "POST"])
def viewing_new(request):
    require(request.user, VIEWINGS)
    return _edited(request, None)


@require_http_methods(["GET", "POST"])
def viewing_change(request, pk: int):
    viewing = _viewing(request, pk)
    require(request.user, VIEWINGS, viewing)
    return _edited(request, viewing)


def _edited(request, viewing: Viewing | None):
    form = ViewingForm(request.POST or None, viewing=viewing)
    if form.is_valid():
        try:
            saved = services.viewing_save(actor=request.user, plan=form.plan, viewing=viewing)
        except DomainError as refusal:
            refused_beside(form, refusal)
        else:
            messages.success(request, _("Saved. Add the projects, then open it for the judges."))
            return redirect(saved)
    back = viewing.get_absolute_url() if viewing else reverse("points:viewing_list")
    context = {"form": form, "viewing": viewing, "cancel_url": back}
    return render(request, "points/viewing_form.html", context)


@require_http_methods(["GET", "POST"])
def project_new(request, pk: int):
    viewing = _viewing(request, pk)
    require(request.user, VIEWINGS, viewing)
    form = ProjectForm(request.POST or None)
    if acted(form, services.project_add, actor=request.user, viewing=viewing):
        messages.success(request, _("Added."))
        return redirect(viewing)
    context = {"form": form, "viewing": viewing, "cancel_url": viewing.get_absolute_url()}
    return render(request, "points/project_form.html", context)


@require_POST
def project_remove(request, pk: int, project: int):
    viewing = _viewing(request, pk)
    require(request.user, VIEWINGS, viewing)
    services.project_remove(actor=request.user, project=_project(viewing, project))
    messages.success(request, _("Taken out."))
    return redirect(viewing)


def _project(viewing: Viewing, pk: int) -> ViewedProject:
    return get_object_or_404(viewing.projects.select_related("unit", "viewing"), pk=pk)


@require_POST
def viewing_open(request, pk: int):
    viewing = _viewing(request, pk)
    require(request.user, VIEWINGS, viewing)
    services.viewing_open(actor=request.user, viewing=viewing)
    messages.success(request, _("Open. The judges have been told."))
    return redirect(viewing)


@require_POST
def viewing_close(request, pk: int):
    viewing = _viewing(request, pk)
    require(request.user, VIEWINGS, viewing)
    services.viewing_close(actor=request.user, viewing=viewing)
    messages.success(request, _("Closed. The points are booked within minutes."))
    return redirect(viewing)


@require_http_methods(["GET", "POST"])
def project_score(request, pk: int, project: int):
    viewing = _viewing(request, pk)
    require(request.user, SCORE, viewing)
    found, seat = _project(viewing, project), selectors.seat_of(user=request.user, viewing=viewing)
    given = selectors.marks_of(seat=seat, project=found) if seat else {}
    form = ScoreForm(request.POST or None, project=found, given=given)
    if form.is_valid():
        try:
            services.project_score(actor=request.user, project=found, marks=form.marks)
        except DomainError as refusal:
            refused_beside(form, refusal)
        else:
            messages.success(
                request, _("Your marks are kept. You can change them until it closes.")
            )
            return redirect(viewing)
    context = {"form": form, "project": found, "cancel_url": viewing.get_absolute_url()}
    return render(request, "points/score_form.html", context)
