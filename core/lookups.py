"""``__among``: as ``__in`` with a query, for keys that are few beside the table.

PostgreSQL cannot foretell how many rows a union names, and rather walks through the whole table
in its order. Told to gather the keys first, it goes by the index, in the index's order.
"""

from django.db.models import Field, ForeignKey
from django.db.models.fields.related_lookups import RelatedIn
from django.db.models.lookups import In


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
