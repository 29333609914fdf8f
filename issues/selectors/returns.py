"""The record of returns over the last twelve months: by dispatcher, by unit, and one by one."""

from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from core.models import TrailEntry
from issues.models import ReturnRequest

LOOKS_BACK = timedelta(days=365)
SHOWN = 100
_DISPATCHES = ("dispatch", "dispatch_on_the_spot", "pass_down")


def returns_by_dispatcher(*, now: datetime | None = None) -> list[dict]:
    """Each dispatcher with dispatches, returns asked for, and those agreed to: the wrong ones."""
    since = (now or timezone.now()) - LOOKS_BACK
    made = TrailEntry.objects.filter(
        subject_type="issues.case", action__in=_DISPATCHES, at__gte=since
    )
    times = dict(made.order_by().values_list("actor_id").annotate(Count("id")))
    found = _counted(since, "dispatched_by", "dispatched_by__full_name")
    for row in found:
        row["dispatched"] = times.get(row["dispatched_by"], 0)
        row["rate"] = row["agreed"] / row["dispatched"] if row["dispatched"] else None
    return found


def returns_by_unit(*, now: datetime | None = None) -> list[dict]:
    """Each unit with the returns it asked for, those agreed to and those refused."""
    since = (now or timezone.now()) - LOOKS_BACK
    return _counted(since, "organization", "organization__name")


def _counted(since: datetime, *by: str) -> list[dict]:
    rows = ReturnRequest.objects.filter(requested_at__gte=since).order_by().values(*by)
    counted = rows.annotate(
        asked=Count("id"),
        agreed=Count("id", filter=Q(upheld=True)),
        refused=Count("id", filter=Q(upheld=False)),
    )
    return [{**row, "name": row[by[-1]]} for row in counted.order_by("-agreed", "-asked", by[0])]


def returns_listed() -> QuerySet[ReturnRequest]:
    """The newest returns, those still to be decided among them."""
    return ReturnRequest.objects.select_related(
        "case", "organization", "suggested_unit", "dispatched_by", "decided_by"
    )[:SHOWN]
