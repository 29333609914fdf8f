"""Which months are closed, and which can be."""

from datetime import datetime

from django.db.models import Max, Min, QuerySet

from core.months import month_of, month_on
from points.models import ClosedMonth, Entry, PointsRule


def last_closed() -> int:
    """The latest closed month; all before it are closed as well. 0 if there is none."""
    return ClosedMonth.objects.aggregate(last=Max("month"))["last"] or 0


def month_to_close(now: datetime) -> int | None:
    """The next month to be closed, once it is over; the first is that of the first rule."""
    last = last_closed()
    if last:
        month = month_on(last, 1)
    else:
        since_at = PointsRule.objects.aggregate(first=Min("since_at"))["first"]
        month = month_of(since_at) if since_at else month_of(now)
    return month if month < month_of(now) else None


def months_closed() -> QuerySet[ClosedMonth]:
    return ClosedMonth.objects.select_related("closed_by")


def later_entries(closed: ClosedMonth) -> QuerySet[Entry]:
    """What is about a closed month, and counts in a later one."""
    found = Entry.objects.filter(about_month=closed.month, month__gt=closed.month)
    return found.select_related("unit", "by", "counters").order_by("id")


def months_of_entries() -> list[int]:
    """The months in which anything counts, or is about, the newest first."""
    months = (
        Entry.objects.order_by()
        .values_list("month")
        .union(Entry.objects.order_by().values_list("about_month"))
    )
    return sorted({month for (month,) in months}, reverse=True)
