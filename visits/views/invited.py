"""The page behind the link of an online visit: the enterprise fills in its side, once."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.errors import DomainError, NotYou
from core.limits import Limit
from core.public import public_page, refused, wrong
from visits.forms.invitation import DemandForms, InvitedForm
from visits.models import InvitationLink
from visits.selectors.invitations import invitation_by_token

TRIES = Limit("invited", most=10, seconds=600)


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request, token: str):
    """Looking spends nothing; sending the form does, once."""
    link = invitation_by_token(token)
    if link is None:
        return wrong(request)
    state = link.state_at(timezone.now())
    if not link.invitation.is_open or state != InvitationLink.State.UNUSED:
        return _over(request, link, state)
    if request.method == "POST":
        return _answered(request, link)
    return _asked(request, link, InvitedForm(), DemandForms())


def _answered(request, link: InvitationLink):
    """Who is logged in is an official, and never speaks for a firm."""
    TRIES.count(link.digest)
    if request.user.is_authenticated:
        told = _("You are logged in. Only the enterprise itself fills this in.")
        return refused(request, NotYou(told))
    form, demands = InvitedForm(request.POST), DemandForms(request.POST)
    if not all((form.is_valid(), demands.is_valid())):
        return _asked(request, link, form, demands, status=422)
    try:
        form.perform(link, demands)
    except DomainError as refusal:
        form.add_error(None, str(refusal.message))
        return _asked(request, link, form, demands, status=refusal.status)
    return redirect(request.path)


def _asked(request, link: InvitationLink, form, demands, status: int = 200):
    context = {**_told(link), "form": form, "demands": demands}
    return render(request, "public/invited.html", context, status=status)


def _over(request, link: InvitationLink, state: str):
    """Thanks to whoever has filled it in; else why the link opens nothing any more."""
    is_thanked = state == InvitationLink.State.USED and link.invitation.withdrawn_at is None
    is_sent = request.method == "POST"
    status = (409 if is_sent else 200) if is_thanked else 410
    written = _written(request) if is_sent else []
    context = {**_told(link), "is_thanked": is_thanked, "state": state, "written": written}
    return render(request, "public/invited_over.html", context, status=status)


def _written(request) -> list[str]:
    """What was typed into a page that came too late, so that nobody has to type it again."""
    form, demands = InvitedForm(request.POST), DemandForms(request.POST)
    fields = [form["situation"], *(field for one in demands for field in one)]
    texts = (str(field.value() or "").strip() for field in fields if not field.is_hidden)
    return [text for text in texts if text]


def _told(link: InvitationLink) -> dict:
    invitation = link.invitation
    return {
        "link": link,
        "invitation": invitation,
        "people": invitation.people.order_by("pk"),
        "office": invitation.unit,
    }
