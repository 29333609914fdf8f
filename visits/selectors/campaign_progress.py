"""How far a campaign is: who was visited, by whom, who not; who has gone, who not."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from calendars.selectors import load_calendar
from issues.models import Case
from visits.models import Campaign, CampaignTarget, Visit, VisitTeam
from visits.selectors.campaigns import targets_with_team


class Pace(models.TextChoices):
    """How a share visited stands to the goal."""

    REACHED = "reached", pgettext_lazy("pace of a campaign", "goal reached")
    ON_COURSE = "on_course", pgettext_lazy("pace of a campaign", "on course")
    BEHIND = "behind", pgettext_lazy("pace of a campaign", "behind")
    MISSED = "missed", pgettext_lazy("pace of a campaign", "goal missed")
    NOT_BEGUN = "not_begun", pgettext_lazy("pace of a campaign", "not begun")


LIGHTS = {
    Pace.REACHED: "on_time",
    Pace.ON_COURSE: "on_time",
    Pace.BEHIND: "due_soon",
    Pace.MISSED: "late",
    Pace.NOT_BEGUN: "suspended",
}


@dataclass(frozen=True)
class Schedule:
    """What a campaign wants by when; the same for the whole and for each part."""

    goal: int
    by: date
    expected: float
    """The percentage that would be visited by now, were every working day's share alike."""
    is_begun: bool
    is_past: bool

    @classmethod
    def of(cls, campaign: Campaign, today: date | None = None) -> "Schedule":
        today = today or _last_day(campaign)
        calendar = load_calendar()
        days = (campaign.coverage_by - campaign.starts_on).days + 1
        whole = [campaign.starts_on + timedelta(days=number) for number in range(days)]
        working = [day for day in whole if calendar.is_working(day)] or whole
        passed = sum(day < today for day in working)
        return cls(
            goal=campaign.coverage_goal,
            by=campaign.coverage_by,
            expected=campaign.coverage_goal * passed / len(working),
            is_begun=not campaign.is_prepared and today >= campaign.starts_on,
            is_past=today > campaign.coverage_by or campaign.is_ended,
        )

    def pace(self, visited: int, targets: int) -> Pace:
        if targets and 100 * visited >= self.goal * targets:
            return Pace.REACHED
        if not self.is_begun:
            return Pace.NOT_BEGUN
        if self.is_past:
            return Pace.MISSED
        return Pace.ON_COURSE if 100 * visited >= self.expected * targets else Pace.BEHIND


def paces_told() -> list[tuple[str, object]]:
    """Each pace with its light, for a legend."""
    return [(LIGHTS[pace], pace.label) for pace in Pace]


def _last_day(campaign: Campaign) -> date:
    return timezone.localdate(campaign.ended_at) if campaign.ended_at else timezone.localdate()


@dataclass
class Share:
    """So many of so many visited, as a part of a campaign."""

    schedule: Schedule
    targets: int = 0
    visited: int = 0
    visits: int = 0

    @classmethod
    def of(cls, campaign: Campaign) -> "Share":
        """Of a campaign that has been counted with the list."""
        return cls(Schedule.of(campaign), campaign.target_count, campaign.visited_count)

    @property
    def left(self) -> int:
        return self.targets - self.visited

    @property
    def percent(self) -> int:
        """Never 100 before the last one: cut, not rounded."""
        return 100 * self.visited // self.targets if self.targets else 0

    @property
    def pace(self) -> Pace:
        return self.schedule.pace(self.visited, self.targets)

    @property
    def light(self) -> str:
        return LIGHTS[self.pace]


def campaign_coverage(*, campaign: Campaign, user) -> Share:
    """The whole campaign, as far as this person sees it."""
    targets = targets_with_team(campaign=campaign, user=user)
    counted = targets.aggregate(targets=Count("pk"), visited=Count("pk", filter=Q(is_visited=True)))
    return Share(
        Schedule.of(campaign),
        **counted,
        visits=campaign_visits(campaign=campaign, user=user).count(),
    )


def campaign_visits(*, campaign: Campaign, user) -> QuerySet[Visit]:
    """The campaign's visits to the targets this person sees, whoever may open them."""
    targets = CampaignTarget.objects.visible_to(user).filter(campaign=campaign)
    return Visit.objects.filter(
        campaign=campaign, enterprise__in=targets.order_by().values("enterprise")
    )


def campaign_cases_counted(*, campaign: Campaign, user) -> dict[str, int]:
    """Of what its visits brought, as far as this person sees it: how much, and how much is closed."""
    cases = Case.objects.visible_to(user).filter(campaign=campaign.mark_id)
    return cases.aggregate(all=Count("pk"), closed=Count("pk", filter=Q(closed_at__isnull=False)))


def came_late(*, campaign: Campaign) -> int:
    """Visits made in time that arrived after the end, from phones without a signal."""
    if campaign.ended_at is None:
        return 0
    return campaign.visits.filter(created_at__gt=campaign.ended_at).count()


# The lists behind the figures


def campaign_targets(*, campaign: Campaign, user) -> QuerySet[CampaignTarget]:
    """Each target with the team it is for, how often it was visited, and when last."""
    visits = (
        Visit.objects.filter(campaign=campaign, enterprise=OuterRef("enterprise"))
        .order_by()
        .values("enterprise")
    )
    targets = targets_with_team(campaign=campaign, user=user).annotate(
        visit_count=Subquery(visits.annotate(number=Count("pk")).values("number")),
        last_visited_at=Subquery(visits.annotate(last=Max("visited_at")).values("last")),
    )
    return targets.select_related("enterprise__town").defer(
        "enterprise__search", "enterprise__scope"
    )


def targets_told(*, campaign: Campaign, user, targets: list[CampaignTarget]) -> None:
    """Give each target of a page its ``served`` (team) and its last ``visit``, if there is one."""
    teams = VisitTeam.objects.in_bulk({one.team_now for one in targets if one.team_now})
    enterprises = [target.enterprise_id for target in targets]
    visits = Visit.objects.filter(campaign=campaign, enterprise__in=enterprises)
    visits = visits.select_related("logged_by", "team", "unit").defer("search")
    last = {visit.enterprise_id: visit for visit in visits.order_by("visited_at", "pk")}
    keys = [visit.pk for visit in last.values()]
    visible = Visit.objects.visible_to(user).filter(pk__in=keys)
    openable = set(visible.values_list("pk", flat=True))
    for target in targets:
        target.served = teams.get(target.team_now)
        target.visit = last.get(target.enterprise_id)
        target.may_open = bool(target.visit and target.visit.pk in openable)
