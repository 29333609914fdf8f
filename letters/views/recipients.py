"""One recipient of a letter: what it reads, its link, and its receipt."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import is_allowed, require
from core.addresses import public_address
from core.answers import file_answer
from core.errors import DomainError
from core.refusals import refused_beside
from letters import selectors, services
from letters.forms import CorrectForm, PaperForm
from letters.models import LetterRecipient, ReceiptPhoto
from letters.workflow import LETTER_WORKFLOW, RECORD


def _recipient(request, pk: int) -> LetterRecipient:
    return get_object_or_404(selectors.recipient_shown(user=request.user), pk=pk)


@require_GET
def recipient_detail(request, pk: int):
    recipient = _recipient(request, pk)
    if recipient.taken_into_id:
        messages.info(request, _("This address was another’s, which is the same as this one now."))
        return redirect("letters:recipient", recipient.taken_into_id)
    receipt = getattr(recipient, "receipt", None)
    may_record = is_allowed(request.user, RECORD, recipient)
    moves = {move.name for move in LETTER_WORKFLOW.moves_open(recipient.letter)}
    context = {
        "recipient": recipient,
        "letter": recipient.letter,
        "receipt": receipt,
        "files": _files(receipt),
        "beside": selectors.recipients_taken_in(recipient=recipient),
        "may_record": may_record and receipt is None and "record" in moves,
        "may_correct": bool(may_record and receipt and receipt.is_on_paper and "correct" in moves),
    }
    if context["may_record"]:
        context |= _link_told(request, recipient)
    return render(request, "letters/recipient.html", context)


def _link_told(request, recipient: LetterRecipient) -> dict:
    link = selectors.link_in_force(recipient=recipient)
    address = public_address(request, link.path) if link and link.token else ""
    state = link.state_at(timezone.now()) if link else ""
    return {"link": link, "link_address": address, "link_state": state}


def _files(receipt) -> list[dict]:
    """As ``components/files.html`` takes them."""
    if receipt is None or not receipt.is_on_paper:
        return []
    return [_file(receipt, one) for one in selectors.photos_of(receipt=receipt)]


def _file(receipt, photo: ReceiptPhoto) -> dict:
    url = reverse("letters:receipt_photo", args=[receipt.recipient_id, photo.stored_id])
    return {
        "url": url,
        "thumb_url": f"{url}?size=small",
        "name": photo.stored.name,
        "size": photo.stored.size,
        "is_photo": True,
        "note": _("replaced") if photo.replaced_at else "",
    }


@require_http_methods(["GET", "POST"])
def receipt_paper(request, pk: int):
    recipient = _recipient(request, pk)
    require(request.user, RECORD, recipient)
    initial = {"signer_name": recipient.enterprise.contact_name}
    form = PaperForm(
        request.POST or None, request.FILES or None, user=request.user, initial=initial
    )

    def save():
        services.receipt_record(actor=request.user, recipient=recipient, **form.cleaned_data)
        messages.success(request, _("The receipt of %s is recorded.") % recipient.enterprise)

    return _saved(request, form, recipient, save, "letters/paper.html")


@require_http_methods(["GET", "POST"])
def receipt_correct(request, pk: int):
    recipient = _recipient(request, pk)
    require(request.user, RECORD, recipient)
    receipt = getattr(recipient, "receipt", None)
    if receipt is None:
        return redirect("letters:recipient", pk)
    initial = {"signer_name": receipt.signer_name, "signed_on": receipt.signed_on}
    form = CorrectForm(
        request.POST or None, request.FILES or None, user=request.user, initial=initial
    )

    def save():
        services.receipt_correct(actor=request.user, receipt=receipt, **form.cleaned_data)
        messages.success(request, _("The receipt is corrected; what stood there is in the trail."))

    return _saved(request, form, recipient, save, "letters/correct.html")


def _saved(request, form, recipient: LetterRecipient, save, template: str):
    if form.is_valid():
        try:
            save()
        except DomainError as refusal:
            refused_beside(form, refusal)
        else:
            return redirect("letters:recipient", recipient.pk)
    context = {"form": form, "recipient": recipient, "letter": recipient.letter}
    context["cancel_url"] = reverse("letters:recipient", args=[recipient.pk])
    return render(request, template, context)


@require_POST
def link_renew(request, pk: int):
    services.link_renew(actor=request.user, recipient=_recipient(request, pk))
    messages.success(request, _("There is a new link; the one before opens nothing any more."))
    return redirect("letters:recipient", pk)


@require_GET
def receipt_photo(request, pk: int, stored):
    """The photo of a signed receipt, to whoever may see the recipient."""
    recipient = _recipient(request, pk)
    photos = ReceiptPhoto.objects.select_related("stored")
    photo = get_object_or_404(photos, receipt__recipient=recipient, stored=stored)
    return file_answer(request, photo.stored, of=recipient)
