from visits.models import PlannedVisit
from visits.workflow import PLANNED_WORKFLOW


def planned_locked(planned: PlannedVisit, move: str) -> PlannedVisit:
    """The plan under a lock, once the move is possible as it stands; NotNow if it is not."""
    rows = PlannedVisit.objects.select_for_update(of=("self",)).select_related(
        "enterprise", "planned_by"
    )
    locked = rows.get(pk=planned.pk)
    PLANNED_WORKFLOW.check(locked, move)
    return locked
