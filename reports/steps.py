"""How far a case came, and what its enterprise said: conditions on the case's own columns.

Like the rates (``reports.rates``) they tell the cases dispatched in a period apart, and nothing in
them changes with the clock, so that they are kept beside the rates (``reports.tallies``).
"""

from django.db.models import Q

from issues.models import Verification
from issues.workflow import Kind
from reports.rates import CLOSED, COUNTED

TO_ACCEPT = COUNTED & ~Q(kind=Kind.HAZARD)
"""Nobody accepts a hazard."""

STEPS = {
    "step_dispatched": COUNTED,
    "step_to_accept": TO_ACCEPT,
    "step_accepted": TO_ACCEPT & Q(accepted_at__isnull=False),
    "step_replied": COUNTED & Q(resolved_at__isnull=False),
    "step_closed": COUNTED & CLOSED,
}
ANSWERS = {
    **{
        f"satisfied_{level.value}": COUNTED & Q(satisfaction=level)
        for level in reversed(Verification.Satisfaction)
    },
    "satisfied_none": COUNTED & CLOSED & Q(satisfaction__isnull=True),
}
