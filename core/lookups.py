"""Conditions that tell PostgreSQL in which order to look.

``__among`` is ``__in`` with a query, for keys that are few beside the table. How many rows a union
names cannot be foretold, and PostgreSQL rather walks through the whole table in its order. Told to
gather the keys first, it goes by the index, in the index's order.
"""

from django.db.models import Field, ForeignKey, QuerySet, Subquery
from django.db.models.fields.related_lookups import RelatedIn
from django.db.models.lookups import In, IsNull


class _GatheredFirst:
    lookup_name = "among"

    def get_rhs_op(self, connection, rhs):
        if connection.vendor == "postgresql":
            return f"= ANY(ARRAY{rhs})"
        return super().get_rhs_op(connection, rhs)


@Field.register_lookup
class Among(_GatheredFirst, In):
    pass


@ForeignKey.register_lookup
class RelatedAmong(_GatheredFirst, RelatedIn):
    pass


def looked_up(rows: QuerySet) -> IsNull:
    """Whether there is one of ``rows``, which an OuterRef ties to the row that is asked.

    An EXISTS in the columns or beside an "or", PostgreSQL may answer for the whole table at once
    and then throw all but a page of it away; a scalar subquery it asks row by row.
    """
    return IsNull(Subquery(rows.order_by().values("pk")[:1]), False)
