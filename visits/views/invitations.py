"""Online visits that are prepared: the list, one of them with its link, and inviting."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import has_permission, is_allowed, require
from core.addresses import public_address
from core.errors import DomainError
from core.paging import KeysetPage, capped_count
from core.refusals import refused_beside
from visits.filters_online import InvitationFilter
from visits.forms.invitation import InvitationForm
from visits.models import Invitation
from visits.selectors.invitations import invitations_listed
from visits.services import invitations as services
from visits.services.invitations import LOG, MANAGE
from visits.views.starts import asked_enterprise


@require_GET
def invitation_list(request):
    require(request.user, Invitation.view_permission)
    queryset = invitations_listed(user=request.user)
    found = InvitationFilter(request.GET, queryset=queryset, request=request)
    page, now = KeysetPage.of(request, found.qs, order=("-id",)), timezone.now()
    for invitation in page.rows:
        invitation.state = invitation.state_at(now)
    context = {
        "filter": found,
        "page": page,
        "count": capped_count(found.qs),
        "may_invite": has_permission(request.user, LOG),
    }
    return render(request, "visits/invitation_list.html", context)


@require_http_methods(["GET", "POST"])
def invitation_create(request):
    require(request.user, LOG)
    initial = {"enterprise": asked_enterprise(request), "people": [request.user.pk]}
    form = InvitationForm(request.POST or None, user=request.user, initial=initial)
    if form.is_valid():
        try:
            invitation = services.invitation_make(actor=request.user, **form.cleaned_data)
        except DomainError as refusal:
            refused_beside(form, refusal)
        else:
            messages.success(request, _("Prepared. Send the enterprise its link."))
            return redirect("visits:invitation_detail", invitation.pk)
    context = {"form": form, "cancel_url": reverse("visits:invitation_list")}
    return render(request, "visits/invitation_form.html", context)


def _visible_or_404(request, pk: int) -> Invitation:
    return get_object_or_404(invitations_listed(user=request.user), pk=pk)


@require_GET
def invitation_detail(request, pk: int):
    """One online visit: how it stands, its link, what the enterprise wrote and what came of it."""
    invitation = _visible_or_404(request, pk)
    may_change = is_allowed(request.user, MANAGE, invitation)
    answer = getattr(invitation, "answer", None)
    context = {
        "invitation": invitation,
        "state": invitation.state_at(timezone.now()),
        "answer": answer,
        "demands": answer.demands.select_related("finding__case") if answer else (),
        "may_change": may_change and invitation.is_open,
        "may_log": invitation.is_open and is_allowed(request.user, LOG, invitation.enterprise),
        "link_address": _address(request, invitation) if may_change else "",
    }
    return render(request, "visits/invitation_detail.html", context)


def _address(request, invitation: Invitation) -> str:
    """The link, for whoever may give it to the enterprise, while it opens something."""
    link = invitation.link
    if not invitation.is_open or link.state_at(timezone.now()) != link.State.UNUSED:
        return ""
    path = reverse("visits_public:invited", args=[link.token]) if link.token else ""
    return path and public_address(request, path)


@require_POST
def invitation_renew(request, pk: int):
    invitation = _visible_or_404(request, pk)
    told = _("There is a new link; the one before opens nothing any more.")
    return _changed(request, invitation, services.invitation_renew, told)


@require_POST
def invitation_withdraw(request, pk: int):
    invitation = _visible_or_404(request, pk)
    told = _("Called off. Whoever opens the link now reads so.")
    return _changed(request, invitation, services.invitation_withdraw, told)


def _changed(request, invitation: Invitation, change, told: str):
    require(request.user, MANAGE, invitation)
    try:
        change(actor=request.user, invitation=invitation)
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, told)
    return redirect("visits:invitation_detail", invitation.pk)
