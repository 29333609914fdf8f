"""Campaigns: which there are, whom they are for, and where the scope and the register differ."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from enterprises.models import Enterprise, Segment
from enterprises.selectors.segments import segment_condition, segments_counted, segments_listed
from issues.models import Case
from visits.models import Campaign, CampaignQuestion, CampaignTarget, TeamEnterprise, Visit

SEEN = Campaign.view_permission


def campaigns_listed(*, user) -> QuerySet[Campaign]:
    """The campaigns this person may see, the latest first; counts as far as they see."""
    targets = targets_in(user).filter(campaign=OuterRef("pk"))
    return Campaign.objects.visible_to(user).annotate(
        target_count=_number(targets), visited_count=_number(targets.filter(is_visited=True))
    )


def _number(targets: QuerySet) -> Coalesce:
    counted = targets.order_by().values("campaign").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number"), output_field=IntegerField()), 0)


def campaign_of_case(*, case: Case, user) -> Campaign | None:
    """The campaign whose visit brought the case, if this person may see it."""
    if case.campaign_id is None:
        return None
    return Campaign.objects.visible_to(user).filter(mark=case.campaign_id).first()


def targets_in(user) -> QuerySet[CampaignTarget]:
    """The targets this person may see, each with ``is_visited``: by a visit of its campaign."""
    visits = Visit.objects.filter(
        campaign=OuterRef("campaign"), enterprise=OuterRef("enterprise")
    ).order_by("-visited_at")
    return CampaignTarget.objects.visible_to(user).annotate(is_visited=Exists(visits))


def targets_with_team(*, campaign: Campaign, user) -> QuerySet[CampaignTarget]:
    """As ``targets_in`` one campaign, with ``team_now``: who serves it, or did at the end."""
    serving = TeamEnterprise.objects.in_force().filter(enterprise=OuterRef("enterprise"))
    team = F("team") if campaign.is_ended else Subquery(serving.values("team")[:1])
    return targets_in(user).filter(campaign=campaign).annotate(team_now=team)


def segments_now(*, user, campaign: Campaign) -> list[Segment]:
    """The campaign's segments, each with the ``number`` it matches now."""
    return segments_counted(user=user, segments=list(campaign.segments.order_by("name")))


def questions_listed(*, campaign: Campaign) -> QuerySet[CampaignQuestion]:
    """Those asked first, then the ended ones; each with how often it was answered."""
    questions = campaign.questions.annotate(answer_count=Count("answers"))
    return questions.order_by(F("ended_at").asc(nulls_first=True), "order", "pk")


def segments_to_choose(*, user) -> list[Segment]:
    """The segments, each with the ``number`` of enterprises it matches now."""
    return segments_counted(user=user, segments=list(segments_listed(user=user)))


def scope_meant(*, user, segments: Iterable[Segment]) -> QuerySet[Enterprise]:
    """The enterprises in any of the segments now, as far as ``user`` sees; active ones only."""
    conditions = [segment_condition(user=user, segment=segment) for segment in segments]
    within = reduce(or_, conditions, Q(pk__in=[]))
    keys = Enterprise.objects.visible_to(user).filter(within, merged_into__isnull=True)
    return Enterprise.objects.filter(pk__in=keys.order_by().values("pk"))


@dataclass(frozen=True)
class Difference:
    """What would come into a running campaign, and what would go; who was visited stays."""

    coming: QuerySet[Enterprise]
    going: QuerySet[CampaignTarget]
    staying: QuerySet[CampaignTarget]

    @property
    def is_empty(self) -> bool:
        return not (self.coming.exists() or self.going.exists())


def scope_difference(*, user, campaign: Campaign) -> Difference:
    meant = scope_meant(user=user, segments=campaign.segments.all())
    frozen = campaign.targets.order_by().values("enterprise")
    left = targets_in(user).filter(campaign=campaign)
    left = left.exclude(enterprise__in=meant.order_by().values("pk"))
    left = left.select_related("enterprise__town").defer("enterprise__search", "enterprise__scope")
    return Difference(
        coming=meant.exclude(pk__in=frozen)
        .select_related("town")
        .defer("search", "scope")
        .order_by("name", "pk"),
        going=left.filter(is_visited=False).order_by("enterprise__name", "pk"),
        staying=left.filter(is_visited=True).order_by("enterprise__name", "pk"),
    )


def campaigns_overlapping(*, user, campaign: Campaign) -> QuerySet[Campaign]:
    """Other campaigns of the same days, each with how many enterprises are in ``both``."""
    mine = CampaignTarget.objects.filter(campaign=campaign).order_by().values("enterprise")
    both = Count("targets", filter=Q(targets__enterprise__in=mine), distinct=True)
    same_days = Q(starts_on__lte=campaign.ends_on, ends_on__gte=campaign.starts_on)
    others = Campaign.objects.visible_to(user).filter(same_days).exclude(pk=campaign.pk)
    return others.annotate(both=both).order_by("starts_on", "pk")
