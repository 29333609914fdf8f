"""The lists behind a campaign's figures, and its wall."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.paging import KeysetPage, capped_count
from visits import selectors
from visits.filters import TargetFilter
from visits.views.campaigns import campaign_or_404


@require_GET
def campaign_targets(request, pk: int):
    """Who was visited, by whom, and who not."""
    campaign = campaign_or_404(request, pk)
    targets = selectors.campaign_targets(campaign=campaign, user=request.user)
    found = TargetFilter(request.GET, queryset=targets, request=request)
    page = KeysetPage.of(request, found.qs, order=("id",))
    selectors.targets_told(campaign=campaign, user=request.user, targets=page.rows)
    share = selectors.campaign_coverage(campaign=campaign, user=request.user)
    context = {
        "campaign": campaign,
        "filter": found,
        "page": page,
        "count": capped_count(found.qs),
        "counts": TargetFilter.counts(share),
        "counts_param": "visited",
        "counts_current": request.GET.get("visited", ""),
    }
    return render(request, "visits/campaign_targets.html", context)


@require_GET
def campaign_visitors(request, pk: int):
    """Of leaders and team members, who has gone and who has not."""
    campaign = campaign_or_404(request, pk)
    visitors = selectors.campaign_visitors(campaign=campaign, user=request.user)
    gone = sum(one.has_gone for one in visitors)
    wanted = request.GET.get("gone", "")
    if wanted in ("yes", "no"):
        shown = [one for one in visitors if one.has_gone == (wanted == "yes")]
    else:
        shown = visitors
    context = {
        "campaign": campaign,
        "visitors": shown,
        "seats": selectors.seats_counted(visitors),
        "counts": [
            {"value": "", "label": _("All"), "count": len(visitors)},
            {"value": "yes", "label": _("has gone"), "count": gone},
            {"value": "no", "label": _("has not gone yet"), "count": len(visitors) - gone},
        ],
        "wanted": wanted,
    }
    return render(request, "visits/campaign_visitors.html", context)


@require_GET
def campaign_wall(request, pk: int):
    """Towns and teams at a glance; made to be printed and hung."""
    campaign = campaign_or_404(request, pk)
    context = {
        "campaign": campaign,
        "share": selectors.campaign_coverage(campaign=campaign, user=request.user),
        "rows": selectors.campaign_wall(campaign=campaign, user=request.user),
        "legend": selectors.paces_told(),
    }
    return render(request, "visits/campaign_wall.html", context)
