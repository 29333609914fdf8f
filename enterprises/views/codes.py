from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.addresses import public_address
from enterprises import selectors, services
from enterprises.views.register import changeable_or_404
from organizations.selectors import visit_office


@require_GET
def code_sheet(request, pk: int):
    """The enterprise's code as a sheet for its wall, and the buttons that issue and revoke it."""
    enterprise = changeable_or_404(request, pk)
    code = selectors.code_of(enterprise)
    path = reverse("public:enterprise", args=[code.token]) if code and code.token else ""
    context = {
        "enterprise": enterprise,
        "code": code,
        "address": path and public_address(request, path),
        "office": visit_office(),
    }
    return render(request, "enterprises/code.html", context)


@require_POST
def code_issue(request, pk: int):
    services.code_issue(actor=request.user, enterprise=changeable_or_404(request, pk))
    messages.success(request, _("The code is issued. Print the sheet and hand it over."))
    return redirect("enterprises:code_sheet", pk)


@require_POST
def code_revoke(request, pk: int):
    services.code_revoke(actor=request.user, enterprise=changeable_or_404(request, pk))
    messages.success(request, _("The code is revoked; it opens nothing any more."))
    return redirect("enterprises:code_sheet", pk)
