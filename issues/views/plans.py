"""The key tasks of the year, the files of milestones, and the wall chart of both kinds of work."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.access import has_permission, is_allowed, require
from core.answers import file_answer
from core.audit import trail_of
from core.errors import DomainError, NotYou
from core.paging import KeysetPage
from issues.filters.wall import WallFilter
from issues.forms.base import refuse
from issues.forms.key_tasks import KEY_TASK_FORMS, KeyTaskForm
from issues.models import Case, KeyTask, Milestone
from issues.selectors.plans import key_tasks_listed, marks_of, milestones_of, story_of
from issues.selectors.wall import MOST, Axis, late_count, wall_rows
from issues.services.key_tasks import MANAGE


@require_GET
def wall(request):
    require(request.user, KeyTask.view_permission)
    found = WallFilter(request.GET)
    rows = wall_rows(user=request.user, **found.asked)
    axis = Axis(found.asked["year"])
    context = {
        "filter": found,
        "rows": rows,
        "year": found.asked["year"],
        "months": axis.months(),
        "today": axis.place(timezone.localdate()),
        "late": late_count(rows),
        "is_full": len(rows) >= MOST,
        "may_manage": has_permission(request.user, MANAGE),
    }
    return render(request, "issues/wall.html", context)


@require_GET
def key_task_list(request):
    require(request.user, KeyTask.view_permission)
    rows = key_tasks_listed(user=request.user)
    page = KeysetPage.of(request, rows, order=("-id",))
    may_manage = has_permission(request.user, MANAGE)
    context = {"page": page, "may_manage": may_manage}
    return render(request, "issues/key_task_list.html", context)


def _key_task_or_404(request, number: str) -> KeyTask:
    rows = KeyTask.objects.visible_to(request.user).select_related("leader", "organization")
    return get_object_or_404(rows.prefetch_related("units"), number=number)


@require_GET
def key_task_detail(request, number: str):
    key_task = _key_task_or_404(request, number)
    marks = marks_of(list(milestones_of(key_task)))
    allowed = (
        {}
        if key_task.withdrawn_at
        else {
            name: is_allowed(request.user, permission, key_task)
            for name, (permission, _form) in KEY_TASK_FORMS.items()
        }
    )
    allowed["meet"] = allowed.get("meet") and any(not one.milestone.met_at for one in marks)
    context = {
        "key_task": key_task,
        "marks": marks,
        "may": allowed,
        "may_manage": allowed.get("withdraw"),
        "entries": story_of(trail_of(key_task)),
    }
    return render(request, "issues/key_task.html", context)


@require_http_methods(["GET", "POST"])
def key_task_create(request):
    require(request.user, MANAGE)
    form = KeyTaskForm(request.POST or None, user=request.user)
    if form.is_valid() and (made := _performed(form)) is not None:
        messages.success(request, _("Written down as %(number)s.") % {"number": made.number})
        return redirect("issues:key_task_step", made.number, "plan")
    return render(request, "issues/key_task_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
def key_task_change(request, number: str):
    key_task = _key_task_or_404(request, number)
    require(request.user, MANAGE, key_task)
    form = KeyTaskForm(request.POST or None, user=request.user, key_task=key_task)
    if form.is_valid() and _performed(form) is not None:
        messages.success(request, _("The key task is changed."))
        return redirect(key_task)
    return render(request, "issues/key_task_form.html", {"form": form, "key_task": key_task})


@require_http_methods(["GET", "POST"])
def key_task_step(request, number: str, step: str):
    """Plan it, report a milestone met, or withdraw it."""
    key_task = _key_task_or_404(request, number)
    if step not in KEY_TASK_FORMS:
        raise Http404
    permission, form_class = KEY_TASK_FORMS[step]
    require(request.user, permission, key_task)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = form_class(*sent, user=request.user, key_task=key_task)
    if form.is_valid() and form.is_final and _performed(form) is not None:
        messages.success(request, form.done)
        return redirect(key_task)
    return render(request, form.template, {"form": form, "key_task": key_task, "step": step})


def _performed(form):
    """What the form made, or True; None, with the refusal on the form, where the rules say no."""
    try:
        return form.perform() or True
    except NotYou:
        raise
    except DomainError as refusal:
        refuse(form, refusal)
        return None


@require_GET
def milestone_file(request, pk: int, stored):
    """Evidence of a milestone, by the same permission as the case or the key task it belongs to."""
    milestone = get_object_or_404(Milestone.objects.select_related("case", "key_task"), pk=pk)
    owner = milestone.case or milestone.key_task
    seen = Case.objects if milestone.case_id else KeyTask.objects
    get_object_or_404(seen.visible_to(request.user), pk=owner.pk)
    kept = get_object_or_404(milestone.files.select_related("stored"), stored=stored)
    return file_answer(request, kept.stored, of=owner)
