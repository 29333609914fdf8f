"""The pages by which an enterprise confirms a letter: behind a link, and behind its code."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.errors import NotNow, NotSo, NotYou
from core.limits import Limit, address_of
from core.public import public_page, refused, wrong
from core.refusals import refused_beside
from enterprises.models import EnterpriseCode
from enterprises.public import opened_by_code
from letters import selectors, services
from letters.forms import ConfirmForm
from letters.models import LetterLink, LetterRecipient

TRIES = Limit("letter", most=10, seconds=600)
BY_ADDRESS = Limit("letter-address", most=60, seconds=3600)
"""Several enterprises may stand behind one address, so it may do more than one link."""

METHODS = ["GET", "HEAD", "POST"]


@public_page
@require_http_methods(METHODS)
def by_link(request, token: str):
    """Looking spends nothing; sending the form does, once."""
    link = selectors.link_by_token(token)
    if link is None:
        return wrong(request)
    letter = link.recipient.letter
    is_over = link.superseded_at or link.expires_at <= timezone.now()
    if is_over or (letter.is_closed and not hasattr(link.recipient, "receipt")):
        return _ended(request, link)
    return _page(request, link.recipient, limited=link.digest, link=link)


@opened_by_code
@require_http_methods(METHODS)
def by_code(request, code: EnterpriseCode, number: str):
    """A letter of the enterprise whose code is in hand."""
    letters = selectors.letters_by_code(code=code)
    recipient = letters.filter(letter__number=number).first()
    if recipient is None:
        return wrong(request)
    return _page(request, recipient, limited=f"{code.digest}:{number}", code=code)


def _page(request, recipient: LetterRecipient, *, limited: str, **by):
    if request.method != "POST":
        return _shown(request, recipient, ConfirmForm(), **by)
    TRIES.count(limited)
    BY_ADDRESS.count(address_of(request))
    if request.user.is_authenticated:
        return refused(
            request, NotYou(_("You are logged in. Only the enterprise itself confirms."))
        )
    return _confirmed(request, recipient, ConfirmForm(request.POST), **by)


def _confirmed(request, recipient: LetterRecipient, form: ConfirmForm, **by):
    if not form.is_valid():
        return _shown(request, recipient, form, status=422, **by)
    try:
        services.receipt_confirm(recipient=recipient, **form.cleaned_data, **by)
    except NotSo as refusal:
        refused_beside(form, refusal)
        return _shown(request, recipient, form, status=422, **by)
    except NotNow as refusal:
        recipient = LetterRecipient.objects.select_related("letter__unit", "receipt").get(
            pk=recipient.pk
        )
        return _shown(request, recipient, form, status=refusal.status, **by)
    return redirect(request.path)


def _shown(request, recipient: LetterRecipient, form, *, status=200, link=None, code=None):
    receipt = getattr(recipient, "receipt", None)
    is_open = receipt is None and recipient.letter.is_sent
    context = {
        "recipient": recipient,
        "letter": recipient.letter,
        "receipt": receipt,
        "form": form if is_open else None,
        "link": link,
        "code": code,
        "office": recipient.letter.unit,
    }
    return render(request, "public/letter.html", context, status=status)


def _ended(request, link: LetterLink):
    letter = link.recipient.letter
    context = {"link": link, "letter": letter, "office": letter.unit}
    return render(request, "public/letter_ended.html", context, status=410)
