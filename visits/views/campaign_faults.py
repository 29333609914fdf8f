from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access import require
from issues.models import Case
from visits import services
from visits.services.campaigns import MANAGE


@require_POST
def campaign_of_fault(request, number: str):
    """One press on the page of a fault: the campaign stands, and is begun from its own page."""
    hazards = Case.objects.visible_to(request.user).filter(hazard__isnull=False)
    case = get_object_or_404(hazards.select_related("hazard", "enterprise"), number=number)
    require(request.user, MANAGE)
    campaign = services.campaign_of_fault(actor=request.user, case=case)
    messages.success(
        request, _("“%s” is prepared. Look at its days and its scope, then begin.") % campaign
    )
    return redirect("visits:campaign_detail", campaign.pk)
