"""How often a year an enterprise may be visited: a setting of the district."""

from django.db import transaction

from core.access import require
from core.audit import record
from visits.models import VisitCap

MANAGE = "visits.cap_manage"


@transaction.atomic
def cap_set(*, actor, purpose: str, most: int, risk: str = "") -> VisitCap:
    """Set the cap of a purpose, for all or for a risk colour; one that is there is changed."""
    require(actor, MANAGE)
    before = VisitCap.objects.filter(purpose=purpose, risk=risk).values_list("most", flat=True)
    old = before.first()
    cap, _made = VisitCap.objects.update_or_create(
        purpose=purpose, risk=risk, defaults={"most": most}
    )
    record(actor=actor, subject=cap, action="cap_set", most=[old, most])
    return cap


@transaction.atomic
def cap_remove(*, actor, cap: VisitCap) -> None:
    """Without a row nothing is capped, or the general one holds."""
    require(actor, MANAGE)
    record(actor=actor, subject=cap, action="cap_remove", most=cap.most)
    cap.delete()
