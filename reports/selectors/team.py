"""For a visit team: the enterprises it serves, and what was promised to them for this week."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from enterprises.models import Enterprise
from issues.models import Case
from issues.selectors.lights import with_light_facts
from visits.models import PlannedVisit, VisitTeam
from visits.selectors.planned import planned_between
from visits.selectors.teams import team_enterprises


@dataclass(frozen=True)
class TeamBoard:
    """``due`` are the open cases of its enterprises due by Sunday, what is late among them."""

    enterprises: list[Enterprise]
    due: list[Case]
    late: list[Case]
    planned: list[PlannedVisit]
    first_on: date
    last_on: date

    @property
    def covered(self) -> int:
        return sum(one.is_covered for one in self.enterprises)

    @property
    def not_covered(self) -> int:
        return len(self.enterprises) - self.covered


def team_board_of(*, team: VisitTeam, user, now: datetime) -> TeamBoard:
    """Within what the person may see; the week is Monday to Sunday."""
    today = timezone.localdate(now)
    first = today - timedelta(days=today.weekday())
    last = first + timedelta(days=6)
    enterprises = list(team_enterprises(team=team, user=user))
    keys = [one.pk for one in enterprises]
    ends_at = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    ends_at += timedelta(days=7 - today.weekday())
    cases = Case.objects.visible_to(user).filter(
        enterprise__in=keys, closed_at__isnull=True, due_at__lt=ends_at
    )
    cases = with_light_facts(cases).select_related("enterprise", "lead_unit")
    found = list(cases.defer("search", "enterprise__search").order_by("due_at", "id"))
    return TeamBoard(
        enterprises=enterprises,
        due=[case for case in found if case.due_at >= now],
        late=[case for case in found if case.due_at < now],
        planned=list(
            planned_between(user=user, first=first, last=last).filter(enterprise__in=keys)
        ),
        first_on=first,
        last_on=last,
    )
