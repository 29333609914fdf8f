"""The letters, one letter, whom it went to, and both as workbook and on paper."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.access import has_permission, is_allowed, require
from core.addresses import public_address
from core.answers import guarded, workbook_answer
from core.errors import NotSo
from core.paging import KeysetPage, capped_count
from letters import selectors, services
from letters.filters import LetterFilter, RecipientFilter
from letters.models import Letter, LetterRecipient
from letters.paper import MOST_SHEETS, letter_paper
from letters.workbooks import letter_workbook as workbook_of
from letters.workflow import LETTER_WORKFLOW, MANAGE, RECORD

NEWEST = ("-id",)
ORDERS = {
    "name": ("enterprise__initials", "id"),
    "-name": ("-enterprise__initials", "-id"),
    "confirmed": ("came_at", "id"),
    "-confirmed": ("-came_at", "-id"),
}


def letter_or_404(request, number: str) -> Letter:
    letters = Letter.objects.visible_to(request.user)
    return get_object_or_404(letters.select_related("segment", "unit", "sent_by"), number=number)


def moves_of(user, letter: Letter) -> set[str]:
    """The moves that this person may make with the letter now."""
    return {
        move.name
        for move in LETTER_WORKFLOW.moves_open(letter)
        if move.permission == MANAGE and is_allowed(user, MANAGE, letter)
    }


@require_GET
def letter_list(request):
    require(request.user, Letter.view_permission)
    listed = selectors.letters_listed(user=request.user)
    found = LetterFilter(request.GET, queryset=listed, request=request)
    context = {
        "filter": found,
        "page": KeysetPage.of(request, found.qs, order=NEWEST),
        "count": capped_count(found.qs),
        "may_manage": has_permission(request.user, MANAGE),
    }
    return render(request, "letters/list.html", context)


@require_GET
def letter_detail(request, number: str):
    """A draft with what its first recipients would read; a letter that was sent with how far it is."""
    letter = letter_or_404(request, number)
    context = {
        "letter": letter,
        "moves": moves_of(request.user, letter),
        "sending": selectors.sending_latest(letter=letter) if letter.is_draft else None,
    }
    if letter.is_draft:
        context["preview"] = selectors.letter_preview(user=request.user, letter=letter)
        return render(request, "letters/draft.html", context)
    towns = selectors.letter_by_town(letter=letter, user=request.user)
    context |= {
        "towns": towns,
        "whole": selectors.letter_in_all(towns),
        "reminders": letter.reminders.select_related("made_by")[:5],
        "may_print": has_permission(request.user, RECORD),
        "may_manage": is_allowed(request.user, MANAGE, letter),
    }
    return render(request, "letters/detail.html", context)


@require_GET
def letter_recipients(request, number: str):
    """Who has confirmed and who has not, with whom to call."""
    letter = letter_or_404(request, number)
    if letter.is_draft:
        return redirect(letter)
    rows = selectors.recipients_listed(letter=letter, user=request.user)
    found = RecipientFilter(request.GET, queryset=rows, request=request)
    order = ORDERS.get(request.GET.get("sort"), ("id",))
    whole = selectors.letter_in_all(selectors.letter_by_town(letter=letter, user=request.user))
    context = {
        "letter": letter,
        "filter": found,
        "page": KeysetPage.of(request, found.qs, order=order),
        "count": capped_count(found.qs),
        "counts": RecipientFilter.counts(whole),
        "counts_param": "receipt",
        "counts_current": request.GET.get("receipt", ""),
        "may_print": has_permission(request.user, RECORD),
        "most_sheets": MOST_SHEETS,
    }
    return render(request, "letters/recipients.html", context)


@require_GET
def letter_workbook(request, number: str):
    letter = letter_or_404(request, number)
    services.letter_taken_away(actor=request.user, letter=letter)
    content = workbook_of(letter=letter, user=request.user)
    return workbook_answer(content, str(letter))


@require_GET
def letter_sheets(request, number: str):
    """The letters that the filter of the list shows, each on paper with its receipt and its code."""
    letter = letter_or_404(request, number)
    require(request.user, RECORD)
    rows = _sheets_of(request, letter)
    services.letter_sheets_taken(actor=request.user, letter=letter, sheets=len(rows))
    links = selectors.links_of(rows, timezone.now())
    addresses = {key: _address_of(request, link) for key, link in links.items()}
    content = letter_paper(letter, rows, addresses)
    response = HttpResponse(content, content_type="application/pdf")
    return guarded(response, f"{letter}.pdf", is_inline=True)


def _sheets_of(request, letter: Letter) -> list[LetterRecipient]:
    mine = LetterRecipient.objects.allowing(request.user, RECORD).order_by().values("pk")
    rows = selectors.recipients_listed(letter=letter, user=request.user).filter(pk__in=mine)
    found = RecipientFilter(request.GET, queryset=rows, request=request)
    in_order = found.qs.order_by("enterprise__town", "enterprise__initials", "pk")
    sheets = list(in_order[: MOST_SHEETS + 1])
    if not sheets:
        raise NotSo(_("There is nothing to print here. Choose another town or state."))
    if len(sheets) > MOST_SHEETS:
        told = _("These are more than %d sheets. Choose a town first, and print town by town.")
        raise NotSo(told % MOST_SHEETS)
    return sheets


def _address_of(request, link) -> str:
    return public_address(request, link.path) if link.token else ""
