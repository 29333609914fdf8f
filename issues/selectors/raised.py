from django.db.models import Count, QuerySet

from core.models import StoredFile
from issues.models import RaisedDemand

State = RaisedDemand.State


def raised_listed(*, user, state: str = "") -> QuerySet[RaisedDemand]:
    """What enterprises raised, as far as the person may see it; only one state, if given."""
    rows = RaisedDemand.objects.visible_to(user).select_related("enterprise__town", "case")
    rows = rows.defer("enterprise__search", "case__search")
    return rows.filter(state=state) if state in State.values else rows


def raised_counts(*, user) -> list[dict]:
    """How many there are in each state, for the counts above the list."""
    found = RaisedDemand.objects.visible_to(user).order_by().values("state").annotate(n=Count("pk"))
    numbers = {row["state"]: row["n"] for row in found}
    return [
        {"value": state.value, "label": state.label, "count": numbers.get(state.value, 0)}
        for state in State
    ]


def raised_waiting(*, user, permission: str) -> QuerySet[RaisedDemand]:
    """What waits for this person to be looked at, the longest waiting first."""
    rows = RaisedDemand.objects.allowing(user, permission).filter(state=State.WAITING)
    return rows.select_related("enterprise").defer("enterprise__search").order_by("id")


def raised_by_code(*, enterprise) -> QuerySet[RaisedDemand]:
    """What the enterprise itself raised, the newest first, with the case that came of it."""
    rows = RaisedDemand.objects.filter(enterprise=enterprise).select_related("case")
    return rows.defer("case__search").order_by("-id")


def photos_of(demand: RaisedDemand) -> QuerySet[StoredFile]:
    return demand.photos.order_by("uploaded_at")
