"""Percentiles in SQL: the value below which a share of the rows lies, drawn evenly between two rows.

PostgreSQL has ``percentile_cont``. SQLite has not: there a window numbers the rows, and the two
around the place are read. Both give the same (tests/core/test_percentiles.py).
"""

from collections.abc import Sequence
from math import floor

from django.db import connections
from django.db.models import Aggregate, F, Field, QuerySet, Window
from django.db.models.functions import RowNumber


class _PercentileCont(Aggregate):
    template = (
        "PERCENTILE_CONT(ARRAY[%(shares)s]::float8[]) WITHIN GROUP (ORDER BY %(expressions)s)"
    )

    def __init__(self, value, shares: Sequence[float]):
        listed = ", ".join(str(float(share)) for share in shares)
        super().__init__(value, shares=listed, output_field=Field())


def percentiles(rows: QuerySet, values: dict, shares: Sequence[float]) -> dict[str, list | None]:
    """Name → the percentiles of that expression over the rows that have it; None if none has.

    ``shares`` lie between 0 and 1. The expressions may be numbers or durations.
    """
    rows = rows.order_by()
    if connections[rows.db].vendor == "postgresql":
        return rows.aggregate(**{name: _PercentileCont(v, shares) for name, v in values.items()})
    return {name: _by_window(rows, value, shares) for name, value in values.items()}


def _by_window(rows: QuerySet, value, shares: Sequence[float]) -> list | None:
    having = rows.annotate(_value=value).filter(_value__isnull=False)
    last = having.count() - 1
    if last < 0:
        return None
    places = [floor(last * share) for share in shares]
    numbered = having.annotate(_place=Window(RowNumber(), order_by=F("_value").asc()) - 1)
    wanted = numbered.filter(_place__in={near for place in places for near in (place, place + 1)})
    found = dict(wanted.values_list("_place", "_value"))
    return [
        found[place] + (found[min(place + 1, last)] - found[place]) * (last * share - place)
        for place, share in zip(places, shares, strict=True)
    ]
