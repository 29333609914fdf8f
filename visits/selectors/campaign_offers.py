"""Which campaigns a visit may be part of: for the visit form, and for a phone without a signal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from enterprises.models import Enterprise
from visits.models import (
    Campaign,
    CampaignAnswer,
    CampaignQuestion,
    CampaignTarget,
    TeamEnterprise,
    Visit,
    VisitPhoto,
    VisitTeam,
)
from visits.workflow import CampaignState

_ASKED = Prefetch(
    "questions", CampaignQuestion.objects.filter(ended_at__isnull=True), to_attr="asked"
)


@dataclass(frozen=True)
class Offer:
    """The campaigns an enterprise is in, and the one that this visit is taken to be part of."""

    campaigns: list[Campaign]
    proposed: Campaign | None


def campaign_offer(*, user, enterprise: Enterprise, day: date, chosen: str = "") -> Offer:
    """The running campaigns of the enterprise, each with its questions, ``asked``.

    ``chosen`` is the key of one that was chosen before it ended: a phone sends late. One is
    proposed if it is the only one of that day, and the enterprise is in this person's hands.
    """
    mine = Q(state=CampaignState.RUNNING)
    if chosen.isdecimal():
        mine |= Q(state=CampaignState.ENDED, pk=chosen)
    campaigns = list(_campaigns_of([enterprise]).filter(mine))
    of_the_day = [one for one in campaigns if one.is_running and one.holds(day)]
    is_proposed = len(of_the_day) == 1 and _goes_for_the_team(user, enterprise)
    return Offer(campaigns, of_the_day[0] if is_proposed else None)


def _campaigns_of(enterprises: Iterable[Enterprise]) -> QuerySet[Campaign]:
    targets = CampaignTarget.objects.filter(enterprise__in=[one.pk for one in enterprises])
    campaigns = Campaign.objects.filter(pk__in=targets.order_by().values("campaign"))
    return campaigns.prefetch_related(_ASKED)


def _goes_for_the_team(user, enterprise: Enterprise) -> bool:
    """Whether the person is of the team that serves it; where none does, whoever goes goes for it."""
    served = TeamEnterprise.objects.in_force().filter(enterprise=enterprise)
    team = served.values_list("team", flat=True).first()
    return team is None or VisitTeam.objects.of(user).filter(pk=team).exists()


def campaigns_running() -> QuerySet[Campaign]:
    return Campaign.objects.filter(state=CampaignState.RUNNING).prefetch_related(_ASKED)


def campaigns_by_enterprise(enterprises: Iterable[Enterprise]) -> dict[int, list[int]]:
    """Enterprise → the running campaigns it is in; one query for a whole phone."""
    rows = CampaignTarget.objects.filter(
        campaign__state=CampaignState.RUNNING, enterprise__in=[one.pk for one in enterprises]
    )
    found: dict[int, list[int]] = {}
    for enterprise, campaign in rows.order_by("campaign").values_list("enterprise", "campaign"):
        found.setdefault(enterprise, []).append(campaign)
    return found


def answers_of(*, visit: Visit) -> list[CampaignAnswer]:
    """What the visit answered, in the order of the questions, each with its photos (``shown``)."""
    photos = Prefetch("photos", VisitPhoto.objects.select_related("stored"), to_attr="shown")
    answers = visit.answers.select_related("question").prefetch_related(photos)
    return list(answers.order_by("question__order", "question"))
