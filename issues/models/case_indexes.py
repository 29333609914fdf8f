"""The indexes of the case table that serve one purpose each: figures, days and dates."""

from datetime import UTC, datetime

from django.db.models import F, Index, Q, Value
from django.db.models.functions import Coalesce

NEVER = datetime(9999, 12, 31, tzinfo=UTC)
DUE_OR_NEVER = Coalesce(F("due_at"), Value(NEVER))
"""Sorts the cases without a date last; an index on it serves the lists sorted by date."""
BY_DUE = (
    Index(fields=["due_at", "id"], condition=Q(closed_at__isnull=True), name="case_open_by_due"),
    Index(DUE_OR_NEVER, "id", name="case_by_due"),
    Index(
        fields=["due_at", "id"],
        condition=Q(closed_at__isnull=False, due_at__isnull=False),
        name="case_closed_by_due",
    ),
)

UNSETTLED = Index(
    fields=["dispatched_month"],
    condition=Q(closed_at__isnull=True) | Q(accepted_at__isnull=True, accept_due_at__isnull=False),
    include=[
        *("lead_unit", "town", "kind", "campaign", "state", "dispatched_at"),
        *("accepted_at", "accept_due_at", "resolve_due_at", "resolve_original_due_at"),
        *("resolved_at", "suspended_at", "closed_at"),
        *("dispatched_day", "tier", "category", "source"),
    ],
    name="case_unsettled",
)
"""The cases whose figures the clock alone may still change: few, and read whole."""

OF_THE_DAY = (
    Index(fields=["registered_at"], name="case_by_registration"),
    *(
        Index(
            fields=[f"{column}_at"],
            condition=Q(**{f"{column}_at__isnull": False}),
            name=f"case_by_{name}",
        )
        for name, column in (
            ("acceptance", "accepted"),
            ("reply", "resolved"),
            ("closing", "closed"),
        )
    ),
)
"""For what came in, moved and ended today: among a million cases those of a day are found at once.

What has not happened yet stands in none of them: PostgreSQL would look it up there, a sixth of the
table, rather than go by the index that is meant for it.
"""
