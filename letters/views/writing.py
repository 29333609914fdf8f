"""A letter is written, looked at, sent, brought back to mind, and closed."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import require
from core.errors import DomainError
from core.refusals import refused_beside
from letters import selectors, services
from letters.forms import LetterForm
from letters.models import Letter
from letters.views.reading import letter_or_404
from letters.workflow import MANAGE


@require_http_methods(["GET", "POST"])
def letter_create(request):
    require(request.user, MANAGE)
    return _edited(request, None)


@require_http_methods(["GET", "POST"])
def letter_change(request, number: str):
    letter = letter_or_404(request, number)
    require(request.user, MANAGE, letter)
    return redirect(letter) if not letter.is_draft else _edited(request, letter)


def _edited(request, letter: Letter | None):
    form = LetterForm(request.POST or None, instance=letter, user=request.user)
    if form.is_valid():
        try:
            saved = services.letter_save(actor=request.user, letter=letter, **form.cleaned_data)
        except DomainError as refusal:
            refused_beside(form, refusal)
        else:
            messages.success(request, _("The draft is saved. Look at it below, then send it."))
            return redirect(saved)
    context = {"form": form, "letter": letter, "cancel_url": reverse("letters:list")}
    if letter:
        context["cancel_url"] = letter.get_absolute_url()
    return render(request, "letters/form.html", context)


@require_POST
def letter_discard(request, number: str):
    letter = letter_or_404(request, number)
    services.letter_discard(actor=request.user, letter=letter)
    messages.success(request, _("The draft is thrown away."))
    return redirect("letters:list")


@require_POST
def letter_send(request, number: str):
    letter = letter_or_404(request, number)
    if services.letter_send(actor=request.user, letter=letter) is None:
        count = letter.recipients.count()
        told = ngettext(
            "The letter is sent to %(count)d enterprise.",
            "The letter is sent to %(count)d enterprises.",
            count,
        )
        messages.success(request, told % {"count": count})
    return redirect(letter)


@require_GET
def letter_sending(request, number: str):
    """How far a sending is; a piece of the page, which opens anew once it is done."""
    letter = letter_or_404(request, number)
    sending = selectors.sending_latest(letter=letter)
    response = render(request, "letters/sending.html", {"letter": letter, "sending": sending})
    if not letter.is_draft:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def letter_remind(request, number: str):
    letter = letter_or_404(request, number)
    made = services.letter_remind(actor=request.user, letter=letter)
    told = _("Reminded: %(told)d people have the list of what is missing (%(missing)d in all).")
    messages.success(request, told % {"told": made.told, "missing": made.missing})
    return redirect(letter)


@require_POST
def letter_close(request, number: str):
    letter = letter_or_404(request, number)
    services.letter_close(actor=request.user, letter=letter)
    messages.success(request, _("The letter is closed; no receipt is taken any more."))
    return redirect(letter)
