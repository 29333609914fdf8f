"""One hazard: its page, the moves made there, and a new one."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import require
from core.errors import DomainError, NotYou, Overtaken
from core.workflow import Move
from issues.models import Attachment, Case
from issues.selectors.ball import ball_of
from issues.selectors.lights import light_of
from issues.selectors.story import (
    bars_of,
    deadlines_of,
    files_of,
    parts_of,
    slips_of,
    timeline_of,
)
from issues.services.handling import case_assign
from issues.services.steps import moves_allowed
from safety import forms, selectors
from safety.access import can_accept
from safety.services.acceptance import hazard_accept, hazard_fail
from safety.services.finding import hazard_fix_on_the_spot, hazard_name_lead, hazard_register
from safety.services.loop import hazard_assess, hazard_file, hazard_order, hazard_submit

MOVES = {
    "file": (forms.FileForm, hazard_file),
    "assess": (forms.AssessForm, hazard_assess),
    "order": (forms.OrderForm, hazard_order),
    "submit": (forms.RectifiedForm, hazard_submit),
    "pass_acceptance": (forms.AcceptForm, hazard_accept),
    "fix_on_the_spot": (forms.FixForm, hazard_fix_on_the_spot),
    "name_lead": (forms.NameLeadForm, hazard_name_lead),
    "assign": (forms.AssignForm, case_assign),
    "fail_acceptance": (forms.FailForm, hazard_fail),
    "fail_acceptance_unled": (forms.FailForm, hazard_fail),
}
"""Move → its form and its service; the first that is allowed is the page's main action."""


@require_GET
def detail(request, number):
    return _page(request, _hazard(request, number))


@require_POST
def move(request, number, name):
    case = _hazard(request, number)
    if name not in MOVES:
        raise Http404
    require(request.user, case.workflow.move(name).permission, case)
    form_class, service = MOVES[name]
    form = form_class(request.POST, request.FILES, case=case)
    if form.is_valid() and _made(form, request.user, service, case=case):
        messages.success(request, _("Done: %s.") % case.workflow.move(name).label)
        return redirect(case)
    return _page(request, _hazard(request, number), bound=(name, form))


@require_http_methods(["GET", "POST"])
def create(request):
    require(request.user, "safety.hazard_register")
    form = forms.HazardForm(request.POST or None, request.FILES or None, user=request.user)
    if form.is_valid():
        case = _made(form, request.user, hazard_register)
        if case:
            messages.success(request, _("“%s” is registered.") % case)
            return redirect(case)
    return render(request, "safety/create.html", {"form": form}, status=_status(form))


def _hazard(request, number: str) -> Case:
    rows = selectors.hazard_rows_for_page(user=request.user)
    return get_object_or_404(rows, number=number)


def _made(form, actor, service, **target):
    """Call the service with the form's facts; a refusal goes beside what was typed.

    Who may not do it at all gets the page that says so.
    """
    try:
        with transaction.atomic():
            facts = form.facts_with_photos(actor)
            return service(actor=actor, **target, **facts) or True
    except NotYou:
        raise
    except DomainError as refusal:
        _refuse(form, refusal)
        return None


def _refuse(form, refusal: DomainError) -> None:
    for name, sentence in (refusal.fields or {None: ""}).items():
        form.add_error(name if name in form.fields else None, str(sentence or refusal.message))
    if len(refusal.fields) > 1:
        form.add_error(None, str(refusal.message))
    form.refusal = refusal


def _status(form) -> int:
    return getattr(getattr(form, "refusal", None), "status", 200)


def _page(request, case: Case, bound: tuple | None = None):
    moves = _moves(request.user, case)
    name, form = bound or ("", None)
    deadlines, files = deadlines_of(case), files_of(case)
    context = {
        "case": case,
        "hazard": case.hazard,
        "light": light_of(case, timezone.now()),
        "held": ball_of(case, deadlines),
        "moves": [_offer(move, case, name, form) for move in moves],
        "stranded": _typed(form) if form and name not in [move.name for move in moves] else None,
        "plan": case.rectification_plans.first(),
        "acceptances": selectors.acceptances_of(case),
        "parts": parts_of(case),
        "bars": bars_of(deadlines),
        "slips": slips_of(case),
        "photos": _photos(case, files),
        "documents": [file for file in files if not file["is_photo"]],
        "entries": timeline_of(case, files),
    }
    status = _status(form) if form else 200
    return render(request, "safety/hazard.html", context, status=status)


def _moves(user, case: Case) -> list[Move]:
    """What this person may do now, the main one first."""
    order = list(MOVES)
    found = [move for move in moves_allowed(user=user, case=case) if move.name in MOVES]
    if any(move.permission == "safety.hazard_accept" for move in found):
        may_accept = can_accept(user, case)
        found = [move for move in found if may_accept or move.permission != "safety.hazard_accept"]
    return sorted(found, key=lambda move: order.index(move.name))


def _offer(move: Move, case: Case, bound_name: str, bound) -> dict:
    if move.name != bound_name:
        return {"move": move, "form": MOVES[move.name][0](case=case), "is_open": False}
    if isinstance(getattr(bound, "refusal", None), Overtaken):
        bound.data = bound.data.copy()
        bound.data["seen_version"] = case.version
    return {"move": move, "form": bound, "is_open": True}


def _typed(form) -> dict:
    """What was written for a move that is no longer possible, so that it can be kept."""
    words = [
        (field.label, form.data.get(field.html_name))
        for field in form
        if not field.is_hidden and form.data.get(field.html_name)
    ]
    return {"form": form, "words": words}


def _photos(case: Case, files: list[dict]) -> dict[str, list[dict]]:
    """The photos side by side: before, of any round, and after, of the round that counts."""
    photos = [file for file in files if file["is_photo"]]
    after = [file for file in photos if file["purpose"] == Attachment.Purpose.AFTER]
    return {
        "before": [file for file in photos if file["purpose"] in selectors.BEFORE],
        "after": [file for file in after if file["round"] == case.round],
        "earlier": [file for file in after if file["round"] < case.round],
    }
