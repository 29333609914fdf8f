"""What a person who stands at an enterprise's door has to do there."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from enterprises.models import Enterprise
from visits.models import PlannedVisit
from visits.models.planned import going
from visits.selectors.planned import with_facts
from visits.workflow import PlannedState

AROUND = timedelta(days=14)


@dataclass(frozen=True)
class Arrival:
    """Plans of this person: here today, here on another day, and today elsewhere."""

    today: list[PlannedVisit]
    other_days: list[PlannedVisit]
    elsewhere: list[PlannedVisit]

    @property
    def is_expected(self) -> bool:
        return bool(self.today)


def arrival_of(*, user, enterprise: Enterprise) -> Arrival:
    today = timezone.localdate()
    near = PlannedVisit.objects.filter(
        going(user),
        state=PlannedState.PLANNED,
        planned_on__range=(today - AROUND, today + AROUND),
    )
    plans = list(with_facts(near).order_by("planned_on", "starts", "id"))
    here = [one for one in plans if one.enterprise_id == enterprise.pk]
    return Arrival(
        today=[one for one in here if one.planned_on == today],
        other_days=[one for one in here if one.planned_on != today],
        elsewhere=[one for one in plans if one.planned_on == today and one not in here],
    )
