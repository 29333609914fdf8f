from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from issues.services import links
from issues.views.case import case_or_404


@require_POST
def link_renew(request, number: str):
    """A new link in place of one that expired, or went to the wrong person."""
    case = case_or_404(request, number)
    links.link_renew(actor=request.user, case=case)
    messages.success(request, _("There is a new link; the one before opens nothing any more."))
    return redirect("issues:case_step", number, "verify")
