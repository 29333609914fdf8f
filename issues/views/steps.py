"""The forms that move a case. Whatever the refusal, what was typed comes back."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from calendars.counting import local_date
from calendars.selectors import load_calendar
from core.access import require
from core.errors import DomainError, NotNow, NotSo, NotYou
from core.templatetags.times import time_in_words
from issues.forms import STEP_FORMS, FileAddForm, RegisterForm
from issues.forms.base import refuse
from issues.forms.due import DueForm
from issues.selectors.requests import waiting_request
from issues.services.meetings import meeting_waiting
from issues.services.offers import moves_offered, step_check
from issues.views.case import case_or_404, head_of, word_link_of
from issues.workflow import CASE_WORKFLOW

THEN = {"triage": "dispatch"}
"""After this move the page goes on to that one, where the person may make it."""


@require_http_methods(["GET", "POST"])
def case_step(request, number: str, move: str):
    """The form of one move; a move that is not possible now leads back to the case, and says so."""
    case = case_or_404(request, number)
    form_class = STEP_FORMS.get(move)
    if form_class is None or case.workflow is not CASE_WORKFLOW:
        raise Http404
    if request.method == "POST":
        return _made(request, case, form_class, move)
    try:
        step_check(user=request.user, case=case, move=move)
    except NotNow as refusal:
        messages.warning(request, refusal.message)
        return redirect("issues:case_detail", number)
    return _shown(request, form_class(user=request.user, case=case), move)


def _made(request, case, form_class, move: str):
    form = form_class(request.POST, request.FILES, user=request.user, case=case)
    if form.is_valid() and form.is_final:
        try:
            form.perform()
        except (NotNow, NotSo) as refusal:
            form.see_again()
            refuse(form, refusal)
        else:
            return _done(request, case, move)
    return _shown(request, form, move)


def _done(request, case, move: str):
    label = case.workflow.move(move).label
    messages.success(request, _("Done: %(move)s") % {"move": label})
    offered = {one.name for one in moves_offered(user=request.user, case=case)}
    if THEN.get(move) in offered:
        return redirect("issues:case_step", case.number, THEN[move])
    return redirect("issues:case_detail", case.number)


def _shown(request, form, move: str):
    """The form under the case as it stands; a step that has become impossible keeps the words."""
    case = form.case
    moves = moves_offered(user=request.user, case=case)
    context = {
        **head_of(case),
        "form": form,
        "move": case.workflow.move(move),
        "is_possible": move in {one.name for one in moves},
        "request_asked": waiting_request(case),
        "meeting": meeting_waiting(case) if move == "record_minutes" else None,
        **(word_link_of(request, case, moves) if move == "verify" else {}),
        "last_reply": case.replies.select_related("submitted_by").first(),
        "last_return": case.return_requests.select_related(
            "organization", "suggested_unit"
        ).first(),
    }
    return render(request, form.template, context)


@require_http_methods(["GET", "POST"])
def file_add(request, number: str):
    case = case_or_404(request, number)
    require(request.user, "issues.case_handle", case)
    form = FileAddForm(request.POST or None, request.FILES or None, user=request.user, case=case)
    if form.is_valid():
        form.perform()
        messages.success(request, _("The files are with the case."))
        return redirect("issues:case_detail", number)
    return render(request, "issues/file_add.html", {**head_of(case), "form": form})


@require_http_methods(["GET", "POST"])
def case_create(request):
    """Register a case by hand, and go on to its triage."""
    require(request.user, "issues.case_register")
    form = RegisterForm(request.POST or None, request.FILES or None, user=request.user)
    if form.is_valid():
        try:
            case = form.perform()
        except NotYou:
            raise
        except DomainError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Registered as %(number)s.") % {"number": case.number})
            return redirect("issues:case_detail", case.number)
    return render(request, "issues/case_create.html", {"form": form})


@require_GET
def due_preview(request):
    """The date that “so many working days” means, or the working day a chosen day ends on."""
    form = DueForm(request.GET)
    if not form.is_valid():
        return JsonResponse({"text": form.first_error, "is_good": False})
    due_at = form.due_at
    provisional = load_calendar().day(local_date(due_at)).is_provisional
    text = _("%(when)s (provisional)") if provisional else "%(when)s"
    return JsonResponse({"text": text % {"when": time_in_words(due_at)}, "is_good": True})
