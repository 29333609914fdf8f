"""Numbers without gaps or doubles: one locked row per series."""

from django.db.models import F

from core.models import NumberSeries


def take_numbers(series: str, count: int = 1) -> int:
    """Reserve ``count`` numbers and return the first; must run inside a transaction.

    The update takes the row's lock on PostgreSQL; SQLite transactions are exclusive anyway.
    """
    if not NumberSeries.objects.filter(name=series).update(last=F("last") + count):
        NumberSeries.objects.bulk_create([NumberSeries(name=series)], ignore_conflicts=True)
        NumberSeries.objects.filter(name=series).update(last=F("last") + count)
    return NumberSeries.objects.get(name=series).last - count + 1
