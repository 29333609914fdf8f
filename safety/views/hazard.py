"""One hazard: its page, the form of each move, and a new one."""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.access import require
from core.errors import DomainError, NotNow, NotYou
from core.workflow import Move
from enterprises.models import Enterprise
from issues.models import Attachment, Case
from issues.selectors import story
from issues.selectors.ball import ball_of
from issues.selectors.lights import light_of
from issues.selectors.meetings import meetings_of
from issues.selectors.requests import waiting_sentence
from issues.services.steps import moves_allowed
from safety import forms, selectors
from safety.access import may_still
from safety.models import LedgerRecord
from safety.selectors import major
from safety.selectors.evidence import doubts_of
from safety.selectors.repeats import same_fault, shared_since, trade_of
from safety.services.finding import hazard_register
from safety.views.moves import MAIN, MOVES


@require_GET
def detail(request, number):
    case = _hazard(request, number)
    head, moves = _head(case, request.user), _moves(request.user, case)
    files, main = head["files"], next((move for move in moves if move.name in MAIN), None)
    visible, parts = Enterprise.objects.visible_to(request.user), story.parts_of(case)
    context = {
        **head,
        "main_move": main,
        "other_moves": [move for move in moves if move is not main],
        "enterprise_opens": visible.filter(pk=case.enterprise_id).exists(),
        "may_see_record": LedgerRecord.objects.visible_to(request.user).filter(case=case).exists(),
        **_repeats(request.user, case),
        "plan": case.rectification_plans.filter(superseded_at__isnull=True).first(),
        "assessment": major.assessment_of(case),
        "requests": major.requests_of(case),
        "listings": major.listings_of(case),
        "orders": major.orders_of(case),
        "acceptances": selectors.acceptances_of(case),
        "parts": parts,
        "meetings": meetings_of(case, parts, head["deadlines"], files),
        "slips": story.slips_of(case),
        "documents": [file for file in files if not file["is_photo"]],
        "entries": story.timeline_of(case, files),
    }
    return render(request, "safety/hazard.html", context)


def _repeats(user, case: Case) -> dict:
    """The same fault here before, and at how many enterprises of the trade within what one sees."""
    visible, before = Case.objects.visible_to(user), case.hazard.repeat_of
    within = shared_since(timezone.localdate())
    like = visible.filter(same_fault(case.hazard), registered_at__date__gte=within)
    has_trade = trade_of(case.enterprise)
    return {
        "earlier": before and before.case,
        "earlier_opens": before and visible.filter(pk=before.case_id).exists(),
        "shared_number": has_trade and like.aggregate(n=Count("enterprise", distinct=True))["n"],
    }


@require_http_methods(["GET", "POST"])
def move(request, number, name):
    """The form of one move; when it is not possible now, the hazard's page says so."""
    case = _hazard(request, number)
    if name not in MOVES:
        raise Http404
    form_class, service = MOVES[name]
    found = case.workflow.move(name)
    require(request.user, found.permission, case)
    if request.method == "POST":
        form = form_class(request.POST, request.FILES, user=request.user, case=case)
        if form.is_valid() and _made(form, service, actor=request.user, case=case):
            messages.success(request, _("Done: %s.") % found.label)
            return redirect(case)
        return _shown(request, form, found)
    if found not in _moves(request.user, case):
        messages.warning(request, _("“%s” is not possible here now.") % found.label)
        return redirect(case)
    return _shown(request, form_class(user=request.user, case=case), found)


@require_http_methods(["GET", "POST"])
def create(request):
    require(request.user, "safety.hazard_register")
    form = forms.HazardForm(request.POST or None, request.FILES or None, user=request.user)
    if form.is_valid():
        case = _made(form, hazard_register, actor=request.user)
        if case:
            messages.success(request, _("“%s” is registered.") % case)
            return redirect(case)
    return render(request, "safety/create.html", {"form": form})


def _hazard(request, number: str) -> Case:
    rows = selectors.hazard_rows_for_page(user=request.user)
    return get_object_or_404(rows, number=number)


def _made(form, service, **target):
    """Call the service with the form's facts; a refusal goes beside what was typed.

    Who may not do it at all gets the page that says so.
    """
    try:
        return service(**target, **form.facts()) or True
    except NotYou:
        raise
    except DomainError as refusal:
        if isinstance(refusal, NotNow):
            form.see_again()
        _refuse(form, refusal)
        return None


def _refuse(form, refusal: DomainError) -> None:
    """Beside each field it names, and on top of the form where it names none or several."""
    known = {name: text for name, text in refusal.fields.items() if name in form.fields}
    for name, text in known.items():
        form.add_error(name, str(text or refusal.message))
    if len(known) != 1:
        form.add_error(None, str(refusal.message))
    form.status = refusal.status if isinstance(refusal, NotNow) else 200


def _shown(request, form, found: Move):
    """The form under the hazard as it stands; a move no longer possible keeps the words."""
    context = {
        **_head(form.case, request.user),
        "form": form,
        "move": found,
        "is_possible": found in _moves(request.user, form.case),
    }
    return render(request, "safety/step.html", context, status=getattr(form, "status", 200))


def _head(case: Case, user) -> dict:
    """What stands on top of every page about the hazard."""
    deadlines, files = story.deadlines_of(case), story.files_of(case)
    bars = story.bars_of(deadlines)
    return {
        "case": case,
        "deadlines": deadlines,
        "hazard": case.hazard,
        "light": light_of(case, timezone.now()),
        "ball": ball_of(case, deadlines),
        "waiting": waiting_sentence(case),
        "bars": [bar for bar in bars if bar["is_open"]],
        "files": files,
        "met_bars": [bar for bar in bars if not bar["is_open"]],
        "photos": _photos(case, files),
        "doubts": _doubts(user, case, files),
    }


def _doubts(user, case: Case, files: list[dict]) -> list[dict]:
    """The photos in doubt beside those they repeat; another's case opens for who may see it."""
    found, by_id = doubts_of(case), {file["id"]: file for file in files}
    keys = {doubt.earlier.case_id for doubt in found}
    visible = Case.objects.visible_to(user).filter(pk__in=keys) if keys else Case.objects.none()
    opens = set(visible.values_list("pk", flat=True))
    return [
        {
            "photo": by_id[str(doubt.photo.stored_id)],
            "earlier": doubt.earlier,
            "earlier_photo": story.file_shown(doubt.earlier),
            "is_same": doubt.is_same,
            "distance": doubt.distance,
            "opens": doubt.earlier.case_id in opens,
        }
        for doubt in found
    ]


def _moves(user, case: Case) -> list[Move]:
    """What this person may do now, the main one first."""
    order = list(MOVES)
    found = [move for move in moves_allowed(user=user, case=case) if move.name in MOVES]
    found = [move for move in found if may_still(user, move.permission, case)]
    return sorted(found, key=lambda move: order.index(move.name))


def _photos(case: Case, files: list[dict]) -> dict[str, list[dict]]:
    """The photos side by side: before, of any round, and after, of the round that counts."""
    photos = [file for file in files if file["is_photo"]]
    after = [file for file in photos if file["purpose"] == Attachment.Purpose.AFTER]
    return {
        "before": [file for file in photos if file["purpose"] in selectors.BEFORE],
        "after": [file for file in after if file["round"] == case.round],
        "earlier": [file for file in after if file["round"] < case.round],
    }
