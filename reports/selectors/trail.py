"""The trail as an auditor reads it."""

from django.db.models import QuerySet

from core.access import has_permission
from core.models import TrailCheck, TrailEntry

PERMISSION = "core.trail_view"


def trail_entries(*, user) -> QuerySet[TrailEntry]:
    """Every line of the trail, with its seal; nothing for who may not see it."""
    if not has_permission(user, PERMISSION):
        return TrailEntry.objects.none()
    return TrailEntry.objects.select_related("seal")


def trail_checks(*, user) -> QuerySet[TrailCheck]:
    """The checks of the trail, the newest first."""
    if not has_permission(user, PERMISSION):
        return TrailCheck.objects.none()
    return TrailCheck.objects.select_related("created_by")
