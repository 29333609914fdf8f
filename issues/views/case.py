"""One case: how it stands, who has the ball, what can be done now, and all that happened."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from core.access import is_allowed
from core.addresses import public_address
from core.answers import file_answer
from enterprises.models import Enterprise
from issues.models import Case
from issues.selectors import story
from issues.selectors.ball import ball_of
from issues.selectors.kin import kin_of
from issues.selectors.lights import light_of
from issues.selectors.links import link_of_round
from issues.selectors.meetings import meetings_of
from issues.selectors.plans import marks_of, milestones_of
from issues.selectors.requests import requests_of, waiting_sentence
from issues.selectors.rounds import rounds_of
from issues.services.offers import moves_offered
from issues.workflow import Asked, Tier, page_of

MAIN_MOVES = (
    *(f"approve_{kind}" for kind in Asked if kind != Asked.REGRADE), "triage", "dispatch", "accept", "submit_reply", "approve_reply", "assign", "verify", "close",
    "return_visit", "support_reply", "task_reply", "record_minutes", "uphold_return", "dispatch_on_the_spot", "resume", "meet_milestone",
)  # fmt: skip
"""The one that leads, where several moves are offered: the first of these. Hazards have a page of
their own, and alone are regraded."""


def case_or_404(request, number: str) -> Case:
    """The case, if this person may see it: whatever is out of reach does not exist."""
    try:
        return story.case_for_page(user=request.user, number=number)
    except Case.DoesNotExist as missing:
        raise Http404 from missing


@require_GET
def case_detail(request, number: str):
    case = case_or_404(request, number)
    if page_of(case.kind) != request.resolver_match.view_name:
        return redirect(case)
    head = head_of(case)
    return render(request, "issues/case.html", {**head, **_story(request, case, head["deadlines"])})


def head_of(case: Case) -> dict:
    """What stands on top of every page about the case."""
    deadlines = story.deadlines_of(case)
    return {
        "case": case,
        "deadlines": deadlines,
        "light": light_of(case, timezone.now()),
        "ball": ball_of(case, deadlines),
        "waiting": waiting_sentence(case),
    }


def _story(request, case: Case, deadlines: list) -> dict:
    files, parts = story.files_of(case), story.parts_of(case)
    moves = sorted(moves_offered(user=request.user, case=case), key=_place)
    main_move = next((move for move in moves if move.name in MAIN_MOVES), None)
    replies = case.replies.select_related("organization", "submitted_by", "decided_by")
    words = case.verifications.select_related("verifier", "verifier_unit")
    visible = Enterprise.objects.visible_to(request.user)
    return {
        "main_move": main_move,
        "other_moves": [move for move in moves if move is not main_move],
        **word_link_of(request, case, moves),
        "may_add_files": is_allowed(request.user, "issues.case_handle", case),
        "enterprise_opens": visible.filter(pk=case.enterprise_id).exists(),
        "kin": kin_of(user=request.user, case=case),
        "parts": parts,
        "meetings": meetings_of(case, parts, deadlines, files),
        "marks": marks_of(milestones_of(case)) if case.tier == Tier.LEADER_LED else [],
        **_bars(deadlines),
        "files": files,
        "requests": requests_of(case),
        "returns": case.return_requests.select_related(
            "organization", "suggested_unit", "requested_by", "decided_by"
        ),
        "rounds": rounds_of(case, deadlines, replies, words),
        "slips": story.slips_of(case),
        "entries": story.timeline_of(case, files),
    }


def word_link_of(request, case: Case, moves: list) -> dict:
    """The link for the enterprise's word, for whoever may ask it now; nobody else sees it."""
    if not any(move.name == "verify" for move in moves):
        return {}
    link = link_of_round(case)
    path = reverse("public:word", args=[link.token]) if link and link.token else ""
    return {
        "may_ask": True,
        "link": link,
        "link_state": link and link.state_at(timezone.now()),
        "link_address": path and public_address(request, path),
    }


def _bars(deadlines: list) -> dict:
    bars = story.bars_of(deadlines)
    return {"bars": bars, "met_bars": [bar for bar in bars if not bar["is_open"]]}


def _place(move) -> int:
    return MAIN_MOVES.index(move.name) if move.name in MAIN_MOVES else len(MAIN_MOVES)


@require_GET
def case_file(request, number: str, pk):
    """A file of a case, by the same permission as the case; photos also as a small picture."""
    case = get_object_or_404(Case.objects.visible_to(request.user), number=number)
    attachment = get_object_or_404(case.attachments.select_related("stored"), stored=pk)
    return file_answer(request, attachment.stored, of=case)
