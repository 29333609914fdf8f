"""Reads of planned inspections: those before a person, also for their phone."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from core.templatetags.times import in_words
from inspections.models import InspectionPlan
from inspections.workflow import VersionState
from visits.models import PlannedVisit, Visit
from visits.models.planned import going
from visits.workflow import PlannedState

BEFORE, AHEAD = timedelta(days=31), timedelta(days=14)
"""An inspection is recorded from its plan so long after the day, or so much earlier."""


def plans_to_do(*, user) -> QuerySet[PlannedVisit]:
    """The planned inspections this person goes to and has not recorded, the soonest first."""
    today = timezone.localdate()
    mine = PlannedVisit.objects.filter(
        going(user),
        purpose=Visit.Purpose.INSPECTION,
        state=PlannedState.PLANNED,
        planned_on__range=(today - BEFORE, today + AHEAD),
    )
    related = mine.select_related("enterprise", "inspection_plan")
    return related.prefetch_related("rows__person", "inspection_plan__lists__versions").order_by(
        "planned_on", "id"
    )


def plans_as_told(*, user) -> list[dict]:
    """The same as a phone keeps them."""
    return [_told(planned) for planned in plans_to_do(user=user)]


def _told(planned: PlannedVisit) -> dict:
    plan: InspectionPlan | None = getattr(planned, "inspection_plan", None)
    return {
        "id": planned.pk,
        "enterprise": {"id": planned.enterprise_id, "text": planned.enterprise.name},
        "day": in_words(planned.planned_on),
        "isToday": planned.planned_on == timezone.localdate(),
        "aim": planned.aim,
        "unannounced": planned.unannounced,
        "kind": plan.kind if plan else "",
        "versions": _versions(plan) if plan else [],
        "people": [
            {"id": str(row.person_id), "text": str(row.person)} for row in planned.rows.all()
        ],
    }


def _versions(plan: InspectionPlan) -> list[int]:
    return [
        version.pk
        for one in plan.lists.all()
        for version in one.versions.all()
        if version.state == VersionState.CURRENT
    ]
