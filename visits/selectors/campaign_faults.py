"""Campaigns about one fault of one trade: which is under way, and what one would be about."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef
from django.utils import timezone

from issues.models import Case
from issues.workflow import Kind
from safety.selectors.repeats import (
    Shared,
    same_fault,
    shared_faults,
    shared_since,
    trade_of,
)
from visits.models import Campaign, CampaignFault


def campaigns_about(
    *, user, faults: Iterable[Shared]
) -> list[tuple[Shared, Campaign | None, bool]]:
    """Each fault with its campaign if the person may see it, and whether one is under way."""
    rows = CampaignFault.objects.filter(ended_at__isnull=True).select_related("campaign")
    by_fault = {(row.field, row.matter_key, row.trade): row.campaign for row in rows}
    visible = set(Campaign.objects.visible_to(user).values_list("pk", flat=True))
    found = ((one, by_fault.get((one.field, one.key, one.trade))) for one in faults)
    return [
        (one, campaign if campaign and campaign.pk in visible else None, campaign is not None)
        for one, campaign in found
    ]


def fault_behind(*, user, campaign: Campaign) -> CampaignFault | None:
    """The fault of a trade for which it was prepared; ``opens`` to whoever sees its hazard."""
    rows = CampaignFault.objects.filter(campaign=campaign).select_related("hazard__case")
    seen = Case.objects.visible_to(user).filter(pk=OuterRef("hazard__case"))
    return rows.annotate(opens=Exists(seen)).defer("hazard__case__search").first()


def fault_of_trade(*, user, case: Case) -> Shared | None:
    """The fault of a hazard in the trade of its enterprise, within the year; None without a trade."""
    if not trade_of(case.enterprise):
        return None
    since = shared_since(timezone.localdate())
    cases = Case.objects.visible_to(user).filter(
        same_fault(case.hazard), kind=Kind.HAZARD, registered_at__date__gte=since
    )
    return next(iter(shared_faults(cases, least=1)), None)
