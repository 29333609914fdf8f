"""The time limits of the stages: which are in force, and which one fits a case."""

from collections.abc import Iterable

from django.db.models import Count
from django.db.models.fields.json import KT

from issues.models import Case, Deadline, DeadlinePolicy
from issues.workflow import Stage

_ORDER = {stage: place for place, stage in enumerate(Stage.values)}


def policies_in_force() -> list[DeadlinePolicy]:
    """By stage in the order of a case's life, the most specific first."""
    found = DeadlinePolicy.objects.filter(until_at__isnull=True).select_related(
        "category", "campaign"
    )
    return sorted(found.order_by("pk"), key=_most_specific_first)


def _most_specific_first(policy: DeadlinePolicy) -> tuple:
    return _ORDER[policy.stage], tuple(not one for one in policy.specificity), policy.kind


def policies_past(most: int = 100) -> list[DeadlinePolicy]:
    """The versions that were replaced or withdrawn, the latest first."""
    found = DeadlinePolicy.objects.filter(until_at__isnull=False).select_related(
        "category", "campaign"
    )
    return list(found.order_by("-until_at", "-pk")[:most])


def policies_of_campaign(mark_id: int) -> list[DeadlinePolicy]:
    """The time limits in force that a campaign has of its own."""
    return [policy for policy in policies_in_force() if policy.campaign_id == mark_id]


def deadlines_counted_by(policies: Iterable[DeadlinePolicy]) -> dict[int, int]:
    """How many open deadlines carry a copy of each of these versions."""
    rows = Deadline.objects.filter(met_at__isnull=True, cancelled_at__isnull=True)
    counts = rows.order_by().values_list(KT("rule__policy")).annotate(Count("id"))
    by_key = {str(key): count for key, count in counts}
    return {policy.pk: by_key.get(str(policy.pk), 0) for policy in policies}


def most_specific(policies: Iterable[DeadlinePolicy], case: Case) -> DeadlinePolicy | None:
    """The one of a stage's policies that is for this case; no two can be equally specific."""
    fitting = (policy for policy in policies if policy.fits(case))
    return max(fitting, key=lambda policy: policy.specificity, default=None)
