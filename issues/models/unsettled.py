"""The index of the cases whose figures the clock alone may still change: few, and read whole."""

from django.db.models import Index, Q

UNSETTLED = Index(
    fields=["dispatched_month"],
    condition=Q(closed_at__isnull=True) | Q(accepted_at__isnull=True, accept_due_at__isnull=False),
    include=[
        *("lead_unit", "town", "kind", "campaign", "state", "dispatched_at"),
        *("accepted_at", "accept_due_at", "resolve_due_at", "resolve_original_due_at"),
        *("resolved_at", "suspended_at", "closed_at"),
    ],
    name="case_unsettled",
)

OF_THE_DAY = tuple(
    Index(fields=[f"{column}_at"], name=f"case_by_{name}")
    for name, column in (
        ("registration", "registered"),
        ("acceptance", "accepted"),
        ("reply", "resolved"),
        ("closing", "closed"),
    )
)
"""For what came in, moved and ended today: among a million cases those of a day are found at once."""
